"""The case list of one workshop or table, so that a table goes on with its own cases and not with its neighbour's."""

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies, workshops
from tests.web.capture.conftest import CASES


def test_one_table_sees_its_own_cases_and_its_next_case(app, owner, case):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "review")
        workshop = workshops.workshops(session, member, study)[0]
        table = workshops.tables_of(session, member, workshop)[1]
        cases.add_case(session, member, study, reference="B1", workshop=workshop, table=table)
        other = workshops.add_workshop(session, member, study, title="Workshop 2")
        cases.add_case(session, member, study, reference="W2", workshop=other)
    page = owner.see(CASES)
    places = {option.text: option["value"] for option in page.select("#place option")}
    assert list(places) == ["All", "Workshop 1", "Workshop 1, table A", "Workshop 1, table B", "Workshop 2"]

    def shown(place: str) -> list[str]:
        found = owner.see(f"{CASES}?place={places[place]}")
        assert found.select_one("#place option[selected]").text == place
        return [link.text for link in found.select(".cases__reference")]

    assert shown("Workshop 1") == ["R1", "R2", "R3", "B1"]
    assert shown("Workshop 1, table B") == ["B1"]
    go = owner.see(f"{CASES}?place={places['Workshop 1, table B']}").select_one(".cases__do a")["href"]
    assert "B1" in owner.see(owner.get(go).location).h1.text
    assert "W2" in owner.see(owner.get(f"{CASES}/next?place={places['Workshop 2']}").location).h1.text
    assert "No case is given to this workshop or table yet" in owner.see(f"{CASES}?place=99").main.text


def test_the_next_case_stays_in_the_workshop_of_the_last(app, owner, case):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "review")
        first, second = (workshops.add_workshop(session, member, study, title=title) for title in ("Monday", "Tuesday"))
        monday = cases.add_case(session, member, study, reference="M1", workshop=first).public_id
        cases.add_case(session, member, study, reference="T1", workshop=second)
    owner.see(CASES)
    assert owner.get(f"{CASES}/{monday}/next").location == CASES
    assert "No other case is waiting in this workshop" in owner.see(CASES).main.text
