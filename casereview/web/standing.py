"""Where one study stands: how much is done, when its workshops are, and its leading number once it may show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store import progress, surveys, workshops
from casereview.store.survey_records import withheld
from casereview.web.leading import Headline, leading

OPEN = ("to_do", "in_progress")
ASIDE = {"parked": "Cases parked", "skipped": "Cases skipped", "withdrawn": "Cases withdrawn"}


@dataclass(frozen=True)
class Line:
    """One study: `done` of `target` cases (or of all its cases where no target is set); `headline` once it may show."""

    study: Study
    states: Counter[str]
    when: str
    headline: Headline | None = None
    survey: str = ""  # how the survey stands, where people answer about themselves; "" where cases are reviewed
    asked: int | None = None  # how many people the survey asks, where that is known

    @property
    def done(self) -> int:
        return self.states["done"]

    @property
    def target(self) -> int:
        return self.asked or self.study.target or self.cases

    @property
    def so_far(self) -> str:
        """ "5 of 83 done"; past its target "84 done, target 83"."""
        over = self.done > self.target
        return f"{self.done} done, target {self.target}" if over else f"{self.done} of {self.target} done"

    @property
    def cases(self) -> int:
        return sum(count for state, count in self.states.items() if state not in ASIDE)

    @property
    def complete(self) -> bool:
        """Whether the target is reached, cases set aside counted with it; without a target, whether none is open."""
        return progress.complete(self.study, self.states)

    @property
    def hidden(self) -> bool:
        """Whether the running figures stay closed, as they do on the findings page."""
        if self.survey:
            return self.survey != "closed"
        return not (self.complete or self.study.tally_shown)

    @property
    def left(self) -> int:
        return sum(self.states[state] for state in OPEN)


def line(session: Session, member: Member, study: Study, today: date) -> Line:
    """Where one study stands."""
    if surveys.is_survey(session, study):
        return survey_line(session, member, study)
    states = progress.state_counts(session, member, study)
    held = [workshop.held_on for workshop in workshops.workshops(session, member, study) if workshop.held_on]
    found = Line(study, states, in_time(held, today))
    return Line(study, states, found.when, headline(session, member, found))


def survey_line(session: Session, member: Member, study: Study) -> Line:
    """Where a survey stands: how many have answered, and its leading number once it may be seen."""
    survey = surveys.survey_of(session, member, study)
    status = survey.status if survey else "draft"
    states = Counter(done=survey.answers if survey else 0)
    shown = None
    if member.may("see_findings") and not withheld(survey):
        shown = leading(session, member, study)
    return Line(study, states, f"Survey, {surveys.WORDS[status]}", shown, status, survey.expected if survey else None)


def in_time(held: list[str], today: date) -> str:
    """When the study's workshops are or were, in words."""
    days = sorted(date.fromisoformat(day) for day in held)
    coming = [day for day in days if day >= today]
    if coming:
        return f"Next workshop {_day(coming[0], today)}"
    return f"Last workshop {_day(days[-1], today)}" if days else "No workshop planned"


def _day(day: date, today: date) -> str:
    return "today" if day == today else f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")


def headline(session: Session, member: Member, found: Line) -> Headline | None:
    """The leading number, once the study is complete or the facilitator shows the tally; None before."""
    if not member.may("see_findings") or not found.done or found.hidden:
        return None
    return leading(session, member, found.study)
