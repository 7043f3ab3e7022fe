"""The page of one workshop: it is changed, a mistake loses nothing, and it is given cases."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies
from tests.builders import make_response

LIST = "/p/riverside/review/workshops"
RIGHT = {
    "title": "Workshop 1", "day": "26", "month": "11", "year": "2026", "place": "Town Hall", "tables": "A, B",
    "attendance": "Eastern: 3", "client_key": "one",
}  # fmt: skip


@pytest.fixture
def page(app, owner, study) -> str:
    """The address of a workshop that is planned, in a study with cases R1 to R5."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        for number in range(1, 6):
            cases.add_case(session, member, studies.study(session, member, study), reference=f"R{number}")
    owner.see(f"{LIST}/new")
    owner.post_form(f"{LIST}/new", RIGHT)
    return owner.see(LIST).select_one(".app-rows__title a")["href"]


def words(page) -> str:
    return " ".join(page.main.get_text(" ").split())


def typed(found) -> dict[str, str]:
    """Everything in the form as it stands."""
    form = found.select_one("#plan").find_next("form")
    boxes = {each["name"]: each.get("value", "") for each in form.select("input")}
    return boxes | {each["name"]: each.text.strip("\r\n") for each in form.select("textarea")}


def test_it_opens_with_what_stands_and_saving_that_changes_nothing(owner, page):
    fields = typed(owner.see(page))
    assert {fields[name] for name in ("title", "day", "month", "year")} == {"Workshop 1", "26", "11", "2026"}
    assert fields["attendance"] == "Eastern: 3"
    assert owner.post_form(page, fields).status_code == 302
    assert "Thursday 26 November 2026, Town Hall" in words(owner.see(LIST))
    assert "Tables: A, B. Eastern 3." in words(owner.page)


def test_date_tables_and_who_came_are_changed(owner, page):
    fields = typed(owner.see(page))
    first = next(name for name in fields if name.startswith("table-"))
    changed = {"day": "27", "attendance": "Eastern: 3\nCity: 2", "tables": "C", first: "Red"}
    assert owner.post_form(page, fields | changed).status_code == 302
    assert "Friday 27 November 2026, Town Hall Tables: Red, B, C. Eastern 3, City 2." in words(owner.see(LIST))


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [({"title": ""}, 422, "Give the workshop a title"), ({"day": "31"}, 422, "real one"),
     ({"attendance": "City"}, 422, "should read like"), ({"tables": "A"}, 409, "both be called"),
     ({"stood": "old"}, 409, "Somebody else changed this workshop"), ({"stood": ""}, 409, "Somebody else")],
)  # fmt: skip
def test_a_mistake_is_named_and_nothing_typed_is_lost(owner, page, change, status, said):
    fields = typed(owner.see(page)) | {"place": "Room ‘4’ <b>"} | change
    assert owner.post_form(page, fields).status_code == status
    assert said in words(owner.page)
    assert typed(owner.page)["place"] == "Room ‘4’ <b>"
    assert "Town Hall" in words(owner.see(LIST))


def test_after_somebody_elses_change_saving_again_is_possible(owner, page):
    fields = typed(owner.see(page)) | {"place": "Room 4"}
    owner.post_form(page, fields)
    owner.see(page)
    assert owner.post_form(page, fields | {"place": "Room 5"}).status_code == 409
    assert owner.post_form(page, typed(owner.page)).status_code == 302
    assert "Room 5" in words(owner.see(LIST))


def test_it_is_given_the_next_cases_over_its_tables(owner, page):
    owner.see(page)
    assert owner.post_form(f"{page}/cases", {"how": "free", "free": "4", "to": "all"}).status_code == 302
    assert "Its cases 4 Table A: 2. Table B: 2." in words(owner.see(page))
    assert "1 is still to do and without a workshop" in words(owner.page)
    assert owner.post_form(f"{page}/cases", {"how": "free", "free": "4", "to": "all"}).status_code == 422
    assert "There is 1 to give, fewer than 4" in words(owner.page)


def test_it_is_given_cases_by_reference_to_one_table(owner, page):
    table = next(each for each in owner.see(page).select("#to option") if each.text == "Table B")["value"]
    assert owner.post_form(f"{page}/cases", {"how": "named", "references": "R2 to R4", "to": table}).status_code == 302
    assert "Its cases 3 Table A: 0. Table B: 3." in words(owner.see(page))
    assert owner.post_form(f"{page}/cases", {"how": "named", "references": "X", "to": table}).status_code == 422
    assert "Not in the case list: X" in words(owner.page)
    assert owner.page.select_one("#to option[selected]").text == "Table B"


def test_cases_for_a_table_that_was_taken_away_go_nowhere(owner, page):
    fields = typed(owner.see(page))
    table = next(name for name in fields if name.startswith("table-"))
    owner.post_form(page, fields | {table: ""})
    owner.see(page)
    sent = {"how": "named", "references": "R2", "to": table.removeprefix("table-")}
    assert owner.post_form(f"{page}/cases", sent).status_code == 422
    assert "The table you chose was taken away" in words(owner.page)
    assert "No case is given to it yet" in words(owner.see(page))


def test_only_who_may_opens_and_changes_it(owner, page, colleague, stranger, sign_in):
    assert colleague.get(page).status_code == 403
    assert stranger.get(page).status_code == 404
    assert stranger.get(page.replace("riverside", "elsewhere")).status_code == 404
    keeper = sign_in("keeper@example.org", "riverside", "administrator")
    assert "Give it cases" not in words(keeper.see(page))
    assert keeper.post_form(f"{page}/cases", {"how": "free", "free": "1"}).status_code == 403
    assert owner.post(page, data={"title": "X"}).status_code == 400


def test_one_planned_by_mistake_is_removed_and_its_cases_stay(owner, page):
    owner.see(page)
    owner.post_form(f"{page}/cases", {"how": "free", "free": "2", "to": "all"})
    stood = typed(owner.see(page))["stood"]
    assert "Its 2 cases stay in the case list, in no workshop." in words(owner.page)
    assert owner.get(f"{page}/remove").status_code == 405
    assert owner.post_form(f"{page}/remove", {"stood": "old"}).status_code == 409
    assert "Look at it again" in words(owner.page)
    assert owner.post_form(f"{page}/remove", {"stood": stood}).status_code == 302
    assert "Workshop 1 is removed. Its 2 cases are in no workshop now." in words(owner.see(LIST))
    assert owner.get(page).status_code == 404
    assert "R1" in words(owner.see("/p/riverside/review/cases"))


def test_one_that_a_review_stands_on_says_why_it_stays(app, owner, page):
    owner.see(page)
    owner.post_form(f"{page}/cases", {"how": "named", "references": "R1", "to": ""})
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        case = cases.cases_in(session, member, studies.study(session, member, "review"))[0]
        make_response(session, member, case, {"chance": "no"})
    stood = typed(owner.see(page))["stood"]
    assert "this workshop stays" in words(owner.page)
    assert owner.post_form(f"{page}/remove", {"stood": stood}).status_code == 409
    assert owner.get(page).status_code == 200
