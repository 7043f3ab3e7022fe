"""The case form without JavaScript: everything reachable, gated questions after saving, nothing overwritten unseen."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies
from tests import tiny
from tests.web.capture.conftest import CASES


def fields(page, section="one"):
    """What a browser would post of the page: every named field as it stands."""
    data = {}
    for element in page.find("form", id="review").find_all(["input", "textarea"]):
        kind, name = element.get("type"), element.get("name")
        if not name or (kind in ("radio", "checkbox") and not element.has_attr("checked")):
            continue
        value = element.text.removeprefix("\n") if element.name == "textarea" else element.get("value", "")
        data.setdefault(name, []).append(value)
    return data


def shown(page):
    """The questions that can be seen."""
    return [q["data-question"] for q in page.find_all(attrs={"data-question": True}) if not q.has_attr("hidden")]


@pytest.fixture
def save(owner, form):
    """`save({"chance": ["yes"]})`: opens the form, changes these fields and posts it."""

    def post(changes, client=owner, page=None, **more):
        page = page or client.see(form)
        return client.post_form(form, {**fields(page), **changes, **more})

    return post


def test_looking_at_a_case_changes_nothing(owner, form, kept, case):
    owner.see(form)
    owner.see(f"{form}?view=all")
    owner.see(f"{form}/check")
    assert kept(case).responses == 0


def test_it_shows_the_facts_the_summary_and_the_turn(owner, form):
    words = owner.see(form).get_text(" ", strip=True)
    assert "Area North" in words
    assert "Fell twice." in words
    assert "Case 1 of 3 at this table" in words
    assert "Workshop 1, table A" in words


def test_without_a_workshop_the_turn_counts_the_whole_case_list(app, owner, case):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, "review")
        loose = cases.add_case(session, member, found, reference="R4").public_id
    assert "Case 4 of 4 in the case list" in owner.see(f"{CASES}/{loose}").get_text(" ", strip=True)


def test_gated_questions_are_there_and_hidden(owner, form):
    page = owner.see(form)
    assert shown(page) == ["chance", "lives", "ideal", "helpers"]
    assert page.find(id="q-means").has_attr("hidden")


def test_saving_opens_the_gate_and_stays_there(owner, form, save):
    response = save({"chance": ["yes"]})
    assert response.status_code == 302
    assert response.location.endswith("#q-means")
    assert "means" in shown(owner.see(response.location))


def test_a_gate_that_closes_keeps_what_was_typed(owner, form, save, kept, case):
    save({"chance": ["yes"]})
    save({"means": ["friend"]})
    save({"chance": ["no"]})
    page = owner.see(form)
    assert "means" not in shown(page)
    assert kept(case).value("means") == ("friend",)
    save({"chance": ["yes"]})
    page = owner.see(form)
    assert "means" in shown(page)
    assert page.find(id="means-friend").has_attr("checked")


def test_only_what_was_changed_is_saved(save, kept, case):
    save({"chance": ["yes"]})
    assert kept(case).entries["lives"].version == 0
    assert kept(case).value("lives") == "ward"


def test_somebody_elses_change_of_another_answer_is_left_alone(owner, form, save, kept, case, sign_in):
    early = owner.see(form)
    other = sign_in("second@example.org", "riverside", "facilitator")
    save({"lives": ["home"]}, client=other)
    save({"chance": ["yes"]}, page=early)
    assert (kept(case).value("lives"), kept(case).value("chance")) == ("home", "yes")


def test_a_stale_edit_comes_back_with_both_texts(owner, form, save, kept, case, sign_in):
    early = owner.see(form)
    other = sign_in("second@example.org", "riverside", "facilitator")
    save({"chance": ["yes"]}, client=other)
    response = save({"chance": ["no"], "helpers.nurse": ["helped"]}, page=early)
    assert response.status_code == 422
    said = owner.page.find(class_="conflict").get_text(" ", strip=True)
    assert "second@example.org" in said
    assert "Yours, not saved No" in said
    assert "Theirs, saved Yes" in said
    assert kept(case).value("chance") == "yes"
    assert kept(case).value("helpers.nurse") == "helped"
    assert save({}, page=owner.page).status_code == 302
    assert kept(case).value("chance") == "no"


def test_theirs_can_be_kept(owner, form, save, kept, case, sign_in):
    early = owner.see(form)
    save({"chance": ["yes"]}, client=sign_in("second@example.org", "riverside", "facilitator"))
    save({"chance": ["no"]}, page=early)
    assert save({}, page=owner.page, go="theirs:chance").status_code == 302
    assert kept(case).value("chance") == "yes"


def test_an_answer_can_be_cleared(save, kept, case):
    save({"chance": ["yes"]})
    save({}, go="clear:chance")
    assert kept(case).value("chance") is None


def test_what_cannot_be_read_is_kept_on_the_page_and_the_rest_is_saved(owner, save, kept, case):
    response = save({"why": ["half \x07 bell"], "chance": ["yes"]})
    assert response.status_code == 422
    assert "control character" in owner.page.get_text()
    assert owner.page.title.get_text().startswith("Error")
    assert kept(case).value("chance") == "yes"


def test_one_question_at_a_time_goes_through_all_of_them(owner, form, save):
    address, seen = f"{form}?view=question&at=chance", []
    for _ in range(10):
        page = owner.see(address)
        seen.append(shown(page)[0])
        address = owner.post_form(address, fields(page)).location
        if address.endswith("/check"):
            break
    assert seen == ["chance", "lives", "ideal", "helpers"]


def test_back_goes_to_the_step_before(owner, form):
    page = owner.see(f"{form}?view=question&at=ideal")
    response = owner.post_form(f"{form}?view=question&at=ideal", {**fields(page), "go": "back"})
    assert "at=lives" in response.location


def test_all_shows_everything_that_is_asked(owner, form):
    assert shown(owner.see(f"{form}?view=all")) == ["chance", "lives", "ideal", "helpers"]


def test_the_next_case_is_the_next_in_the_list(owner, form, save):
    response = save({"chance": ["yes"]}, go="next-case")
    page = owner.get(response.location, follow_redirects=True)
    assert page.status_code == 200
    assert owner.page.h1.get_text(strip=True) == "R2"


def test_an_odd_address_shows_the_form(owner, form):
    owner.see(f"{form}?view=nonsense&at=nowhere")
    owner.see(form + "?table=C", status=404)


def test_a_tampered_version_never_writes(owner, form, save, kept, case):
    save({"chance": ["yes"]})
    response = save({"chance": ["no"], "chance--edition": ["x.y"]})
    assert response.status_code == 422
    assert kept(case).value("chance") == "yes"


def test_a_second_table_reviews_beside_and_does_not_count(owner, form, save, kept, case):
    save({"chance": ["yes"]})
    page = owner.see(f"{form}?table=B")
    assert "stands beside" in page.get_text()
    owner.post_form(f"{form}?table=B", {**fields(page), "chance": ["no"]})
    assert kept(case).responses == 2
    assert kept(case).value("chance") == "yes"


def test_outsiders_and_the_missing_look_the_same(stranger, owner, client, colleague, form, noise):
    stranger.see(form, status=404)
    owner.see(f"{CASES}/{noise}", status=404)
    owner.see(f"{CASES}/nothing", status=404)
    colleague.see(form, status=403)
    client.see(form, status=401)


def test_a_reviewer_opens_only_what_was_allotted(sign_in, form):
    sign_in("reviewer@example.org", "riverside", "reviewer").see(form, status=404)


def test_a_case_is_found_only_under_its_own_study(app, owner, case):
    with database.write(app.extensions["engine"]) as session:
        text = tiny.TINY_TEXT.replace('id = "tiny"', 'id = "other"', 1)
        studies.add_study(session, operator(session, "riverside"), key="second", instrument_text=text)
    owner.see(f"/p/riverside/second/cases/{case}", status=404)
    owner.see(f"/p/riverside/second/cases/{case}/history", status=404)
