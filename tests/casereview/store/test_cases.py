"""Cases: references, setting aside, deletion that can be undone, and the list as a facilitator sees it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from casereview.answers import Given
from casereview.database import read, write
from casereview.store import cases, drafts, people, responses, studies, workshops
from casereview.store.errors import KeyReused, NotAllowed, NotFound, Refused, StaleEdit
from tests.builders import World, draft, make_case, make_member, make_response


def test_references_are_issued_and_skip_what_is_in_use(engine: Engine, world: World) -> None:
    with write(engine) as session:
        make_case(session, world.owner, world.study, "R002")
        issued = [make_case(session, world.owner, world.study).reference for _ in range(3)]
    assert issued == ["R001", "R003", "R004"]


@pytest.mark.parametrize("reference", ["943 476 5919", "9434765919", "QQ 12 34 56 C".replace("QQ", "AB")])
def test_a_reference_that_looks_like_a_person_is_refused(engine: Engine, world: World, reference: str) -> None:
    with pytest.raises(Refused, match="looks like"), write(engine) as session:
        make_case(session, world.owner, world.study, reference)
    with read(engine) as session:
        assert cases.case_list(session, world.owner, world.study) == []


def test_a_reference_is_kept_as_it_looks(engine: Engine, world: World) -> None:
    with write(engine) as session:
        made = make_case(session, world.owner, world.study, "\ufeffA\u00a0\u200b1 ")
        assert made.reference == "A 1"
        again = cases.change_case(session, world.owner, made, expected_version=1, reference="B\u20601")
        assert again.reference == "B1"


def test_a_reference_is_used_once_until_its_case_is_deleted(engine: Engine, world: World) -> None:
    with write(engine) as session:
        first = make_case(session, world.owner, world.study, "A1")
    with pytest.raises(Refused, match="A1"), write(engine) as session:
        make_case(session, world.owner, world.study, "A1")
    with write(engine) as session:
        cases.delete_case(session, world.owner, first, expected_version=1)
        make_case(session, world.owner, world.study, "A1")
    with pytest.raises(Refused, match="A1"), write(engine) as session:
        cases.restore_case(session, world.owner, first.public_id)


@pytest.mark.parametrize(("first", "second"), [("V-001", "v-001"), ("STRASSE", "straße"), ("É1", "é1")])
def test_capital_and_small_letters_are_one_reference(engine: Engine, world: World, first: str, second: str) -> None:
    with write(engine) as session:
        held = make_case(session, world.owner, world.study, first)
        other = make_case(session, world.owner, world.study, "B2")
    same = f"“{first}” in this study, and capital and small letters count as the same"
    with pytest.raises(Refused, match=same), write(engine) as session:
        make_case(session, world.owner, world.study, second)
    with pytest.raises(Refused, match=same), write(engine) as session:
        cases.change_case(session, world.owner, other, expected_version=1, reference=second)
    with write(engine) as session:
        cases.change_case(session, world.owner, held, expected_version=1, reference=second)


def test_the_same_key_makes_one_case_and_other_content_is_refused(engine: Engine, world: World) -> None:
    numbers = set()
    for _ in range(3):
        with write(engine) as session:
            numbers.add(make_case(session, world.owner, world.study, client_key="k").id)
    assert len(numbers) == 1
    with pytest.raises(KeyReused), write(engine) as session:
        make_case(session, world.owner, world.study, client_key="k", summary="other")
    with write(engine) as session:  # the same key of another project is another key
        assert make_case(session, world.stranger, world.noise, client_key="k").id not in numbers


def test_a_case_keeps_its_facts_and_a_fact_can_start_any_answer(engine: Engine, world: World) -> None:
    facts = draft({"area": "south", "chance": "no", "helpers.nurse": "helped"})
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, facts=facts)
        assert cases.facts_of(session, world.owner, case) == facts
    with pytest.raises(Refused, match="no question"), write(engine) as session:
        make_case(session, world.owner, world.study, facts=draft({"nonsense": "x"}))


def test_changing_a_case_from_a_stale_version_overwrites_nothing(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, summary="before")
        cases.change_case(session, world.owner, case, expected_version=1, summary="theirs")
    with pytest.raises(StaleEdit) as stale, write(engine) as session:
        cases.change_case(session, world.owner, case, expected_version=1, summary="mine")
    assert (stale.value.version, stale.value.by) == (2, "Owner")
    with read(engine) as session:
        assert cases.case(session, world.owner, case.public_id).summary == "theirs"


def test_a_refused_change_leaves_nothing_behind_even_where_the_caller_commits(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, "A1", summary="before")
        make_case(session, world.owner, world.study, "A2")
    for change in ({"reference": "A2"}, {"summary": "after", "facts": draft({"area": "moon"})}):
        with write(engine) as session, pytest.raises(Refused):
            cases.change_case(session, world.owner, case, expected_version=1, **change)  # type: ignore[arg-type]
    with read(engine) as session:
        found = cases.case(session, world.owner, case.public_id)
        assert (found.reference, found.summary, found.version) == ("A1", "before", 1)


def test_a_case_set_aside_is_in_no_number_and_comes_back(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        make_response(session, world.owner, case)
        case = cases.set_aside(session, world.owner, case, status="withdrawn", reason="consent", expected_version=1)
        assert responses.records(session, world.owner, world.study) == []
        assert responses.set_aside_counts(session, world.owner, world.study)["withdrawn"] == 1
        cases.bring_back(session, world.owner, case, expected_version=2)
        assert len(responses.records(session, world.owner, world.study)) == 1


@pytest.mark.parametrize(("status", "reason"), [("parked", " "), ("gone", "why")])
def test_setting_aside_needs_a_known_status_and_a_reason(
    engine: Engine, world: World, status: str, reason: str
) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
    with pytest.raises(Refused), write(engine) as session:
        cases.set_aside(session, world.owner, case, status=status, reason=reason, expected_version=1)


def test_deletion_hides_a_case_everywhere_and_restoring_gives_equal_content(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        make_response(session, world.owner, case)
        before = responses.records(session, world.owner, world.study)
        cases.delete_case(session, world.owner, case, expected_version=1)
    with read(engine) as session:
        assert cases.case_list(session, world.owner, world.study) == []
        assert responses.records(session, world.owner, world.study) == []
        assert [each.id for each in cases.deleted_cases(session, world.owner, world.study)] == [case.id]
        with pytest.raises(NotFound):
            cases.case(session, world.owner, case.public_id)
    with write(engine) as session:
        cases.restore_case(session, world.owner, case.public_id)
        assert responses.records(session, world.owner, world.study) == before


def test_the_list_says_what_is_to_do_in_progress_and_by_whom_done_or_aside(engine: Engine, world: World) -> None:
    with write(engine) as session:
        todo, opened, typed, done, parked = (make_case(session, world.owner, world.study) for _ in range(5))
        drafts.open_review(session, world.owner, opened)
        response = drafts.open_review(session, world.owner, typed)
        drafts.save_entry(session, world.owner, response, ref="chance", given=Given("no"), expected_version=0)
        make_response(session, world.owner, done)
        cases.set_aside(session, world.owner, parked, status="parked", reason="later", expected_version=1)
    with read(engine) as session:
        listed = {row.public_id: row for row in cases.case_list(session, world.owner, world.study)}
    states = [listed[each.public_id].state for each in (todo, opened, typed, done, parked)]
    assert states == ["to_do", "to_do", "in_progress", "done", "parked"]
    assert listed[typed.public_id].by == "Owner"
    assert listed[todo.public_id].by == ""


def test_the_next_case_follows_the_list_round_to_its_start(engine: Engine, world: World) -> None:
    with write(engine) as session:
        first, second, third = (make_case(session, world.owner, world.study) for _ in range(3))
        make_response(session, world.owner, second)

        def following(after: object) -> object:
            found = cases.next_case(session, world.owner, world.study, after=after)  # type: ignore[arg-type]
            return found and found.id

        assert [following(None), following(first), following(third)] == [first.id, third.id, first.id]
        make_response(session, world.owner, first)
        make_response(session, world.owner, third)
        assert following(third) is None


def test_a_raised_risk_is_kept_and_moves_no_number(engine: Engine, world: World) -> None:
    when = datetime(2026, 6, 1, 10, 30, tzinfo=UTC)
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
    version = _data_version(engine, world)
    for _ in range(2):
        with write(engine) as session:
            cases.raise_risk(session, world.owner, case, to_whom="Safeguarding", when=when, client_key="r")
    with read(engine) as session:
        found = cases.risks(session, world.owner, case)
    assert [(risk.to_whom, risk.raised_at) for risk in found] == [("Safeguarding", when)]
    assert _data_version(engine, world) == version


def test_a_reviewer_sees_only_the_cases_allotted_to_them(engine: Engine, world: World) -> None:
    with write(engine) as session:
        reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
        person = people.add_person(session, email="reviewer@example.org")
        mine, other = (make_case(session, world.owner, world.study) for _ in range(2))
        workshops.allot(session, world.owner, [mine], reviewer=person)
    with read(engine) as session:
        assert [row.public_id for row in cases.case_list(session, reviewer, world.study)] == [mine.public_id]
        assert cases.case(session, reviewer, mine.public_id).id == mine.id
        with pytest.raises(NotFound):
            cases.case(session, reviewer, other.public_id)
    with pytest.raises(NotFound), write(engine) as session:
        drafts.open_review(session, reviewer, other)


def test_an_outsider_and_a_missing_case_look_the_same(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
    answers = []
    with read(engine) as session:
        for public_id in (case.public_id, "no-such-case"):
            with pytest.raises(NotFound) as missing:
                cases.case(session, world.stranger, public_id)
            answers.append(str(missing.value))
        with pytest.raises(NotAllowed):
            cases.case(session, world.colleague, case.public_id)
        with pytest.raises(NotFound):
            cases.case_list(session, world.stranger, world.study)
    assert answers[0] == answers[1]


def test_a_workshop_and_table_of_another_project_cannot_be_named(engine: Engine, world: World) -> None:
    with write(engine) as session:
        theirs = workshops.add_workshop(session, world.stranger, world.noise, title="May", tables=["A"])
    with pytest.raises(NotFound), write(engine) as session:
        make_case(session, world.owner, world.study, workshop=theirs)


def _data_version(engine: Engine, world: World) -> int:
    with read(engine) as session:
        return studies.study(session, world.owner, world.study.key).data_version


def test_the_data_version_moves_with_everything_that_could_move_a_number(engine: Engine, world: World) -> None:
    seen, noise = [_data_version(engine, world)], world.noise.data_version
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = make_response(session, world.owner, case)
    for step in (
        lambda s: drafts.save_entry(s, world.owner, response, ref="area", given=Given("south"), expected_version=1),
        lambda s: responses.enter(s, world.owner, case, draft=draft({"chance": "no"})),
        lambda s: cases.set_aside(s, world.owner, case, status="parked", reason="x", expected_version=1),
        lambda s: cases.bring_back(s, world.owner, case, expected_version=2),
        lambda s: cases.change_case(s, world.owner, case, expected_version=3, facts={"area": None}),
        lambda s: cases.delete_case(s, world.owner, case, expected_version=4),
        lambda s: cases.restore_case(s, world.owner, case.public_id),
    ):
        seen.append(_data_version(engine, world))
        if step.__code__.co_names[1] == "enter":
            with write(engine) as session:
                draft_now = drafts.revision(drafts.draft_of(session, world.owner, response))
                responses.discard_edit(session, world.owner, response, expected_draft=draft_now)
        with write(engine) as session:
            step(session)  # type: ignore[no-untyped-call]
    seen.append(_data_version(engine, world))
    assert seen == sorted(set(seen))
    with read(engine) as session:
        assert studies.study(session, world.stranger, "cases").data_version >= noise
