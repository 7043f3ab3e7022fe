"""Writing, checking and reading a story on its pages, as its writer, its checker, a reviewer and a stranger."""

import re

import pytest
from bs4 import BeautifulSoup

from casereview import database
from casereview.access import operator
from casereview.store import cases, stories, studies, untold_cases
from casereview.store.stories import StoryTyped, write_story
from tests.web.reviewed import add_reviews

S = "/p/riverside/looked/stories"
WORDS = {"title": "Nobody to go with", "opening": "A woman in her eighties", "shows": "Company went first."}
CONTACT = {"when": "3 March 2025", "kind": "contact", "words": "Rang about help with shopping.", "client_key": "e1"}
MISSED = {
    "when": "3 weeks later", "kind": "life", "words": "Stopped going out.", "could": "Somebody to go with.",
    "answer": "means:nurse", "client_key": "e2",
}  # fmt: skip
TICKS = ["neighbour", "person", "mix", "search"]


@pytest.fixture
def either_url(database_url: str) -> str:
    """The store's tests run on both databases; these are about pages."""
    return database_url


@pytest.fixture
def written(app, owner):
    """A reviewed study whose first case has a story of two events, by the owner. Its address."""
    add_reviews(app)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        case = cases.cases_in(session, member, studies.study(session, member, "looked"))[0]
    begun = f"/p/riverside/looked/cases/{case.public_id}/story"
    owner.see(begun)
    made = owner.post_form(begun, {**WORDS, "client_key": "s1"})
    address = made.headers["Location"].split("#")[0].removesuffix("/edit")
    for event in (CONTACT, MISSED):
        assert owner.post_form(f"{address}/events/new", event).status_code == 302
    return address


def text(page) -> str:
    return re.sub(r"\s+", " ", page.find("main").get_text(" "))


def fields(page) -> dict[str, str]:
    form = page.find("main").find("form")
    return {each["name"]: each.get("value", "") for each in form.find_all("input") if each.get("type") != "checkbox"}


def check(person, address, **more):
    page = person.see(f"{address}/check")
    return person.post_form(f"{address}/check", {**fields(page), "ticked": TICKS, **more})


def test_a_story_begins_at_its_case_and_the_list_says_what_to_do(app, owner, colleague):
    add_reviews(app)
    page = owner.see(S)
    assert "No story yet" in text(page)
    assert len(page.find("ul", class_="story-cases").find_all("a")) == 12  # the case set aside is not offered
    assert "Facilitators and reviewers write them" in text(colleague.see(S))


def test_of_many_cases_a_few_are_offered_and_any_other_is_found(app, owner, monkeypatch):
    add_reviews(app)
    assert owner.see(S).find("input", id="case") is None  # few cases need no search
    monkeypatch.setattr(untold_cases, "MOST", 5)
    page = owner.see(S)
    assert len(page.find("ul", class_="story-cases").find_all("a")) == 5
    assert "The first 5 of 12 cases without a story." in text(page)
    last = read_references(app)[-1]
    page = owner.see(f"{S}?case={last[-3:].lower()}")
    assert [each.find(string=True, recursive=False) for each in page.select(".story-cases a")] == [last]
    assert "1 case with" in text(page)
    assert "No case without a story has “%”" in text(owner.see(f"{S}?case=%25"))
    assert "The first 5 of 12" in text(owner.see(f"{S}?case=%00"))


def read_references(app):
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = cases.cases_in(session, member, studies.study(session, member, "looked"))
        return [each.reference for each in found if each.status == "open"]


def test_days_stay_with_the_writer_and_a_reader_is_told_the_time_between(written, owner, colleague):
    assert "about 24 March 2025" in text(owner.see(f"{written}/edit"))
    for person in (owner, colleague):
        page = person.see(written)
        assert "First contact" in text(page)
        assert "3 weeks after" in text(page)
        assert "March" not in str(page) and "2025" not in str(page.find("main"))
        assert "Not checked." in text(page)
        assert "Something could have been done. Somebody to go with." in text(page)
    assert colleague.get(f"{written}/edit").status_code == 403
    assert colleague.get(f"{written}/history").status_code == 403


def test_the_page_is_checked_by_somebody_else_and_a_change_undoes_it(written, owner, colleague):
    assert "You wrote part of this story" in text(owner.see(f"{written}/check"))
    assert check(owner, written).status_code == 422
    assert check(colleague, written).status_code == 302
    page = colleague.see(written)
    assert "colleague@example.org read it on" in text(page)
    assert "Not checked." not in text(page)
    owner.post_form(
        f"{written}/edit", {**WORDS, "title": "Nobody", "version": fields(owner.see(f"{written}/edit"))["version"]}
    )
    assert "Not checked." in text(colleague.see(written))


def test_what_was_found_is_named_where_it_stands_and_asks_for_a_reason(written, owner, colleague):
    owner.post_form(
        f"{written}/events/new", {"when": "June 2025", "kind": "health", "words": "Doris fell.", "client_key": "e3"}
    )
    page = colleague.see(f"{written}/check")
    assert "Event 3 looks like a name : “Doris”" in text(page)
    (reason,) = [name for name in fields(page) if name.startswith("reason-")]
    assert check(colleague, written).status_code == 422
    assert check(colleague, written, **{reason: "The name is invented."}).status_code == 302
    assert "It may stand: The name is invented." in text(colleague.see(f"{written}/check"))


def test_what_has_to_go_leaves_no_button(written, owner, colleague):
    owner.post_form(
        f"{written}/events/new",
        {"when": "June 2025", "kind": "health", "words": "Rang 01603 212345.", "client_key": "e3"},
    )
    page = colleague.see(f"{written}/check")
    assert "This has to go first" in text(page)
    assert "Nobody can be recognised" not in text(page)
    assert check(colleague, written).status_code == 422


@pytest.mark.parametrize(
    ("event", "said", "field"),
    [
        ({**MISSED, "when": "soon"}, "Type it as 27 March 2026", "when"),
        ({**MISSED, "kind": ""}, "what kind of event", "kind"),
        ({**MISSED, "words": " "}, "Say what happened", "words"),
        ({**MISSED, "could": ""}, "what could have been done", "could"),
        ({**MISSED, "answer": "means:thing"}, "The room did not give this answer", "answer"),
    ],
)
def test_a_wrong_event_comes_back_as_typed_with_what_to_do(written, owner, event, said, field):
    answer = owner.post_form(f"{written}/events/new", {**event, "client_key": "e9"})
    assert answer.status_code == 422
    summary = owner.page.find(class_="govuk-error-summary")
    assert said in summary.get_text()
    assert summary.find("a")["href"] == f"#{field}"
    assert owner.page.find(id="when")["value"] == event["when"]


def test_two_writers_do_not_overwrite_each_other(written, owner, sign_in):
    second = sign_in("second@example.org", "riverside", "facilitator")
    opened = fields(second.see(f"{written}/edit"))["version"]
    owner.post_form(f"{written}/edit", {**WORDS, "title": "First", "version": opened})
    late = second.post_form(f"{written}/edit", {**WORDS, "title": "Second", "version": opened})
    assert late.status_code == 409
    assert second.page.find(id="title")["value"] == "Second"
    assert "First" in text(owner.see(written))


def test_an_event_is_taken_out_and_put_back(written, owner):
    page = owner.see(f"{written}/edit")
    out = page.find("form", action=re.compile("/events/.*/away$"))
    owner.post_form(out["action"], {"version": fields(page)["version"]})
    page = owner.see(f"{written}/edit")
    assert "Taken out" in text(page)
    assert len(owner.see(written).find_all("li", class_="story-step")) == 1
    owner.post_form(out["action"], {"version": fields(page)["version"], "do": "back"})
    assert len(owner.see(written).find_all("li", class_="story-step")) == 2


def test_a_checked_story_stands_on_the_summary_as_one_of_the_cases_behind_its_number(
    written, owner, colleague, sign_in
):
    version = fields(owner.see(f"{written}/edit"))["version"]
    owner.post_form(f"{written}/summary", {"version": version, "do": "show"})
    assert "Only a checked story" in text(owner.see(written))
    check(colleague, written)
    colleague.post_form(f"{written}/summary", {"version": version, "do": "show"})
    page = owner.see("/p/riverside/summary")
    assert page.find(id="story").get_text() == "One of the 6"  # six of the twelve had a chance, this case among them
    assert "3 weeks after" in text(page)
    administrator = sign_in("administrator@example.org", "riverside", "administrator")
    assert "Nobody to go with" in text(administrator.see("/p/riverside/summary"))
    owner.post_form(f"{written}/edit", {**WORDS, "title": "Other", "version": version})
    assert owner.see("/p/riverside/summary").find(id="story") is None
    assert "Off the summary until it is checked" in text(owner.see(S))


def test_only_a_checked_story_can_be_taken_away_and_the_file_stands_by_itself(written, owner, colleague):
    assert owner.get(f"{written}/file").status_code == 409
    check(colleague, written)
    taken = owner.get(f"{written}/file")
    assert "attachment" in taken.headers["Content-Disposition"]
    page = BeautifulSoup(taken.text, "html5lib")
    assert page.find("h1").get_text() == "Nobody to go with"
    assert "3 weeks after" in page.get_text()
    assert not page.find_all(["a", "img", "link", "script", "form"])
    assert not any(word in taken.text for word in ("2025", "R0", "riverside/", "@example.org"))


def test_a_story_put_away_leaves_the_list_and_comes_back(written, owner):
    version = fields(owner.see(f"{written}/edit"))["version"]
    owner.post_form(f"{written}/away", {"version": version})
    assert owner.get(written).status_code == 404
    assert "Put away in the last 30 days" in text(owner.see(S))
    owner.post_form(f"{written}/back")
    assert "Nobody to go with" in text(owner.see(written))


def test_the_case_its_list_and_the_cases_behind_a_number_lead_to_the_story(written, owner):
    owner.see("/p/riverside/looked/cases")
    assert owner.page.find("a", href=S)
    behind = owner.see("/p/riverside/looked/findings/chance/cases")
    assert behind.find("a", href=written).get_text() == "Story: Nobody to go with"


def test_a_reviewer_and_a_stranger_find_nothing(written, owner, stranger, sign_in):
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    for path in (written, f"{written}/edit", f"{written}/check", f"{written}/history", f"{written}/events/new"):
        assert reviewer.get(path).status_code == 404
        assert stranger.get(path).status_code == 404
    assert stranger.get(S).status_code == 404
    assert "Nobody to go with" not in text(reviewer.see(S))


def test_words_that_mean_harm_are_shown_as_words(app, written, owner):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = cases.cases_in(session, member, studies.study(session, member, "looked"))[1]
        made = write_story(session, member, found, StoryTyped("<script>alert(1)</script>"))
        address = f"{S}/{stories.story(session, member, made.public_id).public_id}"
    for page in (address, f"{address}/edit", f"{address}/check", f"{address}/history", S):
        assert owner.see(page).find("script", string=re.compile("alert")) is None
