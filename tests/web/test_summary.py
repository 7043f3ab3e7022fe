"""The summary, cited figures, opportunities and their order, as everybody in and outside the project meets them."""

import json
import re

import pytest

from casereview import database
from casereview.access import operator
from casereview.models import CitedFigure, Opportunity, SummaryItem
from casereview.store import cases, changing, studies
from casereview.store.cited import Cited, add_cited, cited_figures
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.summary_items import ItemTyped, add_item, items
from tests.web.reviewed import NASTY, add_reviews, study_of

P = "/p/riverside"
FIGURE = {
    "value": "58%", "sentence": "come back within eight weeks", "source": "Contact records", "dated": "published 2021",
    "base": "Contacts closed", "client_key": "k1",
}  # fmt: skip


@pytest.fixture
def reviewed(app):
    """Twelve reviewed cases that were not drawn at random."""
    add_reviews(app)


@pytest.fixture
def cited(app):
    """One cited figure, whose words mean harm."""
    with database.write(app.extensions["engine"]) as session:
        return add_cited(session, operator(session, "riverside"), Cited(0.58, f"come back {NASTY}", "Records", True))


def read(app, work):
    with database.read(app.extensions["engine"]) as session:
        return work(session, operator(session, "riverside"))


def text(page) -> str:
    return re.sub(r"\s+", " ", page.find("main").get_text(" "))


def opportunity(**more):
    typed = {
        "title": "Answer at once", "rests_on": "finding:looked:chance", "unit": "people", "kind": "people",
        "unit_words": "people a year", "assumption": "These cases are like the others.",
        "part-0-role": "volume", "part-0-label": "People in a year", "part-0-stated": "1,000", "part-0-low": "900",
        "part-0-high": "1100", "part-0-source": "Records", "client_key": "o1",
    }  # fmt: skip
    return {**typed, **more}


def test_an_empty_project_says_what_to_do_next(owner):
    page = owner.see(f"{P}/summary")
    assert "No headline can be shown yet" in text(page)
    assert page.find("a", href=f"{P}/summary/order")


def test_the_numbers_studies_lead_with_come_first_where_nothing_is_chosen(reviewed, owner):
    said = text(owner.see(f"{P}/summary"))
    assert "50%" in said
    assert "6 of 12 cases reviewed" in said
    assert "Interval 25% to 75%" in said
    assert "12 cases reviewed" in said  # how we know
    assert "1 case is in no number: 1 parked" in said


def test_the_chosen_order_is_the_order_of_the_page(reviewed, app, owner, cited):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        add_item(session, member, ItemTyped(cited=cited))
        add_item(session, member, ItemTyped(study=study_of(app), finding="chance"))
        add_item(session, member, ItemTyped("Prevention", study=study_of(app), finding="by_what"))
        add_item(session, member, ItemTyped("Prevention", words="How do we start?"))
    page = owner.see(f"{P}/summary")
    assert page.find("p", class_="lead__value").get_text() == "58%"
    assert [each.get_text() for each in page.find_all("p", class_="summary__value")] == ["50%"]
    assert page.find("table", class_="chart")
    assert "How do we start?" in text(page)
    assert NASTY in text(page)
    assert page.find("script", string=re.compile("alert")) is None


@pytest.mark.parametrize("target", [40, None])  # short of its target, or a case still to do
def test_unfinished_studies_stay_closed_on_the_summary_too(app, owner, colleague, target):
    add_reviews(app, target=target)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        cases.add_case(session, member, studies.study(session, member, "looked"), reference="TO-DO")
    for person in (owner, colleague):
        said = text(person.see(f"{P}/summary"))
        assert "is not complete" in said
        assert "50%" not in said
    assert "50%" not in owner.get(f"{P}/opportunities").text


def test_a_reviewer_sees_cited_figures_and_no_finding(reviewed, cited, owner, sign_in):
    owner.post_form(f"{P}/opportunities/new", opportunity())
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    for path in ("summary", "opportunities"):
        said = text(reviewer.see(f"{P}/{path}"))
        assert "6 of 12" not in said
        assert "50%" not in said
        assert "shown to facilitators" in said
    assert "58%" in text(reviewer.see(f"{P}/cited"))
    assert reviewer.get(f"{P}/cited/new").status_code == 403
    assert reviewer.get(f"{P}/summary/order").status_code == 403


def test_a_cited_figure_is_added_once_and_changed(app, colleague):
    for _ in range(2):
        assert colleague.post_form(f"{P}/cited/new", FIGURE).status_code == 302
    (found,) = read(app, cited_figures)
    assert (found.value, found.percent, found.dated) == (0.58, True, "published 2021")
    page = colleague.see(f"{P}/cited/{found.public_id}")
    assert page.find("input", id="value")["value"] == "58%"
    changed = {**FIGURE, "value": "60%", "low": "55", "high": "65%", "version": "1"}
    assert colleague.post_form(f"{P}/cited/{found.public_id}", changed).status_code == 302
    assert "60% come back within eight weeks" in text(colleague.see(f"{P}/cited"))
    assert "Range 55% to 65%" in text(colleague.page)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "lots"}, "is not a number"),
        ({"source": ""}, "Say where"),
        ({"value": "5", "low": "4%", "high": "6"}, "percentage"),
        ({"low": "50%"}, "both ends"),
        ({"value": "nan"}, "is not a number"),
        ({"sentence": "a" * 401}, "too long"),
    ],
)
def test_a_figure_that_is_not_right_comes_back_as_typed(app, owner, change, words):
    typed = {**FIGURE, **change}
    answer = owner.post_form(f"{P}/cited/new", typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert owner.page.find("input", id="value")["value"] == typed["value"]
    assert owner.page.find("input", id="dated")["value"] == "published 2021"
    assert read(app, cited_figures) == []


def test_the_second_of_two_editors_is_told_and_overwrites_only_knowingly(app, owner, colleague, cited):
    address = f"{P}/cited/{cited.public_id}"
    colleague.post_form(address, {**FIGURE, "sentence": "are theirs", "version": "1"})
    mine = {**FIGURE, "sentence": "are mine", "version": "1"}
    late = owner.post_form(address, mine)
    assert late.status_code == 409
    assert "colleague@example.org changed this" in late.text
    assert "are theirs" in late.text
    assert owner.page.find("input", id="sentence")["value"] == "are mine"
    assert read(app, cited_figures)[0].sentence == "are theirs"
    standing = owner.page.find("input", attrs={"name": "version"})["value"]
    assert owner.post_form(address, {**mine, "version": standing}).status_code == 302
    assert read(app, cited_figures)[0].sentence == "are mine"


def test_a_mistake_does_not_turn_a_late_edit_into_an_overwrite(owner, colleague, cited):
    address = f"{P}/cited/{cited.public_id}"
    colleague.post_form(address, {**FIGURE, "version": "1"})
    assert owner.post_form(address, {**FIGURE, "value": "lots", "version": "1"}).status_code == 422
    assert owner.page.find("input", attrs={"name": "version"})["value"] == "1"


def test_a_figure_is_put_away_and_brought_back(app, owner, cited):
    owner.post_form(f"{P}/cited/{cited.public_id}/away", {"version": "1"})
    assert read(app, cited_figures) == []
    assert "Put away in the last 30 days" in text(owner.see(f"{P}/cited"))
    assert owner.get(f"{P}/cited/{cited.public_id}").status_code == 404
    owner.post_form(f"{P}/cited/{cited.public_id}/back", {"version": "2"})
    assert len(read(app, cited_figures)) == 1


def test_an_opportunity_shows_its_figure_and_every_part(app, reviewed, colleague):
    assert colleague.post_form(f"{P}/opportunities/new", opportunity()).status_code == 302
    said = text(colleague.see(f"{P}/opportunities"))
    assert "500 people a year" in said  # 6 of 12 of 1,000
    assert "900 to 1,100" in said
    assert "Of cases reviewed, not drawn at random. Assumes: These cases are like the others." in said
    said = text(colleague.see(f"{P}/summary"))
    assert "6 of 12 cases reviewed. Assumes: These cases are like the others." in said
    (found,) = read(app, opportunities)
    page = colleague.see(f"{P}/opportunities/{found.public_id}")
    assert page.find("input", id="part-0-stated")["value"] == "1,000"
    assert page.find("option", selected=True, value="finding:looked:chance")
    changed = opportunity(version="1", **{"part-0-stated": "1,100"})
    colleague.post_form(f"{P}/opportunities/{found.public_id}", changed)
    assert [part.stated for part in read(app, lambda *who: parts_of(*who, found))] == [1100]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"assumption": ""}, "not drawn at random"),
        ({"part-0-stated": "many"}, "is not a number"),
        ({"part-0-low": "1,200"}, "between"),
        ({"part-0-source": ""}, "comes from"),
        ({"rests_on": ""}, "rests on"),
        ({"rests_on": "finding:looked:by_what"}, "one number"),
        ({"overlap": "120%", "overlap_note": "x"}, "0% to 100%"),
        ({"overlap": "lots"}, "is not a number"),
        ({"title": ""}, "title"),
    ],
)
def test_an_opportunity_that_is_not_right_comes_back_as_typed(app, reviewed, owner, change, words):
    typed = opportunity(**change)
    answer = owner.post_form(f"{P}/opportunities/new", typed)
    assert answer.status_code == 422
    assert words in text(owner.page)
    assert owner.page.find("input", id="part-0-stated")["value"] == typed["part-0-stated"]
    assert read(app, opportunities) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"assumption": ""}, "assumption"),
        ({"part-0-stated": "many"}, "part-0-stated"),
        ({"part-0-source": ""}, "part-0-source"),
        (
            {"part-1-role": "factor", "part-1-label": "Half", "part-1-stated": "x", "part-1-source": "A"},
            "part-1-stated",
        ),
        ({"part-1-role": "factor", "part-1-stated": "2", "part-1-source": "A"}, "part-1-label"),
        ({"rests_on": ""}, "rests_on"),
        ({"overlap": "120%", "overlap_note": "x"}, "overlap"),
        ({"overlap": "20%"}, "overlap_note"),
        ({"reading": "freed"}, "reading"),
        ({"first_months": "13"}, "first_months"),
        ({"note": "x" * 2001}, "note"),
        ({"title": ""}, "title"),
    ],
)
def test_a_refusal_leads_to_the_field_it_speaks_of(app, reviewed, owner, change, field):
    assert owner.post_form(f"{P}/opportunities/new", opportunity(**change)).status_code == 422
    assert [each["href"] for each in owner.page.select(".govuk-error-summary a")] == [f"#{field}"]
    found = owner.page.find(id=field)
    assert found.name in ("input", "select", "textarea")


def test_an_opportunity_is_put_away_and_brought_back(app, reviewed, owner):
    owner.post_form(f"{P}/opportunities/new", opportunity())
    (found,) = read(app, opportunities)
    owner.post_form(f"{P}/opportunities/{found.public_id}/away", {"version": "1"})
    assert "Bring back" in text(owner.see(f"{P}/opportunities"))
    assert "What it would come to" not in text(owner.see(f"{P}/summary"))
    owner.post_form(f"{P}/opportunities/{found.public_id}/back", {"version": "2"})
    assert "500" in text(owner.see(f"{P}/summary"))


def test_an_opportunity_brought_back_before_its_figure_says_so(app, owner, cited):
    owner.post_form(f"{P}/opportunities/new", opportunity(rests_on=f"cited:{cited.public_id}"))
    (found,) = read(app, opportunities)
    owner.post_form(f"{P}/opportunities/{found.public_id}/away", {"version": "1"})
    owner.post_form(f"{P}/cited/{cited.public_id}/away", {"version": "1"})
    owner.post_form(f"{P}/opportunities/{found.public_id}/back", {"version": "2"})
    assert "was put away. Bring it back" in text(owner.see(f"{P}/opportunities"))
    assert "What it would come to" not in text(owner.see(f"{P}/summary"))
    page = owner.see(f"{P}/opportunities/{found.public_id}")
    assert page.find("select", id="rests_on").find("option", selected=True) is None


def test_an_opportunity_that_makes_no_figure_says_why_and_the_other_pages_stand(app, reviewed, owner):
    """Nine of twelve, four times over: nobody can free 300% of the time."""
    times = {"part-1-role": "factor", "part-1-label": "Times", "part-1-stated": "4", "part-1-source": "A slip"}
    typed = opportunity(unit="capacity", kind="capacity", reading="freed", **times)
    owner.post_form(f"{P}/opportunities/new", typed)
    said = text(owner.see(f"{P}/opportunities"))
    assert "Not counted. The parts come to" in said
    assert "at most 99% can be freed" in said
    assert "Answer at once: The parts come to" in text(owner.see(f"{P}/summary"))
    assert "No opportunity can be shown yet" in text(owner.see(f"{P}/opportunities/try"))


def test_who_was_not_drawn_at_random_is_said_of_those_only(app, reviewed, cited, owner):
    owner.post_form(f"{P}/opportunities/new", opportunity())
    on_a_figure = opportunity(rests_on=f"cited:{cited.public_id}", title="On a figure", client_key="o2")
    owner.post_form(f"{P}/opportunities/new", on_a_figure)
    said = text(owner.see(f"{P}/opportunities"))
    assert said.count("Of cases reviewed, not drawn at random.") == 1
    assert said.count("Assumes: These cases are like the others.") == 2


def test_a_part_that_is_certain_is_changed_in_one_box(app, reviewed, owner):
    owner.post_form(f"{P}/opportunities/new", opportunity(**{"part-0-low": "", "part-0-high": ""}))
    (found,) = read(app, opportunities)
    form = owner.see(f"{P}/opportunities/{found.public_id}")
    assert [form.find(id=f"part-0-{name}")["value"] for name in ("low", "stated", "high")] == ["", "1,000", ""]


def test_lines_are_added_moved_and_taken_out(app, reviewed, owner):
    for shows, chapter, words in (
        ("finding:looked:chance", "", ""), ("finding:looked:nobody", "", ""), ("", "Later", "How?")
    ):  # fmt: skip
        answer = owner.post_form(f"{P}/summary/order", {"shows": shows, "chapter": chapter, "words": words})
        assert answer.status_code == 302
    first, second, _ = read(app, items)
    owner.post_form(f"{P}/summary/order/{second.public_id}", {"do": "up", "version": "1"})
    assert [each.finding for each in read(app, items)][:2] == ["nobody", "chance"]
    owner.post_form(f"{P}/summary/order/{first.public_id}", {"do": "away", "version": "2"})
    assert len(read(app, items)) == 2
    assert "Taken out in the last 30 days" in text(owner.see(f"{P}/summary/order"))
    owner.post_form(f"{P}/summary/order/{first.public_id}", {"do": "back", "version": "3"})
    assert len(read(app, items)) == 3
    assert owner.post_form(f"{P}/summary/order", {"shows": "", "words": ""}).status_code == 422


def chapter_form(page, chapter: str, do: str) -> dict[str, str]:
    """The form of the page that does this to a chapter, as it stands."""
    for form in page.select("form"):
        fields = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
        if (fields.get("chapter"), fields.get("do")) == (chapter, do):
            return fields
    raise AssertionError(f"no form for {chapter}, {do}")


def test_a_chapter_is_moved_and_renamed_with_all_its_lines(app, reviewed, owner):
    for chapter, words in (("First", "A?"), ("Second", "B?"), ("First", "C?"), ("Second", "D?")):
        owner.post_form(f"{P}/summary/order", {"shows": "", "chapter": chapter, "words": words})
    up = chapter_form(owner.see(f"{P}/summary/order"), "Second", "up")
    assert owner.post_form(f"{P}/summary/chapter", up).status_code == 302
    assert [each.words for each in read(app, items)] == ["B?", "D?", "A?", "C?"]
    assert owner.post_form(f"{P}/summary/chapter", up).status_code == 409  # somebody was faster
    away = read(app, items)[0]
    owner.post_form(f"{P}/summary/order/{away.public_id}", {"do": "away", "version": str(away.version)})
    name = chapter_form(owner.see(f"{P}/summary/order"), "Second", "rename")
    assert owner.post_form(f"{P}/summary/chapter", name | {"name": "First"}).status_code == 422
    link = owner.page.select_one(".govuk-error-summary a")
    assert "already a chapter “First”" in link.text
    assert owner.page.select_one(link["href"]).name == "input"
    assert owner.post_form(f"{P}/summary/chapter", name | {"name": " "}).status_code == 422
    assert owner.post_form(f"{P}/summary/chapter", name | {"name": "Front door"}).status_code == 302
    assert [each.chapter for each in read(app, items)] == ["Front door", "First", "First"]
    version = str(away.version + 2)
    owner.post_form(f"{P}/summary/order/{away.public_id}", {"do": "back", "version": version})
    assert [each.chapter for each in read(app, items)] == ["Front door", "Front door", "First", "First"]


def test_a_chapter_that_is_not_there_is_not_found_and_a_reviewer_changes_none(reviewed, owner, sign_in):
    owner.see(f"{P}/summary/order")
    assert owner.post_form(f"{P}/summary/chapter", {"chapter": "Nowhere", "do": "up"}).status_code == 404
    assert owner.post_form(f"{P}/summary/chapter", {"chapter": "", "do": "up"}).status_code == 404
    ann = sign_in("ann@example.org", "riverside", "reviewer")
    ann.see(f"{P}/summary")
    assert ann.post_form(f"{P}/summary/chapter", {"chapter": "Nowhere", "do": "up"}).status_code == 403


def test_a_stranger_finds_nothing_of_it_under_any_id(app, reviewed, owner, stranger, cited):
    owner.post_form(f"{P}/opportunities/new", opportunity())
    owner.post_form(f"{P}/summary/order", {"shows": "finding:looked:chance"})
    found = [*read(app, cited_figures), *read(app, opportunities), *read(app, items)]
    places = {CitedFigure: "cited", Opportunity: "opportunities", SummaryItem: "summary/order"}
    for row in found:
        where = f"{places[type(row)]}/{row.public_id}"
        for project in ("riverside", "elsewhere"):
            assert stranger.post_form(f"/p/{project}/{where}", {"version": "1", "do": "away"}).status_code == 404
            assert stranger.post_form(f"/p/{project}/{where}/away", {"version": "1"}).status_code == 404
    shows = {"shows": f"cited:{cited.public_id}"}
    assert stranger.post_form("/p/elsewhere/summary/order", shows).status_code == 404
    rests = opportunity(rests_on=f"cited:{cited.public_id}")
    assert stranger.post_form("/p/elsewhere/opportunities/new", rests).status_code == 404
    assert read(app, lambda *who: [changing.put_away(*who, table) for table in places]) == [[], [], []]


def test_the_command_says_what_the_page_does(app, reviewed, owner, cited):
    owner.post_form(f"{P}/opportunities/new", opportunity())
    run = app.test_cli_runner()
    data = json.loads(run.invoke(args=["summary", "riverside", "--json"]).stdout)
    (row,) = data["opportunities"]
    assert row["amount"]["value"] == 6 / 12 * 1000
    assert 230 < row["amount"]["low"] < 500 < row["amount"]["high"] < 770
    assert data["totals"] == [
        {"unit": "people", "words": "people a year", **row["amount"], "by_kind": {"people": row["amount"]}}
    ]
    assert data["headlines"][0]["numerator"] == 6
    said = run.invoke(args=["summary", "riverside"]).output
    assert "Answer at once: 500" in said
    assert run.invoke(args=["summary", "nowhere"]).exit_code == 1


def test_a_note_where_a_source_contradicts_itself_stands_on_the_page_under_its_study(reviewed, app, owner):
    with database.write(app.extensions["engine"]) as session:
        studies.add_note(session, operator(session, "riverside"), study_of(app), "One caption says 34, another 20.")
    note = owner.see(f"{P}/summary").find("p", class_="summary__note")
    assert text_of(note) == "Tiny. One caption says 34, another 20."


def text_of(element) -> str:
    return " ".join(element.get_text(" ").split())
