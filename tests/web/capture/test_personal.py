"""Words that may say who somebody is: shown back once before they are saved, kept when they are sent again."""

import pytest

from tests.web.capture.conftest import CASES
from tests.web.capture.test_review import fields

PHONE, LOOKS = "Ring 020 7946 0123", "This looks like a phone number. Take out anything that says who the person is."


def posted(client, path, form_of=None, **changes):
    """Posts the form of the page that was last shown, as it stands, with these changes."""
    page = client.page if form_of is None else client.see(form_of)
    data = {}
    for field in page.find("main").find_all(["input", "textarea", "select"]):
        kind, name = field.get("type"), field.get("name")
        if name and not (kind in ("radio", "checkbox") and not field.has_attr("checked")):
            data.setdefault(name, []).append(value_of(field))
    return client.post_form(path, {**data, **changes})


def value_of(field):
    """What a browser would post of the field."""
    if field.name == "textarea":
        return field.text.removeprefix("\n")
    if field.name == "select":
        field = field.find("option", selected=True) or field.find("option")
    return field.get("value", "")


SMALL_FORMS = [
    ("new", {"case--reference": "N1", "case--summary": PHONE}),
    ("R/aside", {"status": "parked", "reason": PHONE}),
    ("R/risk", {"to_whom": "Duty team", "note": PHONE}),
    ("R/risk", {"to_whom": PHONE, "note": "Rang"}),
]


@pytest.mark.parametrize(("page", "typed"), SMALL_FORMS)
def test_a_small_form_comes_back_once_with_everything_and_then_saves(owner, case, page, typed):
    path = f"{CASES}/{page.replace('R', case)}"
    answer = posted(owner, path, path, **typed)
    words = owner.page.find("main").get_text(" ", strip=True)
    assert answer.status_code == 422
    assert LOOKS in words
    assert "Save anyway" in words
    assert all(text in answer.text for text in typed.values())
    changed = {"status": "parked"} if page == "R/aside" else {}
    assert posted(owner, path, **changed).status_code == 302


def test_other_words_are_warned_of_again(owner, form):
    posted(owner, f"{form}/aside", f"{form}/aside", status="parked", reason=PHONE)
    assert posted(owner, f"{form}/aside", status="parked", reason="Ring 020 7946 0124").status_code == 422
    assert posted(owner, f"{form}/aside", status="parked", reason="Rings often").status_code == 302


def test_ordinary_words_are_saved_at_once(owner, form):
    assert posted(owner, f"{form}/aside", f"{form}/aside", status="parked", reason="No notes").status_code == 302


@pytest.fixture
def section(owner, form):
    """A posted section with a phone number in one answer and an ordinary other answer."""
    data = {**fields(owner.see(form)), "chance": ["yes"], "means": ["thing"]}
    owner.post_form(form, data)
    return owner.post_form(form, {**fields(owner.see(form)), "why": [PHONE], "lives": ["home"]})


def test_a_section_comes_back_before_the_words_are_saved_and_the_rest_is_kept(owner, section, kept, case):
    assert section.status_code == 422
    assert LOOKS in owner.page.get_text()
    assert "Not saved yet: Why that?" in owner.page.get_text(" ", strip=True)
    assert owner.page.find(id="why").text.strip() == PHONE
    assert kept(case).value("why") is None
    assert kept(case).value("lives") == "home"


def test_the_section_sent_again_is_saved_and_goes_on(owner, form, section, kept, case):
    assert owner.post_form(form, fields(owner.page)).status_code == 302
    assert kept(case).value("why") == PHONE


def test_the_check_page_names_the_question_and_not_the_words(owner, form, section):
    owner.post_form(form, fields(owner.page))
    box = owner.see(f"{form}/check").find("section", attrs={"aria-labelledby": "personal"})
    assert "Why that? holds what looks like a phone number." in box.get_text(" ", strip=True)
    assert "7946" not in box.get_text()


def test_the_check_page_says_nothing_of_ordinary_words(owner, form):
    owner.post_form(form, {**fields(owner.see(form)), "chance": ["yes"], "means": ["thing"], "why": ["A rail"]})
    assert not owner.see(f"{form}/check").find(id="personal")
