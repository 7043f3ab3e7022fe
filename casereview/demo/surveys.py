"""The surveys of the demonstration: set up, answered as phones would answer them, and closed."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Draft
from casereview.demo.files import table, words
from casereview.demo.invitations import answer_by_link, tell
from casereview.instruments.choosing import instrument_file
from casereview.instruments.model import Instrument
from casereview.models import Survey
from casereview.reading import read
from casereview.store import studies, survey_answers, surveys


def plans() -> list[dict[str, Any]]:
    """The surveys, in the order they are written."""
    return list(words("surveys.toml")["surveys"])


def replies(instrument: Instrument, name: str) -> list[tuple[str, Draft]]:
    """The audience and the answers of each row of a table, read by the same boundary as a phone's."""
    return [(row.get("kind", ""), draft_of(instrument, row)) for row in table(name)]


def load_surveys(session: Session, member: Member) -> list[Survey]:
    """Writes every survey of surveys.toml, with its answers, and closes it."""
    return [_survey(session, member, plan) for plan in plans()]


def _survey(session: Session, member: Member, plan: dict[str, Any]) -> Survey:
    text = instrument_file(plan["instrument"]).read_text("utf-8")
    study = studies.add_study(session, member, key=plan["key"], title=plan["title"], instrument_text=text)
    for note in plan["notes"]:
        studies.add_note(session, member, study, note)
    survey = surveys.set_up(session, member, study, expected=plan["expected"])
    sent = replies(studies.instrument_of(session, study), plan["answers"])
    if "invited" in plan:
        survey = answer_by_link(session, member, survey, plan, sent)
    else:
        survey = _answer_by_code(session, member, survey, sent)
    if "heard" in plan:
        tell(session, member, survey, plan["heard"])
    return survey


def _answer_by_code(session: Session, member: Member, survey: Survey, sent: list[tuple[str, Draft]]) -> Survey:
    surveys.move(session, member, survey, "open")
    for number, (kind, draft) in enumerate(sent):
        key = f"demonstration of {survey.study_id}, no. {number}"
        survey_answers.answer(session, survey.token, draft=draft, kind=kind, client_key=key)
    return surveys.move(session, member, survey, "closed")


def draft_of(instrument: Instrument, row: Mapping[str, str]) -> Draft:
    """The answers in one row. In an open box anything but the code of a button is a text."""
    given = {}
    for item in instrument.items:
        cell, other = row.get(item.ref, ""), row.get(f"{item.ref}--other", "")
        buttons = [option.code for option in item.question.options if not option.other]
        if item.question.box and cell not in buttons:
            cell, other = "", cell
        entry = read(item, cell.split("; ") if item.question.multiple else [cell], other)
        if entry is not None:
            given[item.ref] = entry
    return given
