"""Drafts: saved answer by answer, by several people, and nobody's text is overwritten unseen."""

import pytest
from sqlalchemy import Engine

from casereview.answers import Given
from casereview.database import read, write
from casereview.store import cases, drafts
from casereview.store.errors import KeyReused, NotAllowed, NotFound, Refused, StaleEdit
from tests.builders import World, draft, make_case


def test_two_people_in_different_questions_never_clash(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
    with write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="lives", given=Given("ward"), expected_version=0)
    with write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="ideal", given=Given("home"), expected_version=0)
    with read(engine) as session:
        found = drafts.entries(session, world.owner, response)
    assert {ref: (entry.given, entry.version) for ref, entry in found.items()} == {
        "area": (Given("north"), 1),
        "lives": (Given("ward"), 1),
        "ideal": (Given("home"), 1),
    }


def test_the_second_in_the_same_question_is_told_and_sees_both_texts(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("first"), expected_version=0)
    with pytest.raises(StaleEdit) as stale, write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("second"), expected_version=0)
    assert (stale.value.ref, stale.value.mine, stale.value.theirs) == ("why", Given("second"), Given("first"))
    assert (stale.value.version, stale.value.by) == (1, "Owner")
    with read(engine) as session:
        assert drafts.entries(session, world.owner, response)["why"].given == Given("first")


def test_saving_the_same_text_again_is_no_clash(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("first"), expected_version=0)
        again = drafts.save_entry(session, world.owner, response, ref="why", given=Given("first"), expected_version=0)
    assert again.version == 1


def test_a_repeated_key_saves_once_and_other_content_under_it_is_refused(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
    for _ in range(2):
        with write(engine) as session:
            entry = drafts.save_entry(
                session, world.owner, response, ref="why", given=Given("a"), expected_version=0, client_key="k"
            )
            assert entry.version == 1
    with pytest.raises(KeyReused), write(engine) as session:
        drafts.save_entry(
            session, world.owner, response, ref="why", given=Given("b"), expected_version=1, client_key="k"
        )


def test_a_blanked_answer_stays_blank_over_the_case_list(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study, facts=draft({"lives": "ward"}))
        response = drafts.open_review(session, world.owner, case)
        assert drafts.entries(session, world.owner, response)["lives"].given == Given("ward")
        drafts.save_entry(session, world.owner, response, ref="lives", given=None, expected_version=0)
        assert drafts.entries(session, world.owner, response)["lives"].given is None
        assert "lives" not in drafts.draft_of(session, world.owner, response)


def test_an_open_review_is_resumed_and_another_table_stands_beside_it(engine: Engine, world: World) -> None:
    from casereview.store import workshops

    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        workshop = workshops.add_workshop(session, world.owner, world.study, title="May", tables=["A", "B"])
        table = workshops.tables_of(session, world.owner, workshop)[1]
        first = drafts.open_review(session, world.owner, case)
        assert drafts.open_review(session, world.owner, case).id == first.id
        second = drafts.open_review(session, world.owner, case, table=table)
        later = drafts.open_review(session, world.owner, case, round=2)
        assert len({first.id, second.id, later.id}) == 3
        assert [first.counting, second.counting, later.counting] == [True, False, False]


def test_an_attribute_saved_from_the_form_is_a_fact_of_the_case(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
        drafts.save_entry(session, world.owner, response, ref="area", given=Given("south"), expected_version=1)
        assert cases.facts_of(session, world.owner, case) == {"area": Given("south")}


@pytest.mark.parametrize(
    ("ref", "given"),
    [("lives", Given("moon")), ("lives", Given(3.0)), ("means", Given("thing")), ("means", Given(("people",)))],
)
def test_a_value_that_cannot_be_an_answer_is_refused(engine: Engine, world: World, ref: str, given: Given) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
    with pytest.raises(Refused), write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref=ref, given=given, expected_version=0)


def test_nothing_is_saved_in_a_case_that_was_set_aside_or_deleted(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
        case = cases.set_aside(session, world.owner, case, status="parked", reason="lunch", expected_version=1)
    with pytest.raises(Refused, match="parked"), write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("x"), expected_version=0)
    with write(engine) as session:
        cases.delete_case(session, world.owner, case, expected_version=2)
    with pytest.raises(NotFound), write(engine) as session:
        drafts.save_entry(session, world.owner, response, ref="why", given=Given("x"), expected_version=0)


def test_a_stranger_finds_nothing_and_an_analyst_may_not_type(engine: Engine, world: World) -> None:
    with write(engine) as session:
        case = make_case(session, world.owner, world.study)
        response = drafts.open_review(session, world.owner, case)
    for who, answer in ((world.stranger, NotFound), (world.colleague, NotAllowed)):
        with pytest.raises(answer), write(engine) as session:
            drafts.open_review(session, who, case)
        with pytest.raises(answer), write(engine) as session:
            drafts.save_entry(session, who, response, ref="why", given=Given("x"), expected_version=0)
