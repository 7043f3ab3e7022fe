"""What a project's home says: where each study stands, what is left to settle, and the one next step."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store import progress, studies, surveys, workshops
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


@dataclass(frozen=True)
class Step:
    """The next thing to do: a title, the reason, and where (`where` is a rule of the navigation, below the study)."""

    title: str
    text: str
    action: str
    where: str
    study: str = ""
    needs: str = "see_project"


@dataclass(frozen=True)
class Home:
    """Everything on the page."""

    lines: tuple[Line, ...]
    step: Step | None
    settle: tuple[tuple[str, int, str, str], ...]  # words, count, study key, state

    @property
    def summary(self) -> str:
        """One line under the title."""
        done = sum(found.done for found in self.lines if not found.survey)
        told = sum(found.done for found in self.lines if found.survey)
        words = f"{_count(len(self.lines), 'study')}, {_count(done, 'case')} reviewed."
        if told:
            words = f"{words.removesuffix('.')}, {_count(told, 'survey answer')}."
        return words if self.lines else "Nothing is set up yet."


def of_project(session: Session, member: Member, today: date | None = None) -> Home:
    """The home of the member's project on `today`."""
    day = today or date.today()  # noqa: DTZ011 - the room's own calendar
    lines = tuple(line(session, member, study, day) for study in studies.studies(session, member))
    return Home(lines, next_step(lines, member), to_settle(lines))


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


def next_step(lines: tuple[Line, ...], member: Member) -> Step | None:
    """The first thing that is missing, in the order a study needs it."""
    if not lines:
        return Step(
            "Choose your questions",
            "A study is one set of questions put to one list of cases. Choose the questions first.",
            "Set up a study",
            "/p/<project>/studies/new",
            needs="manage_studies",
        )
    return next((step for found in lines if (step := step_of(found, member))), None)


def step_of(found: Line, member: Member) -> Step | None:
    """What one study needs next."""
    if found.survey:
        return survey_step(found, member)
    key, title = found.study.key, found.study.title
    if not found.cases and member.may("enter_cases"):
        return Step(
            "Bring the case list",
            f"{title} has its questions and no cases yet. Paste references, type them, or upload the template.",
            "Bring the cases",
            "/p/<project>/<study>/cases",
            key,
        )
    if found.left and not found.complete and member.may("enter_cases"):
        return Step(
            f"Review {_count(found.left, 'case')}",
            f"{title}: {found.so_far}. {found.when}.",
            "Open the case list",
            "/p/<project>/<study>/cases",
            key,
        )
    if found.done and member.may("see_findings"):
        return Step(
            f"Read what {_count(found.done, 'case')} show" + ("s" if found.done == 1 else ""),
            f"{title}: {found.so_far}." + (f" {_count(found.left, 'case')} open." if found.left else ""),
            "Open the findings",
            "/p/<project>/<study>/findings",
            key,
        )
    return None


def survey_step(found: Line, member: Member) -> Step | None:
    """What a survey needs next: to be opened, or closed. A closed one needs nothing."""
    if found.survey == "closed" or not member.may("run_surveys"):
        return None
    do, title = {"draft": ("Open", "Open the survey"), "paused": ("Go to", "Go on with the survey")}.get(
        found.survey, ("Go to", "Gather the answers")
    )
    told = f"{found.study.title} is {surveys.WORDS[found.survey]}. {_count(found.done, 'answer')} so far."
    return Step(title, told, f"{do} the survey", "/p/<project>/<study>/survey", found.study.key)


def to_settle(lines: tuple[Line, ...]) -> tuple[tuple[str, int, str, str], ...]:
    """Cases set aside, by study: they stand outside every number."""
    several = len(lines) > 1
    return tuple(
        (words + (f" in {found.study.title}" if several else ""), found.states[state], found.study.key, state)
        for found in lines
        for state, words in ASIDE.items()
        if found.states[state]
    )


def _count(n: int, one: str) -> str:
    many = one.removesuffix("y") + "ies" if one.endswith("y") else one + "s"
    return f"{n} {one if n == 1 else many}"
