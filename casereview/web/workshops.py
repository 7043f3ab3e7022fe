"""Workshops of a study: when and where, at which tables, and how many came from each team. No names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Workshop
from casereview.models.base import public_id
from casereview.store import studies, workshops
from casereview.store.errors import KeyReused, Refused
from casereview.text import TextError
from casereview.web.access import allowed
from casereview.web.database import session, writing
from casereview.web.study_of_cases import study_of_cases

blueprint = Blueprint("workshops", __name__)
Problems = list[dict[str, str]]
MOST_PEOPLE = 999


@dataclass(frozen=True)
class Line:
    """One workshop of the list."""

    workshop: Workshop
    held_on: date | None
    tables: tuple[str, ...]
    attendance: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.attendance.values())

    @property
    def past(self) -> bool:
        """Whether its day has gone by."""
        return self.held_on is not None and self.held_on < datetime.now(UTC).date()


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right."""

    title: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    place: str = ""
    tables: str = ""
    attendance: str = ""
    client_key: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Typed":
        """The form as posted, without the spaces around."""
        return cls(**{name: form.get(name, "").strip() for name in cls.__dataclass_fields__})


@blueprint.get("/p/<project>/<study>/workshops")
@allowed("see_project")
def listing(project: str, study: str) -> str:
    """Every workshop of the study."""
    found = study_of_cases(study)
    lines = [line(session(), each) for each in workshops.workshops(session(), g.member, found)]
    return render_template("workshops/list.html", study=found, lines=lines)


@blueprint.get("/p/<project>/<study>/workshops/new")
@allowed("manage_workshops")
def new(project: str, study: str) -> str:
    """The empty form."""
    found = study_of_cases(study)
    held = len(workshops.workshops(session(), g.member, found))
    typed = Typed(title=f"Workshop {held + 1}", client_key=public_id())
    return render_template("workshops/new.html", study=found, typed=typed, problems=[])


@blueprint.post("/p/<project>/<study>/workshops/new")
@allowed("manage_workshops")
def add(project: str, study: str) -> Response | tuple[str, int]:
    """Adds the workshop, or shows the form again with everything typed and what is wrong."""
    found = study_of_cases(study)
    typed = Typed.of(request.form)
    held_on, attendance, problems = read(typed)
    if not problems:
        try:
            return begin(typed, held_on, attendance, study)
        except (Refused, TextError, KeyReused) as error:
            problems = [{"text": str(error), "href": "#title"}]
    return render_template("workshops/new.html", study=found, typed=typed, problems=problems), 422


def begin(typed: Typed, held_on: date | None, attendance: dict[str, int], study: str) -> Response:
    """Adds the workshop and goes back to the list."""
    tables = [table.strip() for table in typed.tables.replace("\n", ",").split(",") if table.strip()]
    with writing() as open_session:
        workshops.add_workshop(
            open_session,
            g.member,
            studies.study(open_session, g.member, study),
            title=typed.title,
            date=held_on,
            place=typed.place,
            tables=tables,
            attendance=attendance,
            client_key=typed.client_key or None,
        )
    flash(f"{typed.title} is planned.")
    return redirect(url_for("workshops.listing", project=g.member.project_key, study=study))


def line(open_session: Session, workshop: Workshop) -> Line:
    """A workshop with its tables and who came."""
    tables = tuple(table.name for table in workshops.tables_of(open_session, g.member, workshop))
    held_on = date.fromisoformat(workshop.held_on) if workshop.held_on else None
    return Line(workshop, held_on, tables, workshops.attendance_of(open_session, g.member, workshop))


def read(typed: Typed) -> tuple[date | None, dict[str, int], Problems]:
    """The date and the attendance as values, and what is wrong in words."""
    problems: Problems = []
    if not typed.title:
        problems.append({"text": "Give the workshop a title", "href": "#title"})
    held_on = read_day(typed, problems)
    return held_on, read_attendance(typed.attendance, problems), problems


def read_day(typed: Typed, problems: Problems) -> date | None:
    """The date of three boxes; None where all are empty."""
    if not (typed.day or typed.month or typed.year):
        return None
    try:
        return date(int(typed.year), int(typed.month), int(typed.day))
    except ValueError:
        problems.append({"text": "The date must be a real one, such as 26 11 2026", "href": "#day"})
        return None


def read_attendance(text: str, problems: Problems) -> dict[str, int]:
    """Lines of `team: how many` as counts by team."""
    people: dict[str, int] = {}
    for each in filter(None, (part.strip() for part in text.splitlines())):
        team, _, count = each.rpartition(":")
        if not (team.strip() and count.strip().isascii() and count.strip().isdigit()) or int(count) > MOST_PEOPLE:
            problems.append({"text": f"“{each}” should read like “Hospital discharge: 4”", "href": "#attendance"})
        else:
            people[team.strip()] = people.get(team.strip(), 0) + int(count)
    return people
