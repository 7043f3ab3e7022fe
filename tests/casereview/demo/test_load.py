"""The demonstration in the database: written as people would have, and counted right by the product itself."""

from datetime import date

import pytest

from casereview import database
from casereview.access import member_of, operator
from casereview.demo.cases import reviewed
from casereview.demo.load import is_there, load
from casereview.findings.study import study_results
from casereview.store import cases, people, projects, responses, studies, workshops
from casereview.store.case_list import case_list
from casereview.store.errors import Refused
from tests.demo_counts import SETTINGS, count, everything, flow

FILTERS = [
    {},
    {"locality": ("norwich",)},
    {"team": ("hospital",)},
    {"workshop": ("Workshop 3, 7 October",)},
    {"locality": ("norwich", "eastern"), "age_band": ("age_85_over",)},
    {"segment": ("stretched",), "table": ("B",)},
    {"locality": ("western",), "team": ("reablement",)},
]
SEGMENTS = {"stretched": ("sheltered_flats", "small_terraces", "high_rise")}


def kept(case, filters):
    """Whether a plain case meets the filters, by hand."""
    if "workshop" in filters and case["workshop number"] != 3:
        return False
    if "table" in filters and case["table"] not in filters["table"]:
        return False
    for name in ("locality", "team", "age_band", "segment"):
        wanted = [code for given in filters.get(name, ()) for code in SEGMENTS.get(given, (given,))]
        if wanted and case[name] not in wanted:
            return False
    return True


def numbers(result):
    """(numerator, denominator) of a result as the slow count names them."""
    found = {(result.id, row.code): (row.numerator, row.denominator) for row in result.rows}
    return found or {(result.id, ""): (result.numerator, result.denominator)}


@pytest.fixture
def demo(loaded):
    """A reading session, the command line as a member, and the study."""
    with database.read(loaded) as session:
        member = operator(session, "demo")
        yield session, member, studies.study(session, member, "case-review")


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_product_counts_what_the_slow_count_does(demo, counted_cases, filters):
    frame, results = study_results(*demo, filters)
    chosen = [case for case in counted_cases if kept(case, filters)]
    assert len(frame) == len(chosen) > 0
    slow = count(chosen)
    counted = [result for result in results if result.kind != "agreement"]  # over second reviews too: test_studies.py
    fast = {key: value for result in counted for key, value in numbers(result).items()}
    assert set(slow) <= set(fast)
    assert [key for key in fast if key not in slow and fast[key][0]] == []  # rows nobody can be in
    for key, pair in slow.items():
        assert fast[key] == pytest.approx(pair), key


def test_each_locality_is_counted_alone(demo, counted_cases):
    _, results = study_results(*demo)
    series = next(result for result in results if result.id == "prevented_by_locality").series
    assert len(series) == 5
    for each in series:
        own = count(case for case in counted_cases if case["locality"] == each.code)
        assert (each.rows[0].numerator, each.rows[0].denominator) == own["prevented", ""]


def test_the_flow_between_settings_is_the_slow_one(demo, counted_cases):
    _, results = study_results(*demo)
    shown = next(result for result in results if result.id == "setting").flow
    slow = flow(counted_cases)
    cells = [[slow[code, other] for other, _ in shown.columns] for code, _ in shown.rows]
    assert [list(line) for line in shown.cells] == cells
    assert [code for code, _ in shown.rows] == SETTINGS
    assert shown.base == 83


def test_reconstructed_figures_say_so(demo, instrument):
    _, results = study_results(*demo)
    assert [result.reconstructed for result in results] == [finding.reconstructed for finding in instrument.findings]


def test_the_list_has_references_in_order_and_reasons_for_what_was_set_aside(demo):
    rows = case_list(*demo)
    assert [row.reference for row in rows] == [f"MC-{number:04d}" for number in range(1, 91)]
    aside = [row for row in rows if row.state in ("parked", "skipped", "withdrawn")]
    assert len(aside) == 4
    assert all(row.reason for row in aside)
    assert all(row.workshop and row.table for row in rows)


def test_one_risk_was_raised_outside_the_session(demo):
    session, member, _ = demo
    rows = case_list(*demo)
    raised = [
        (row, risk) for row in rows for risk in cases.risks(session, member, cases.case(session, member, row.public_id))
    ]
    assert [(row.reference, row.state, risk.to_whom) for row, risk in raised] == [
        ("MC-0049", "parked", "Safeguarding duty desk")
    ]


def test_second_reviews_stand_beside_and_do_not_count(demo):
    every = responses.records(*demo, counting_only=False)
    assert (len(responses.records(*demo)), len(every)) == (83, 92)
    tables = {}
    for record in every:
        tables.setdefault(record.reference, []).append(record.table)
    assert sum(sorted(found) == ["A", "B"] for found in tables.values()) == 9


def test_six_workshops_with_two_tables_and_who_came(demo):
    session, member, study = demo
    held = workshops.workshops(session, member, study)
    assert (held[0].held_on, held[-1].held_on, len(held)) == ("2026-09-08", "2026-11-26", 6)
    assert [date.fromisoformat(each.held_on).weekday() < 5 for each in held] == [True] * 6
    for each in held:
        assert [table.name for table in workshops.tables_of(session, member, each)] == ["A", "B"]
        assert sum(workshops.attendance_of(session, member, each).values()) >= 10


def test_the_project_is_marked_and_the_study_says_how_cases_were_drawn(demo):
    session, member, study = demo
    project = projects.project(session, member)
    assert (project.demo, project.title) == (True, "Front door and prevention")
    assert project.organisation == "Marlshire County Council"
    assert (study.target, study.random_draw, study.tally_shown) == (83, True, False)
    assert "1,140" in study.how_drawn
    assert "reconstructed" in " ".join(note.text for note in studies.notes(session, member, study))


def test_one_person_for_each_role_and_the_reviewer_sees_three_cases(demo):
    session, member, study = demo
    roles = {person.email: found for person, found in people.members(session, member)}
    named = {f"{role}@example.org": (role,) for role in ("administrator", "analyst", "facilitator", "reviewer")}
    alone = {f"reviewer-{number}@example.org": ("reviewer",) for number in range(1, 10)}
    assert roles == named | alone
    reviewer = next(person for person, _ in people.members(session, member) if person.email == "reviewer@example.org")
    mine = case_list(session, member_of(session, reviewer.id, "demo"), study)
    assert [(row.reference, row.state) for row in mine] == [
        ("MC-0088", "in_progress"), ("MC-0089", "to_do"), ("MC-0090", "to_do")
    ]  # fmt: skip


def test_answers_come_back_as_they_were_written(demo, instrument):
    written = {record.reference: record.answers for record in responses.records(*demo)}
    for case in reviewed(instrument):
        stored = {ref: answer for ref, answer in written[case.reference].items() if ref in instrument.item}
        given = {ref: (a.value, a.other) for ref, a in stored.items() if a.state == "answered"}
        assert given == {ref: (entry.value, entry.other) for ref, entry in case.answers.items()}


def test_a_second_time_is_refused_and_leaves_everything_as_it_is(loaded):
    with database.read(loaded) as session:
        assert is_there(session)
        before = everything(session)
    with pytest.raises(Refused, match="already a project"), database.write(loaded) as session:
        load(session)
    with database.read(loaded) as session:
        assert everything(session) == before
