"""What the room's screen shows of a survey: the question the facilitator chose, and its result once revealed.

While the survey is open a revealed result stays five answers behind and moves in steps of five (survey_rungs.py), so
that nobody can watch a single answer arrive; once it is closed every answer is shown.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Answer
from casereview.instruments.finding import Base, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item
from casereview.models import Study, Survey
from casereview.store.errors import Refused
from casereview.store.scope import locked, own, require
from casereview.store.studies import instrument_of
from casereview.store.survey_links import invited_of
from casereview.store.survey_rungs import SHOWABLE, answers_of, shown_now
from casereview.store.surveys import LEAST

ACTS = ("choose", "reveal", "hide", "next", "undo")
BY_LINK = "People answer this survey by links of their own, one by one. Its results show once it is closed."


@dataclass(frozen=True)
class Bar:
    """One answer: how many gave it. `lead`: the number above speaks of it."""

    label: str
    n: int
    lead: bool = False


@dataclass(frozen=True)
class Revealed:
    """A result in counts. `of` is its base, `answers` how many responses were counted."""

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


def refs_of(instrument: Instrument) -> list[str]:
    """The refs of `choices`."""
    return [item.ref for item in choices(instrument)]


def act(session: Session, member: Member, survey: Survey, what: str, question: str = "") -> Survey:
    """One act of the facilitator: choose a question, reveal, hide, next, undo. Raises Refused in words."""
    require(member, "run_surveys")
    own(member, survey)
    survey = locked(session, Survey, survey)
    study = session.get_one(Study, survey.study_id)
    refs = refs_of(instrument_of(session, study))
    before = json.dumps([survey.room_question, survey.room_shown])
    asked, shown = _after(survey, what, question, refs)
    if shown and survey.status != "closed" and invited_of(session, survey) is not None:
        raise Refused(BY_LINK)
    if shown and shown_now(session, survey, refs) is None:
        raise Refused(_too_few(survey))
    survey.room_question, survey.room_shown, survey.room_before = asked, shown, before
    survey.room_version += 1
    session.flush()
    return survey


def _too_few(survey: Survey) -> str:
    if survey.status == "closed":
        return f"Fewer than {LEAST} people have answered, so nothing is shown."
    return (
        f"While the survey is open the screen stays {LEAST} answers behind, so nobody sees a single answer arrive: "
        f"nothing is shown before {2 * LEAST} people have answered. There are {survey.answers} so far. "
        "Close the survey to show all of them."
    )


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


def revealed(session: Session, survey: Survey) -> Revealed | None:
    """The result on the screen; None while it is hidden, or too few have answered."""
    if not survey.room_shown or not survey.room_question:
        return None
    instrument = instrument_of(session, session.get_one(Study, survey.study_id))
    found = shown_now(session, survey, refs_of(instrument))
    if found is None or survey.room_question not in instrument.item:
        return None
    return result_of(instrument, survey.room_question, answers_of(found[1], survey.room_question), survey.status)


def result_of(instrument: Instrument, ref: str, answers: list[Answer], status: str = "closed") -> Revealed:
    """One item's answers in counts. Nothing where fewer than five gave one that is known."""
    from casereview.findings.counting import count
    from casereview.findings.frame import Frame, Record

    finding = Finding(
        id="room", kind="distribution", title=ref, of=ref, order="listed", base=Base(of=ref, level="known")
    )
    result = count(finding, Frame(instrument, [Record("", "", {ref: answer}) for answer in answers]))
    rows = [(row.code, row.label, round(row.numerator)) for row in result.rows]
    leading = lead_codes(instrument.item[ref], rows)
    n = sum(number for code, _, number in rows if code in leading)
    bars = tuple(Bar(label, number, code in leading) for code, label, number in rows)
    words = _words(instrument.item[ref], rows, leading) if rows else "Too few answers to show"
    foot = _foot(instrument.item[ref], result, rows)
    if status != "closed":
        foot = f"The first {len(answers)} answers. All of them are shown once the survey is closed. {foot}".strip()
    return Revealed(len(answers), n, round(result.denominator), words, bars, foot)


def lead_codes(item: Item, rows: list[tuple[str, str, int]]) -> set[str]:
    """The answer, or the end of a scale, that most gave; none where two have as many."""
    if item.question.scored:
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
    if item.question.scored:
        return "gave " + " or ".join(sorted(leading))
    return next(label for code, label, _ in rows if code in leading)


def _foot(item: Item, result: Any, rows: list[tuple[str, str, int]]) -> str:
    """The mean of a rating, and who is left out."""
    parts = []
    if item.question.scored and result.denominator:
        from casereview.findings.wording import half_up

        mean = sum(int(code) * n for code, _, n in rows if code.isdigit()) / result.denominator
        parts.append(f"Average {half_up(mean, 1)} on a scale of 1 to {item.question.points}.")
    aside = sum(each.count for each in result.left_out)
    if aside:
        parts.append(f"{aside} more gave another answer, or none, and {'is' if aside == 1 else 'are'} left out.")
    return " ".join(parts)
