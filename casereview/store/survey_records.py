"""Survey responses as the findings count them: only once they may be seen, and never a group of fewer than five."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Answer
from casereview.instruments.model import Instrument
from casereview.models import Study, Survey, SurveyAnswer, SurveyResponse
from casereview.settling import derive
from casereview.store.codes import coded, standing
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.surveys import LEAST, survey_of
from casereview.store.values import gathered

if TYPE_CHECKING:
    from casereview.findings.frame import Record

NOT_ASKED, LEFT_BLANK = Answer("not_asked"), Answer("left_blank")
KIND = "kind"
Told = dict[str, str]  # what a response says about its sender: kind and facts, "" where it says nothing


def withheld(survey: Survey | None) -> str:
    """Why no result may be seen yet, as a sentence; "" where it may."""
    if survey is None:
        return "The survey is not set up yet."
    if survey.anonymous and survey.status != "closed":
        return "The survey is anonymous. Its results come back once it is closed."
    if survey.answers < LEAST:
        return f"Fewer than {LEAST} people have answered, so nothing is shown."
    return ""


def survey_records(session: Session, member: Member, study: Study) -> "list[Record]":
    """The responses, in an order that only their content makes; none while they may not be seen.

    What people say about themselves is left out wherever fewer than five say the same: no filter, breakdown,
    workbook row or difference of two of them then stands for fewer than five people.
    """
    survey = survey_of(session, member, study)
    if survey is None or withheld(survey):
        return []
    return read_records(session, survey, study, instrument_of(session, study))


def read_records(session: Session, survey: Survey, study: Study, instrument: Instrument) -> "list[Record]":
    """Every response, whatever its status: for `survey_records` and for what the room's screen reveals."""
    from casereview.findings.frame import Record

    responses = dict(
        session.exec(
            select(SurveyResponse.key, SurveyResponse.kind)
            .where(SurveyResponse.project_id == survey.project_id, SurveyResponse.survey_id == survey.id)
            .order_by(col(SurveyResponse.key))
        ).all()
    )
    answers = _answers(session, survey, {number: ref for ref, number in item_numbers(session, study).items()})
    facts = [attribute.id for attribute in instrument.attributes if attribute.options]
    told = [_told(kind, answers[key], facts) for key, kind in responses.items()]
    kept = generalised(told, [KIND, *facts])
    codes = standing(session, study, instrument)
    for key in responses:
        answers[key] |= coded(instrument, answers[key], codes.get(key))
    found = [
        Record(key, "", _complete(instrument, answers[key] | _blanked(said, facts)), said[KIND], source=key)
        for key, said in zip(responses, kept, strict=True)
    ]
    return sorted(found, key=lambda record: (record.kind, repr(sorted(record.answers.items()))))


def _answers(session: Session, survey: Survey, refs: dict[int, str]) -> defaultdict[str, dict[str, Answer]]:
    query = select(  # type: ignore[call-overload]
        SurveyAnswer.response_key, SurveyAnswer.item_id, SurveyAnswer.state, SurveyAnswer.value, SurveyAnswer.other
    ).where(
        SurveyAnswer.project_id == survey.project_id,
        SurveyResponse.project_id == survey.project_id,
        SurveyResponse.survey_id == survey.id,
        SurveyResponse.key == SurveyAnswer.response_key,
    )
    return gathered(session.connection().execute(query), refs)


def _told(kind: str, answers: dict[str, Answer], facts: list[str]) -> Told:
    return {KIND: kind} | {ref: str(answers.get(ref, LEFT_BLANK).value or "") for ref in facts}


def _blanked(said: Told, facts: list[str]) -> dict[str, Answer]:
    return {ref: LEFT_BLANK for ref in facts if not said[ref]}


def _complete(instrument: Instrument, answers: dict[str, Answer]) -> dict[str, Answer]:
    complete = {ref: answers.get(ref, NOT_ASKED) for ref in instrument.item}
    codes = {each.id: answers[each.id] for each in instrument.coded if each.id in answers}
    return derive(instrument, complete | codes)


def generalised(told: list[Told], names: list[str], least: int = LEAST) -> list[Told]:
    """`told` with values emptied until every combination of them stands for `least` responses or more, or for none.

    Names are kept in their order: the first survive longest. Where emptying small groups leaves a remainder that is
    small itself, the next smallest group joins it.
    """
    kept = [dict(each) for each in told]
    for place, name in enumerate(names):
        before: defaultdict[tuple[str, ...], list[Told]] = defaultdict(list)
        for each in kept:
            before[tuple(each[earlier] for earlier in names[:place])].append(each)
        for together in before.values():
            _merge_small(together, name, least)
    return kept


def _merge_small(together: list[Told], name: str, least: int) -> None:
    while True:
        sizes = Counter(each[name] for each in together)
        small = [value for value, size in sizes.items() if value and size < least]
        if not small and 0 < sizes[""] < least:
            small = sorted((value for value in sizes if value), key=lambda value: (sizes[value], value))[:1]
        if not small:
            return
        for each in together:
            each[name] = "" if each[name] in small else each[name]
