"""Changing a case: what was changed is written and told in the history, and two people lose nothing."""

import pytest

from tests.web.capture.conftest import CASES
from tests.web.capture.test_personal import posted

REFERENCE, SUMMARY, PLACE = "case--reference", "case--summary", "case--place"


@pytest.fixture
def edit(form):
    return f"{form}/edit"


def words(client, path):
    """What the page says, on one line."""
    return client.see(path).find("main").get_text(" ", strip=True)


def place(page, name):
    """The code of a place in the list."""
    return next(option["value"] for option in page.find(id="place").find_all("option") if option.text == name)


def test_it_shows_the_case_as_it_stands(owner, edit):
    page = owner.see(edit)
    assert page.find(id="reference")["value"] == "R1"
    assert page.find(id="summary").text.strip().replace("\r\n", "\n") == "Fell twice.\n\nWants to stay."
    assert page.find(id="area").find("option", selected=True).text == "North"
    assert page.find(id="place").find("option", selected=True).text == "Workshop 1, table A"


def test_what_is_changed_is_kept_and_stands_in_the_history(owner, form, edit):
    code = place(owner.see(edit), "Workshop 1, table B")
    changes = {REFERENCE: "R9", SUMMARY: "Fell three times.", PLACE: code, "area": "south"}
    assert posted(owner, edit, **changes).status_code == 302
    told = words(owner, f"{form}/history")
    for line in (
        "Reference Before: R1 After: R9 owner@example.org",
        "Summary Before: Fell twice. Wants to stay. After: Fell three times.",
        "Workshop and table Before: Workshop 1, table A After: Workshop 1, table B",
        "Area Before: North After: South",
    ):
        assert line in " ".join(told.split())
    assert "R9 Workshop 1, table B" in words(owner, CASES)


def test_saving_without_a_change_leaves_no_trace(owner, form, edit):
    assert posted(owner, edit, edit).status_code == 302
    told = words(owner, f"{form}/history")
    assert not any(name in told for name in ("Reference", "Summary", "Workshop and table", "Area"))


def test_a_case_can_be_taken_out_of_its_workshop(owner, edit):
    posted(owner, edit, edit, **{PLACE: ""})
    assert owner.see(edit).find(id="place").find("option", selected=True).text == "Not given to a workshop yet"


@pytest.mark.parametrize(
    ("reference", "said"), [("R2", "already a case"), ("943 476 5919", "looks like"), ("", "Give")]
)
def test_a_reference_that_cannot_be_is_refused_and_nothing_is_lost(owner, edit, reference, said):
    answer = posted(owner, edit, edit, **{REFERENCE: reference, SUMMARY: "Typed at length"})
    assert answer.status_code == 422
    assert said in owner.page.get_text()
    assert owner.page.find(id="summary").text.strip() == "Typed at length"
    assert posted(owner, edit, **{REFERENCE: "R7"}).status_code == 302
    page = owner.see(edit)
    assert (page.find(id="reference")["value"], page.find(id="summary").text.strip()) == ("R7", "Typed at length")


def test_a_stale_change_is_answered_with_both_texts_and_can_be_kept(owner, edit, sign_in):
    ann = sign_in("ann@example.org", "riverside", "facilitator")
    ann.see(edit)
    posted(owner, edit, edit, **{SUMMARY: "Theirs", "area": "south"})
    assert posted(ann, edit, **{SUMMARY: "Mine"}).status_code == 409
    box = ann.page.find(class_="conflict").get_text(" ", strip=True)
    assert "owner@example.org changed this case" in box
    assert "Summary Yours, not saved Mine Theirs, saved Theirs" in box
    assert ann.page.find(id="area").find("option", selected=True).text == "South"
    assert posted(ann, edit).status_code == 302
    page = ann.see(edit)
    assert page.find(id="summary").text.strip() == "Mine"
    assert page.find(id="area").find("option", selected=True).text == "South"


def test_a_mistake_on_a_page_that_is_also_stale_overwrites_nothing_unseen(owner, edit, sign_in):
    ann = sign_in("ann@example.org", "riverside", "facilitator")
    ann.see(edit)
    posted(owner, edit, edit, **{SUMMARY: "Theirs", "area": "south"})
    assert posted(ann, edit, **{REFERENCE: "943 476 5919"}).status_code == 409
    assert posted(ann, edit).status_code == 422
    assert posted(ann, edit, **{REFERENCE: "R8"}).status_code == 302
    page = ann.see(edit)
    assert page.find(id="summary").text.strip() == "Theirs"
    assert page.find(id="area").find("option", selected=True).text == "South"


def test_a_missing_version_never_forces_it(owner, edit):
    assert posted(owner, edit, edit, **{SUMMARY: "Mine", "version": ""}).status_code == 409
    assert "Fell twice." in owner.see(edit).find(id="summary").text


def test_an_invented_place_is_not_found(owner, edit):
    assert posted(owner, edit, edit, **{PLACE: "999"}).status_code == 404


def test_a_summary_that_may_name_somebody_is_shown_once_more(owner, edit):
    assert posted(owner, edit, edit, **{SUMMARY: "Lives at NR1 3QG"}).status_code == 422
    assert "This looks like a postcode" in owner.page.get_text()
    assert posted(owner, edit).status_code == 302
    assert "NR1 3QG" in owner.see(edit).find(id="summary").text


def test_a_new_case_is_given_its_table(owner, case):
    code = place(owner.see(f"{CASES}/new"), "Workshop 1, table B")
    posted(owner, f"{CASES}/new", **{REFERENCE: "N1", PLACE: code})
    assert "N1 Workshop 1, table B" in words(owner, CASES)


def test_only_a_facilitator_changes_a_case(stranger, colleague, client, sign_in, owner, edit, noise):
    stranger.see(edit, status=404)
    colleague.see(edit, status=403)
    client.see(edit, status=401)
    sign_in("reviewer@example.org", "riverside", "reviewer").see(edit, status=403)
    owner.see(f"{CASES}/{noise}/edit", status=404)
