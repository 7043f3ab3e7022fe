"""The studies of a project as the summary may show them: counted, or closed with the reason in words."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.findings.frame import Frame
from casereview.findings.result import Result
from casereview.findings.study import study_results
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument
from casereview.models import Study
from casereview.store import progress, studies, surveys

ASIDE = ("parked", "skipped", "withdrawn")
NOT_YOURS = "Findings are shown to facilitators, analysts and administrators."


@dataclass(frozen=True)
class Shown:
    """One study. `why` says why its findings are closed; then there is no frame and no result."""

    study: Study
    instrument: Instrument
    done: int  # cases reviewed, or survey answers
    aside: dict[str, int]
    frame: Frame | None = None
    results: tuple[Result, ...] = ()
    why: str = ""
    waiting: int = 0  # cases not reviewed yet, in progress or to do

    @property
    def is_survey(self) -> bool:
        return self.instrument.unit == "response"

    def result(self, finding: str) -> Result | None:
        """A counted finding; None where the study is closed or has no such finding."""
        return next((each for each in self.results if each.id == finding), None)

    def declared(self, finding: str) -> Finding | None:
        """The finding as its instrument declares it."""
        return next((each for each in self.instrument.findings if each.id == finding), None)


def shown_studies(session: Session, member: Member) -> dict[int, Shown]:
    """Every study of the project by its number, in the order they were added."""
    return {study.id: shown_study(session, member, study) for study in studies.studies(session, member)}


def shown_study(session: Session, member: Member, study: Study) -> Shown:
    """One study as the summary may show it."""
    instrument = studies.instrument_of(session, study)
    states = progress.state_counts(session, member, study)
    aside = {state: states[state] for state in ASIDE if states[state]}
    survey = surveys.survey_of(session, member, study)
    waiting = 0 if survey else states["to_do"] + states["in_progress"]
    done = survey.answers if survey else states["done"]
    why = _why_closed(session, member, study, bool(survey and survey.status != "closed"))
    if why:
        return Shown(study, instrument, done, aside, why=why, waiting=waiting)
    frame, results = study_results(session, member, study)
    return Shown(study, instrument, len(frame), aside, frame, tuple(results), waiting=waiting)


def _why_closed(session: Session, member: Member, study: Study, survey_open: bool) -> str:
    """Why the findings stay closed: the same rule as on the page of findings, so that no door is left open."""
    if not member.may("see_findings"):
        return NOT_YOURS
    if survey_open and not study.tally_shown:
        return f"{study.title} is still open: it shows here once the survey is closed."
    if progress.tally_hidden(session, member, study):
        return f"{study.title} is not complete: it shows here after the last case, so that it cannot sway the room."
    return ""
