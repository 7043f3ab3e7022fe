"""The page on which references are pasted."""

from tests.web.capture.conftest import CASES
from tests.web.capture.test_cases import references

PASTE = f"{CASES}/paste"


def fields(page, text: str) -> dict[str, str]:
    return {"references": text, "client_key": page.select_one("input[name=client_key]")["value"]}


def test_it_adds_them_once_however_often_it_is_sent(owner, case):
    sent = fields(owner.see(PASTE), "B1\r\nB2")
    for _ in range(2):
        assert owner.post_form(PASTE, sent).location == CASES
    assert references(owner.see(CASES)) == ["R1", "R2", "R3", "B1", "B2"]
    assert "2 cases are added" in owner.page.main.text


def test_a_mistake_is_named_and_what_was_pasted_stays(owner, case):
    assert owner.post_form(PASTE, fields(owner.see(PASTE), "B1\nr1 \n<b>")).status_code == 422
    assert "There is already a case “R1”" in owner.page.select_one(".govuk-error-summary").text
    assert owner.page.textarea.text.split() == ["B1", "r1", "<b>"]
    assert references(owner.see(CASES)) == ["R1", "R2", "R3"]


def test_text_that_no_database_takes_is_refused_in_words(owner, case):
    assert owner.post_form(PASTE, fields(owner.see(PASTE), "a\x00b\nc d")).status_code == 422
    assert owner.page.textarea.text.split("\n")[-2:] == ["ab", "c d"]


def test_only_a_facilitator_opens_it(owner, stranger, colleague, case):
    assert colleague.get(PASTE).status_code == 403
    assert stranger.get(PASTE).status_code == 404
    owner.see(PASTE)
    assert owner.post(PASTE, data={"references": "X"}).status_code == 400
