"""What a project's home says: where each study stands, what is left to settle, and the one next step."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from casereview.access import Member
from casereview.store import studies
from casereview.web.next_step import Step, counted, next_step
from casereview.web.standing import ASIDE, Line, line


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
        words = f"{counted(len(self.lines), 'study')}, {counted(done, 'case')} reviewed."
        if told:
            words = f"{words.removesuffix('.')}, {counted(told, 'survey answer')}."
        return words if self.lines else "Nothing is set up yet."


def of_project(session: Session, member: Member, today: date | None = None) -> Home:
    """The home of the member's project on `today`."""
    day = today or date.today()  # noqa: DTZ011 - the room's own calendar
    lines = tuple(line(session, member, study, day) for study in studies.studies(session, member))
    return Home(lines, next_step(lines, member), to_settle(lines))


def to_settle(lines: tuple[Line, ...]) -> tuple[tuple[str, int, str, str], ...]:
    """Cases set aside, by study: they stand outside every number."""
    several = len(lines) > 1
    return tuple(
        (words + (f" in {found.study.title}" if several else ""), found.states[state], found.study.key, state)
        for found in lines
        for state, words in ASIDE.items()
        if found.states[state]
    )
