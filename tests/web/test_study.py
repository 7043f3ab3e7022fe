"""The page of one study: its title, target, how cases were chosen, and its notes are changed; nothing typed is lost."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import studies
from tests.surveys import add_survey
from tests.web.test_workshop import words

PAGE = "/p/riverside/review/change"


@pytest.fixture
def page(study) -> str:
    return PAGE


def typed(found) -> dict[str, str]:
    """Everything in the form as it stands."""
    form = found.select_one("#title").find_parent("form")
    boxes = {each["name"]: each.get("value", "") for each in form.select("input") if each["type"] != "radio"}
    boxes |= {each["name"]: each["value"] for each in form.select("input[checked]")}
    return boxes | {each["name"]: each.text.strip("\r\n") for each in form.select("textarea")}


def held(app) -> tuple[object, ...]:
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, "review")
        notes = [note.text for note in studies.notes(session, member, found)]
        return found.title, found.target, found.how_drawn, found.random_draw, notes


def test_everything_is_changed_and_stands_on_the_page_again(app, owner, page):
    fields = typed(owner.see(page))
    assert (fields["title"], fields["target"], fields["random_draw"]) == ("Tiny", "8", "no")
    changed = {"title": "A clearer title", "target": "40", "how_drawn": "Every fifth of 1,140", "random_draw": "yes"}
    assert owner.post_form(page, fields | changed | {"more": "A caption says 20."}).status_code == 302
    assert held(app) == ("A clearer title", 40, "Every fifth of 1,140", True, ["A caption says 20."])
    assert "A clearer title" in words(owner.see("/p/riverside"))
    assert typed(owner.see(page)) | {"csrf_token": "", "stood": ""} == {
        "csrf_token": "", "stood": "", **changed, "more": "",
        **{name: "A caption says 20." for name in typed(owner.page) if name.startswith("note-")},
    }  # fmt: skip


def test_a_note_is_reworded_and_taken_away_and_a_target_too(app, owner, page):
    owner.post_form(page, typed(owner.see(page)) | {"more": "One"})
    owner.post_form(page, typed(owner.see(page)) | {"more": "Two", "target": ""})
    fields = typed(owner.see(page))
    one, two = sorted(name for name in fields if name.startswith("note-"))
    owner.post_form(page, fields | {one: "", two: "Second"})
    assert held(app)[1] is None
    assert held(app)[4] == ["Second"]


@pytest.mark.parametrize(
    ("change", "said", "where"),
    [({"title": " "}, "Give the study a title", "#title"), ({"title": "x" * 201}, "1 character too long", "#title"),
     ({"target": "many"}, "whole number", "#target"), ({"target": "9" * 5000}, "whole number", "#target"),
     ({"more": "x" * 2001}, "1 character too long", "#more"),
     ({"how_drawn": "x" * 2001}, "1 character too long", "#how_drawn")],
)  # fmt: skip
def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(app, owner, page, change, said, where):
    before = held(app)
    fields = typed(owner.see(page)) | {"more": "Kept “so” <b>"} | change
    assert owner.post_form(page, fields).status_code == 422
    link = owner.page.select_one(".govuk-error-summary a")
    assert (said in link.text, link["href"]) == (True, where)
    assert owner.page.select_one(where) is not None
    assert typed(owner.page)["more"] == fields["more"]
    assert held(app) == before


def test_somebody_elses_change_is_told_with_what_stands_and_saving_again_is_possible(app, owner, page):
    mine = typed(owner.see(page)) | {"title": "Mine"}
    owner.post_form(page, typed(owner.page) | {"title": "Theirs", "target": "12"})
    assert owner.post_form(page, mine).status_code == 409
    assert "What stands now: Theirs. Target 12." in words(owner.page)
    assert held(app)[0] == "Theirs"
    assert owner.post_form(page, typed(owner.page)).status_code == 302
    assert held(app)[0] == "Mine"


def test_the_same_form_twice_is_one_change(app, owner, page):
    fields = typed(owner.see(page)) | {"title": "Once", "more": "One note"}
    assert [owner.post_form(page, fields).status_code for _ in range(2)] == [302, 302]
    assert held(app)[4] == ["One note"]


def test_a_survey_has_no_target_of_cases(app, owner):
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "riverside"), "readiness")
    page = "/p/riverside/readiness/change"
    fields = typed(owner.see(page))
    assert "target" not in fields
    assert owner.post_form(page, fields | {"title": "Ready?"}).status_code == 302
    assert page in str(owner.see("/p/riverside/readiness/survey"))


def test_only_who_manages_studies_opens_and_changes_one(app, owner, page, colleague, stranger, sign_in):
    assert page in str(owner.see("/p/riverside"))
    assert page in str(owner.see("/p/riverside/review/cases"))
    assert page not in str(colleague.see("/p/riverside"))
    assert colleague.get(page).status_code == 403
    assert stranger.get(page).status_code == 404
    assert sign_in("keeper@example.org", "riverside", "administrator").get(page).status_code == 200
    before = held(app)
    assert owner.post(page, data={"title": "No token"}).status_code == 400
    assert colleague.post_form(page, {"title": "Hers"}).status_code == 403
    assert held(app) == before
