"""Submitting: complete or refused in words, replaced as a whole later, with history and without losing an edit."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casereview.answers import Answer, Given
from casereview.database import read, write
from casereview.models import History, StoredAnswer
from casereview.store import cases, drafts, records, responses, workshops
from casereview.store.errors import KeyReused, NotAllowed, NotFound, NotReady, Refused, StaleEdit
from tests.builders import ANSWERS, World, draft, make_case, make_member, make_response, make_world
from tests.tiny import TINY_TEXT

STOP = TINY_TEXT.replace(
    "[[rules]]",
    '[[rules]]\nid = "never"\nseverity = "stop"\nmessage = "It cannot be both."\n'
    'when = { chance = ["no"], lives = ["ward"] }\n\n[[rules]]',
    1,
)


def test_a_submitted_review_has_every_item_with_a_named_state(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
        for ref, value in {"chance": "no", "lives": "ward"}.items():
            drafts.save_entry(session, world.owner, response, ref=ref, given=Given(value), expected_version=0)
        submitted = responses.submit(session, world.owner, response, expected_version=1)
        assert (submitted.status, submitted.version, submitted.counting) == ("submitted", 2, True)
        assert responses.answers_of(session, world.owner, response) == {
            "chance": Answer("answered", "no"),
            "means": Answer("not_asked"),
            "why": Answer("not_asked"),
            "lives": Answer("answered", "ward"),
            "ideal": Answer("left_blank"),
            "helpers.nurse": Answer("left_blank"),
            "helpers.friend": Answer("left_blank"),
        }


def test_what_is_missing_stops_or_needs_confirming_is_said_and_nothing_is_stored(engine: Engine) -> None:
    with write(engine) as session:
        world = make_world(session, text=STOP)
        case = make_case(session, world.owner, world.study, facts=draft({"lives": "home", "ideal": "ward"}))
        response = drafts.open_review(session, world.owner, case)
    with pytest.raises(NotReady) as refused, write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=1)
    assert refused.value.missing == ("chance",)
    assert [rule.id for rule in refused.value.to_confirm] == ["worse"]
    with write(engine) as session:
        for ref, value in {"chance": "no", "lives": "ward"}.items():
            drafts.save_entry(session, world.owner, response, ref=ref, given=Given(value), expected_version=0)
    with pytest.raises(NotReady) as refused, write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=1)
    assert [rule.id for rule in refused.value.stops] == ["never"]
    with read(engine) as session:
        assert responses.answers_of(session, world.owner, response) == {}


def test_a_confirmed_warning_is_kept_with_the_response(engine: Engine, world: World) -> None:
    worse = {"chance": "no", "lives": "home", "ideal": "ward"}
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
    with pytest.raises(NotReady), write(engine) as session:
        make_response(session, world.owner, case, worse, confirmed=frozenset())
    with write(engine) as session:
        response = make_response(session, world.owner, case, worse, confirmed={"worse"})
        assert response.confirmed == '["worse"]'


def test_a_later_edit_replaces_the_answers_as_a_whole_and_keeps_history(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = make_response(session, world.owner, case)
        entry = drafts.save_entry(session, world.owner, response, ref="chance", given=Given("no"), expected_version=0)
        assert entry.version == 1
        assert responses.answers_of(session, world.owner, response)["chance"].value == "yes"  # until submitted
        responses.submit(session, world.owner, response, expected_version=2)
        answers = responses.answers_of(session, world.owner, response)
        assert (answers["chance"].value, answers["means"]) == ("no", Answer("not_asked"))
        changes = [row for row in responses.history(session, world.owner, case) if row.action == "answer_changed"]
    assert [(row.ref, row.before, row.after, row.by) for row in changes] == [
        ("means", Given(("friend",)), None, "Owner"),
        ("chance", Given("yes"), Given("no"), "Owner"),
    ]


def test_submitting_from_a_stale_version_overwrites_nothing(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = make_response(session, world.owner, make_case(session, world.owner, world.study))
    with pytest.raises(StaleEdit), write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=1)


def test_an_answer_saved_after_reading_stops_the_submission_and_says_whose(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, facts=draft({"chance": "no"}))
        response = drafts.open_review(session, world.owner, case)
        colleague = make_member(session, world.project, "ann@example.org", "facilitator")
        read_before = drafts.revision(drafts.draft_of(session, world.owner, response))
        drafts.save_entry(session, colleague, response, ref="chance", given=Given("maybe"), expected_version=0)
    with pytest.raises(StaleEdit, match="Ann changed an answer after this page was shown"), write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=1, expected_draft=read_before)
    with write(engine) as session:
        assert responses.response(session, world.owner, response.public_id).status == "draft"
        now = drafts.revision(drafts.draft_of(session, world.owner, response))
        again = responses.submit(session, world.owner, response, expected_version=1, expected_draft=now)
        assert again.status == "submitted"


def test_a_change_of_the_case_list_after_reading_stops_it_too(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, facts=draft({"chance": "no", "area": "north"}))
        response = drafts.open_review(session, world.owner, case)
        read_before = drafts.revision(drafts.draft_of(session, world.owner, response))
        cases.change_case(session, world.owner, case, expected_version=1, facts=draft({"area": "south"}))
    with pytest.raises(StaleEdit), write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=1, expected_draft=read_before)


def test_sending_a_submission_again_gives_the_same_response(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, facts=draft({"chance": "no"}))
        response = drafts.open_review(session, world.owner, case)
    for _ in range(2):
        with write(engine) as session:
            again = responses.submit(session, world.owner, response, expected_version=1, client_key="s")
            assert (again.id, again.version) == (response.id, 2)
    with pytest.raises(KeyReused), write(engine) as session:
        responses.submit(session, world.owner, response, expected_version=2, client_key="s")
    with read(engine) as session:
        submitted = select(History).where(History.response_id == response.id, History.action == "submitted")
        assert len(session.exec(submitted).all()) == 1


def test_a_refused_submission_leaves_its_key_free_even_where_the_caller_commits(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
        with pytest.raises(NotReady):
            responses.submit(session, world.owner, response, expected_version=1, client_key="s")
    with write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="chance", given=Given("no"), expected_version=0)
        again = responses.submit(session, world.owner, response, expected_version=1, client_key="s")
        assert again.status == "submitted"


def test_a_refused_case_leaves_nothing_behind_even_where_the_caller_commits(engine: Engine, world: World) -> None:
    for key in ("k", None):
        with write(engine) as session, pytest.raises(Refused):
            make_case(session, world.owner, world.study, "A1", facts=draft({"area": "moon"}), client_key=key)
    with read(engine) as session:
        assert cases.case_list(session, world.owner, world.study) == []


def test_what_was_typed_behind_a_gate_comes_back_when_it_opens_again(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
        for ref, value in {"chance": "yes", "means": ("thing",), "why": "a thing"}.items():
            drafts.save_entry(session, world.owner, response, ref=ref, given=Given(value), expected_version=0)
        drafts.save_entry(session, world.owner, response, ref="chance", given=Given("no"), expected_version=1)
        responses.submit(session, world.owner, response, expected_version=1)
        assert responses.answers_of(session, world.owner, response)["why"] == Answer("not_asked")
        assert drafts.entries(session, world.owner, response)["why"].given == Given("a thing")


def test_discarding_an_edit_puts_the_submitted_answers_back(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = make_response(session, world.owner, make_case(session, world.owner, world.study))
        drafts.save_entry(session, world.owner, response, ref="lives", given=Given("home"), expected_version=0)
        read_then = drafts.revision(drafts.draft_of(session, world.owner, response))
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("since"), expected_version=0)
        with pytest.raises(StaleEdit, match="Owner changed this"):
            responses.discard_edit(session, world.owner, response, expected_draft=read_then)
        assert drafts.entries(session, world.owner, response)["why"].given == Given("since")
        now = drafts.revision(drafts.draft_of(session, world.owner, response))
        assert responses.discard_edit(session, world.owner, response, expected_draft=now).editing is False
        entry = drafts.entries(session, world.owner, response)["lives"]
        assert (entry.given, entry.version) == (Given("ward"), 2)  # a stale tab notices


def test_a_file_does_not_overwrite_what_somebody_is_typing(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("x"), expected_version=0)
    with pytest.raises(Refused, match="being typed"), write(engine) as session:
        make_response(session, world.owner, case)


def test_entering_again_replaces_everything_that_stood_before(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        first = make_response(session, world.owner, case)
        again = make_response(session, world.owner, case, {"chance": "no", "area": "south"})
        assert (again.id, again.version) == (first.id, 3)
        assert responses.answers_of(session, world.owner, again)["lives"] == Answer("left_blank")
        assert cases.facts_of(session, world.owner, case) == {"area": Given("south")}


def test_exactly_one_response_of_a_case_counts(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        first = make_response(session, world.owner, case)
        second = make_response(session, world.owner, case, {"chance": "no"}, round=2)
        found = responses.records(session, world.owner, world.study)
        assert [record.answers["chance"].value for record in found] == ["yes"]
        assert len(responses.records(session, world.owner, world.study, counting_only=False)) == 2
        responses.make_counting(session, world.owner, second)
        found = responses.records(session, world.owner, world.study)
        assert [record.answers["chance"].value for record in found] == ["no"]
        assert [each.id for each in responses.responses_of(session, world.owner, case)] == [second.id, first.id]


def test_records_are_settled_and_derived_with_attributes_and_places(engine: Engine, world: World) -> None:
    with write(engine) as session:
        workshop = workshops.add_workshop(session, world.owner, world.study, title="May", tables=["A"])
        table = workshops.tables_of(session, world.owner, workshop)[0]
        case = make_case(session, world.owner, world.study, "A1", workshop=workshop, table=table)
        make_response(session, world.owner, case)
        make_case(session, world.owner, world.study)  # nothing submitted
    with read(engine) as session:
        (record,) = responses.records(session, world.colleague, world.study)
    assert (record.reference, record.workshop, record.table, record.round) == ("A1", "May", "A", 1)
    assert record.answers["area"] == Answer("answered", "north")
    assert record.answers["direction"] == Answer("answered", "better")
    assert record.answers["why"] == Answer("not_asked")
    assert record.answers["means"] == Answer("answered", ("friend",))


def test_records_take_one_query_per_table_however_many_cases(engine: Engine, world: World) -> None:
    from sqlalchemy import event

    def count() -> int:
        statements: list[str] = []

        def seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", seen)
        with read(engine) as session:
            responses.records(session, world.owner, world.study)
        event.remove(engine, "before_cursor_execute", seen)
        return len([each for each in statements if each.startswith("SELECT")])

    with write(engine) as session:
        make_response(session, world.owner, make_case(session, world.owner, world.study))
    few = count()
    with write(engine) as session:
        for _ in range(10):
            make_response(session, world.owner, make_case(session, world.owner, world.study))
    assert count() == few <= 6


def test_drafts_are_in_no_number(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
        for ref, value in ANSWERS.items():
            drafts.save_entry(session, world.owner, response, ref=ref, given=Given(value), expected_version=0)
        assert responses.records(session, world.owner, world.study) == []
        assert session.exec(select(StoredAnswer).where(StoredAnswer.response_id == response.id)).all() == []


def test_a_stranger_finds_nothing_and_an_analyst_reads_numbers_only(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = make_response(session, world.owner, case)
    with write(engine) as session:
        with pytest.raises(NotFound):
            responses.records(session, world.stranger, world.study)
        with pytest.raises(NotFound):
            responses.answers_of(session, world.stranger, response)
        with pytest.raises(NotFound):
            responses.history(session, world.stranger, case)
        with pytest.raises(NotFound):
            responses.submit(session, world.stranger, response, expected_version=2)
        with pytest.raises(NotAllowed):
            responses.history(session, world.colleague, case)
        with pytest.raises(NotAllowed):
            responses.submit(session, world.colleague, response, expected_version=2)
        assert len(responses.records(session, world.colleague, world.study)) == 1


def test_the_responses_that_count_and_all_of_them_are_read_at_once_as_apart(engine: Engine, world: World) -> None:
    with write(engine) as session:
        first, second = (make_case(session, world.owner, world.study) for _ in range(2))
        make_response(session, world.owner, first)
        make_response(session, world.owner, first, {**ANSWERS, "ideal": "ward"}, round=2)
        make_response(session, world.owner, second)
    with read(engine) as session:
        counting, every = records.both(session, world.owner, world.study)
        assert counting == records.records(session, world.owner, world.study)
        assert every == records.records(session, world.owner, world.study, counting_only=False)
        assert (len(counting), len(every)) == (2, 3)
        with pytest.raises(NotFound):
            records.both(session, world.stranger, world.study)
