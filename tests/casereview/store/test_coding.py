"""Coding texts: one reading, two blind ones, what stands, and what a text that was changed loses."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from casereview.answers import Given
from casereview.database import read, write
from casereview.findings.counting import count_all
from casereview.findings.frame import Frame
from casereview.models import CodedText, Coding, History, ReviewedCase
from casereview.store import cases, coding, responses, studies, texts
from casereview.store.coding_agreement import agreement
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.records import records
from tests.builders import make_case, make_response
from tests.coding import make_said


@pytest.fixture
def said(engine):
    with write(engine) as session:
        return make_said(session)


@pytest.fixture
def session(engine, said):
    with write(engine) as open_session:
        yield open_session


def code(session, said, who, place, *codes, version=0):
    key = said.all(session)[place].key
    return coding.save_codes(session, who, said.study, key=key, codes=codes, expected_version=version)


def results(session, said):
    instrument = studies.instrument_of(session, said.study)
    frame = Frame(instrument, records(session, said.first, said.study))
    return {result.id: result for result in count_all(frame)}


def left_out(result):
    return {each.reason: each.count for each in result.left_out}


def states(session, said):
    return [text.state for text in said.all(session)]


def test_before_anybody_codes_every_text_is_left_out_as_not_yet_coded(session, said):
    assert states(session, said) == ["to_code"] * 4
    found = results(session, said)["kinds"]
    assert (found.denominator, found.value, left_out(found)) == (0, None, {"not_yet_coded": 4})
    assert "not yet coded" in found.left_out[0].words


def test_one_reading_stands_at_once_and_counts_by_kind_and_by_matter(session, said):
    code(session, said, said.first, 0, "no_bus")
    code(session, said, said.first, 1, "no_car", "no_bus")
    code(session, said, said.first, 2, "full")
    found = results(session, said)
    assert {row.code: (row.numerator, row.denominator) for row in found["kinds"].rows} == {
        "away": (2, 3),
        "full": (1, 3),
    }
    assert {row.code: row.numerator for row in found["ways"].rows} == {"no_bus": 2, "no_car": 1}
    assert left_out(found["ways"]) == {"not_yet_coded": 1}


def test_codes_are_kept_in_the_order_of_the_frame_and_a_heading_is_no_code(session, said):
    code(session, said, said.first, 1, "no_car", "no_bus")
    assert said.all(session)[1].codes == ("no_bus", "no_car")
    for wrong in (["away"], ["elsewhere"], []):
        with pytest.raises(Refused):
            code(session, said, said.first, 0, *wrong)


def test_the_same_reading_twice_is_one(session, said):
    code(session, said, said.first, 0, "no_bus")
    code(session, said, said.first, 0, "no_bus")
    assert len(session.exec(select(Coding)).all()) == 1


def test_a_reader_may_change_their_own_reading_but_not_from_a_stale_page(session, said):
    code(session, said, said.first, 0, "no_bus")
    with pytest.raises(StaleEdit):
        code(session, said, said.first, 0, "full", version=0)
    code(session, said, said.first, 0, "full", version=1)
    assert said.all(session)[0].codes == ("full",)


def test_a_text_that_one_person_is_enough_for_takes_no_second_reading(session, said):
    code(session, said, said.first, 0, "no_bus")
    with pytest.raises(Refused, match="Somebody else has coded"):
        code(session, said, said.second, 0, "full")
    assert said.all(session)[0].codes == ("no_bus",)


def test_the_second_reader_sees_nothing_of_the_first_before_both_are_in(session, said):
    assert coding.choose_twice(session, said.first, said.study, count=4) == 4
    code(session, said, said.first, 0, "no_bus")
    text = said.all(session)[0]
    assert (text.state, text.codes) == ("second", ())
    for member in (said.first, said.second):
        with pytest.raises(Refused, match="once both are in"):
            coding.readings(session, member, text)
    assert coding.own_reading(session, said.second, text) == ((), 0)
    assert coding.own_reading(session, said.first, text) == (("no_bus",), 1)
    assert results(session, said)["kinds"].denominator == 0  # nor through a number
    assert not session.exec(select(History).where(History.action == "answer_changed")).all()  # nor through history


def test_two_readings_that_agree_stand_without_anybody_settling(session, said):
    coding.choose_twice(session, said.first, said.study, count=4)
    code(session, said, said.first, 0, "no_bus")
    code(session, said, said.second, 0, "no_bus")
    text = said.all(session)[0]
    assert (text.state, text.codes) == ("coded", ("no_bus",))
    assert coding.readings(session, said.second, text) == (("no_bus",), ("no_bus",))


def test_two_that_differ_wait_until_somebody_settles_them(session, said):
    coding.choose_twice(session, said.first, said.study, count=4)
    code(session, said, said.first, 1, "no_bus")
    code(session, said, said.second, 1, "no_car", "no_bus")
    text = said.all(session)[1]
    assert (text.state, results(session, said)["kinds"].denominator) == ("differs", 0)
    with pytest.raises(Refused, match="Settle"):
        code(session, said, said.first, 1, "full", version=1)
    coding.settle(
        session, said.second, said.study, key=text.key, codes=["no_bus", "no_car"], expected_version=text.row.version
    )
    assert said.all(session)[1].codes == ("no_bus", "no_car")
    assert coding.readings(session, said.first, said.all(session)[1])[0] == ("no_bus",)  # what was read is kept


def test_settling_is_refused_before_both_readings_and_from_a_stale_page(session, said):
    coding.choose_twice(session, said.first, said.study, count=4)
    code(session, said, said.first, 1, "no_bus")
    key = said.all(session)[1].key
    with pytest.raises(Refused, match="Both readings"):
        coding.settle(session, said.first, said.study, key=key, codes=["full"], expected_version=2)
    code(session, said, said.second, 1, "no_car")
    version = said.all(session)[1].row.version
    coding.settle(session, said.first, said.study, key=key, codes=["full"], expected_version=version)
    with pytest.raises(StaleEdit):
        coding.settle(session, said.second, said.study, key=key, codes=["no_car"], expected_version=version)
    assert said.all(session)[1].codes == ("full",)


def test_a_coded_text_drawn_for_a_second_reading_leaves_the_findings_until_it_is_in(session, said):
    for place in range(4):
        code(session, said, said.first, place, "full")
    assert coding.choose_twice(session, said.first, said.study, count=1) == 1
    assert results(session, said)["kinds"].denominator == 3
    assert sorted(states(session, said)) == ["coded", "coded", "coded", "second"]
    place = states(session, said).index("second")
    assert [text.number for text in coding.waiting(said.second, said.all(session), second=True)] == [place + 1]
    assert coding.waiting(said.first, said.all(session), second=True) == []
    code(session, said, said.second, place, "full")
    assert results(session, said)["kinds"].denominator == 4


def test_what_stood_before_a_text_was_drawn_is_no_longer_told_to_its_second_reader(session, said):
    code(session, said, said.first, 0, "no_bus")
    case = session.get_one(ReviewedCase, session.exec(select(History.case_id).where(History.ref == "matters")).one())

    def told():
        return [row.ref for row in responses.history(session, said.first, case) if row.ref == "matters"]

    assert told() == ["matters"]
    coding.choose_twice(session, said.first, said.study, count=4)
    assert told() == []
    code(session, said, said.second, 0, "full")
    assert told() == ["matters", "matters"]  # both are in: what stood, and that it stands no longer


def test_texts_drawn_and_not_read_twice_can_be_taken_back(session, said):
    for place in range(3):
        code(session, said, said.first, place, "full")
    coding.choose_twice(session, said.first, said.study, count=4)
    code(session, said, said.second, 0, "full")
    code(session, said, said.second, 1, "no_bus")
    assert states(session, said) == ["coded", "differs", "second", "to_code"]
    assert coding.give_back(session, said.first, said.study) == 2
    assert states(session, said) == ["coded", "differs", "coded", "to_code"]
    assert [text.twice for text in said.all(session)] == [True, True, False, False]
    assert said.all(session)[2].codes == ("full",)
    assert coding.give_back(session, said.first, said.study) == 0
    with pytest.raises(NotAllowed):
        coding.give_back(session, said.reviewer, said.study)


def test_a_refused_reading_leaves_no_row_behind(session, said):
    with pytest.raises(Refused):
        code(session, said, said.first, 0, "elsewhere")
    assert session.exec(select(CodedText)).all() == []


def test_the_texts_are_those_of_the_responses_that_count_in_their_order(session, said):
    member, every = said.first, list(session.exec(select(ReviewedCase).where(ReviewedCase.study_id == said.study.id)))
    make_response(session, member, make_case(session, member, said.study, facts={}), {})
    silent = make_case(session, member, said.study, facts={})
    make_response(session, member, silent, {"point": "Said without a role."})
    cases.set_aside(session, member, every[1], status="withdrawn", reason="Said twice.", expected_version=1)
    slow = [
        (record.source, record.public_id, record.answers["point"].value, record.answers["role"].value)
        for record in records(session, member, said.study)
        if record.answers["point"].state == "answered"
    ]
    labels = {"nurse": "Nurse", "driver": "Driver", None: ""}
    found = said.all(session)
    assert [(each.key, each.case, each.words, each.speaker) for each in found] == [
        (*where, labels[role]) for *where, role in slow
    ]
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert found[-1].speaker == ""


def test_a_page_asks_the_database_as_often_for_many_texts_as_for_few(engine, said):
    asked: list[str] = []

    def seen(*args):
        asked.append(args[2])

    with write(engine) as session:
        coding.choose_twice(session, said.first, said.study, count=4)
    event.listen(engine, "before_cursor_execute", seen)
    counts = []
    for places in ([0], [1, 2, 3]):
        with write(engine) as session:
            for place in places:
                code(session, said, said.first, place, "full")
                code(session, said, said.second, place, "full")
        with read(engine) as session:
            question = texts.frame_of(session, said.study)[1]
            asked.clear()
            found = agreement(session, said.first, said.all(session), question)
            counts.append((found.texts, len(asked)))
    event.remove(engine, "before_cursor_execute", seen)
    assert [read_twice for read_twice, _ in counts] == [1, 4]
    assert counts[0][1] == counts[1][1]


def test_a_text_that_was_changed_is_not_yet_coded_again(session, said):
    code(session, said, said.first, 0, "no_bus")
    case = session.exec(
        select(ReviewedCase).where(ReviewedCase.study_id == said.study.id).order_by(ReviewedCase.id)
    ).first()
    responses.enter(session, said.first, case, draft={"point": Given("The train stopped running.")})
    assert states(session, said)[0] == "to_code"
    assert left_out(results(session, said)["kinds"]) == {"not_yet_coded": 4}
    code(session, said, said.second, 0, "full")
    assert said.all(session)[0].codes == ("full",)
    assert len(session.exec(select(Coding)).all()) == 1


def test_agreement_is_on_the_readings_before_they_were_settled(session, said):
    coding.choose_twice(session, said.first, said.study, count=4)
    for place, (one, other) in enumerate(
        [(["no_bus"], ["no_bus"]), (["no_bus", "no_car"], ["no_car"]), (["full"], ["full"])]
    ):
        code(session, said, said.first, place, *one)
        code(session, said, said.second, place, *other)
    question = texts.frame_of(session, said.study)[1]
    found = agreement(session, said.first, said.all(session), question)
    assert (found.texts, found.exact, found.same.value) == (3, 2, pytest.approx(2 / 3))
    bus = next(each for each in found.codes if each.code == "no_bus")
    assert (bus.first, bus.second, bus.both, bus.same.value) == (2, 1, 1, pytest.approx(2 / 3))
    assert found.alpha.value is not None


def test_only_those_who_may_code_their_own_project_read_its_texts(session, said):
    key = said.all(session)[0].key
    with pytest.raises(NotAllowed):
        texts.texts(session, said.reviewer, said.study)
    with pytest.raises(NotFound):
        texts.texts(session, said.stranger, said.study)
    for who, error in ((said.reviewer, NotAllowed), (said.stranger, NotFound)):
        with pytest.raises(error):
            coding.save_codes(session, who, said.study, key=key, codes=["full"])
    theirs = studies.study(session, said.stranger, "said")
    with pytest.raises(NotFound):
        coding.save_codes(session, said.stranger, theirs, key=key, codes=["full"])


def test_a_change_of_codes_is_in_the_history_of_the_case(engine, said):
    with write(engine) as session:
        code(session, said, said.first, 0, "no_bus")
        code(session, said, said.first, 0, "full", version=1)
    with read(engine) as session:
        kept = session.exec(select(History).where(History.ref == "matters").order_by(History.id)).all()
        assert kept[0].before is None
        assert "no_bus" in kept[1].before
        assert "full" in kept[1].after
