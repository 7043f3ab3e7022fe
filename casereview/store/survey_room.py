"""What the room's screen shows of a survey: the question the facilitator chose, and its result once revealed.

A revealed result stands still and moves in steps of five answers, so that nobody can watch a single answer arrive.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.instruments.model import Base, Finding, Instrument, Item
from casereview.models import Study, Survey
from casereview.store.errors import Refused
from casereview.store.scope import locked, own, require
from casereview.store.studies import instrument_of
from casereview.store.survey_records import read_records
from casereview.store.surveys import LEAST

ACTS = ("choose", "reveal", "hide", "next", "undo")
SHOWABLE = ("choice", "choices", "rating", "grid")


@dataclass(frozen=True)
class Bar:
    """One answer: how many gave it. `lead`: the number above speaks of it."""

    label: str
    n: int
    lead: bool = False


@dataclass(frozen=True)
class Revealed:
    """A result in counts. `of` is its base, `answers` how many responses there were when it was counted."""

    answers: int
    n: int
    of: int
    words: str
    bars: tuple[Bar, ...]
    foot: str


def choices(instrument: Instrument) -> list[Item]:
    """What can be put on the screen, in order. Never words that somebody typed."""
    attributes = {attribute.id for attribute in instrument.attributes}
    return [i for i in instrument.items if i.question.type in SHOWABLE and i.question.id not in attributes]


def act(session: Session, member: Member, survey: Survey, what: str, question: str = "") -> Survey:
    """One act of the facilitator: choose a question, reveal, hide, next, undo. Raises Refused in words."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    study = session.get_one(Study, survey.study_id)
    refs = [item.ref for item in choices(instrument_of(session, study))]
    before = json.dumps([survey.room_question, survey.room_shown])
    asked, shown = _after(survey, what, question, refs)
    if shown and survey.answers < LEAST:
        raise Refused(f"Nothing is shown before {LEAST} people have answered. There are {survey.answers} so far.")
    survey.room_question, survey.room_shown, survey.room_before = asked, shown, before
    survey.room_version += 1
    survey.room_result = _counted(session, survey, study) if shown else ""
    session.flush()
    return survey


def _after(survey: Survey, what: str, question: str, refs: list[str]) -> tuple[str, bool]:
    if what == "choose" and question in refs:
        return question, False
    if what == "undo" and survey.room_before:
        asked, shown = json.loads(survey.room_before)
        return asked, bool(shown)
    if what in ("reveal", "hide") and survey.room_question:
        return survey.room_question, what == "reveal"
    if what == "next":
        place = refs.index(survey.room_question) + 1 if survey.room_question in refs else 0
        return (refs[place], False) if place < len(refs) else ("", False)
    raise Refused("Choose a question first.")


def keep_up(session: Session, survey: Survey) -> None:
    """Counts the revealed question again once five more people have answered; called when an answer came in."""
    if not survey.room_shown or not survey.room_question:
        return
    shown = revealed(survey)
    if shown is None or survey.answers >= shown.answers + LEAST:
        survey.room_result = _counted(session, survey, session.get_one(Study, survey.study_id))
        survey.room_version += 1
        session.flush()


def revealed(survey: Survey) -> Revealed | None:
    """The result on the screen; None while it is hidden."""
    if not survey.room_shown or not survey.room_result:
        return None
    raw: dict[str, Any] = json.loads(survey.room_result)
    return Revealed(**raw | {"bars": tuple(Bar(**bar) for bar in raw["bars"])})


def _counted(session: Session, survey: Survey, study: Study) -> str:
    instrument = instrument_of(session, study)
    found = read_records(session, survey, study, instrument)
    return json.dumps(asdict(result_of(instrument, survey.room_question, found)))


def result_of(instrument: Instrument, ref: str, records: list[Any]) -> Revealed:
    """One item's answers in counts. Nothing where fewer than five gave one that is known."""
    from casereview.findings.counting import count
    from casereview.findings.frame import Frame

    finding = Finding(
        id="room", kind="distribution", title=ref, of=ref, order="listed", base=Base(of=ref, level="known")
    )
    result = count(finding, Frame(instrument, records))
    rows = [(row.code, row.label, round(row.numerator)) for row in result.rows]
    leading = lead_codes(instrument.item[ref], rows)
    n = sum(number for code, _, number in rows if code in leading)
    bars = tuple(Bar(label, number, code in leading) for code, label, number in rows)
    words = _words(instrument.item[ref], rows, leading) if rows else "Too few answers to show"
    return Revealed(len(records), n, round(result.denominator), words, bars, _foot(instrument.item[ref], result, rows))


def lead_codes(item: Item, rows: list[tuple[str, str, int]]) -> set[str]:
    """The answer, or the end of a scale, that most gave; none where two have as many."""
    if item.question.type == "rating":
        points = item.question.points
        half = points // 2
        ends = [{str(p) for p in range(1, half + 1)}, {str(p) for p in range(points - half + 1, points + 1)}]
    else:
        ends = [{code} for code, _, _ in rows]
    counted = sorted(((sum(n for code, _, n in rows if code in end), end) for end in ends), key=lambda each: -each[0])
    if not counted or not counted[0][0] or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return set()
    return counted[0][1]


def _words(item: Item, rows: list[tuple[str, str, int]], leading: set[str]) -> str:
    if not leading:
        return "No answer stands out"
    if item.question.type == "rating":
        return "gave " + " or ".join(sorted(leading))
    return next(label for code, label, _ in rows if code in leading)


def _foot(item: Item, result: Any, rows: list[tuple[str, str, int]]) -> str:
    """The mean of a rating, and who is left out."""
    parts = []
    if item.question.type == "rating" and result.denominator:
        from casereview.findings.wording import half_up

        mean = sum(int(code) * n for code, _, n in rows if code.isdigit()) / result.denominator
        parts.append(f"Average {half_up(mean, 1)} on a scale of 1 to {item.question.points}.")
    aside = sum(each.count for each in result.left_out)
    if aside:
        parts.append(f"{aside} more gave another answer, or none, and {'is' if aside == 1 else 'are'} left out.")
    return " ".join(parts)
