"""One workshop of a study: changing it, and giving it its cases."""

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.models import Study, Workshop, WorkshopTable
from casereview.store import cases, picking, studies, workshop_changes, workshop_removal, workshops
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.table_cases import give_cases
from casereview.store.workshop_changes import Plan
from casereview.text import TextError
from casereview.web.access import allowed
from casereview.web.database import in_writing, session, writing
from casereview.web.giving import How
from casereview.web.workshops import Problems, Typed, read

blueprint = Blueprint("workshop", __name__)
WORKSHOP = "/p/<project>/<study>/workshops/<workshop>"
MOVED = (
    "Somebody else changed this workshop while you were typing. What you typed is still here; "
    "what stands now is in the list of workshops. Save again to put yours in its place."
)

CHANGED = "Somebody else changed this workshop since you opened it. Look at it again before you remove it."


@blueprint.get(WORKSHOP)
@allowed("manage_workshops")
def change(project: str, study: str, workshop: str) -> str:
    """The workshop as it stands, and its cases for those who may see them."""
    found, held = found_in(session(), study, workshop)
    return show(found, held, typed_of(held), [])


@blueprint.post(WORKSHOP)
@allowed("manage_workshops")
def save(project: str, study: str, workshop: str) -> Response | tuple[str, int]:
    """Saves it, or shows the form again with everything typed and what is wrong."""
    typed = Typed.of(request.form)
    held_on, attendance, problems = read(typed)
    if problems:
        return show(*found_in(session(), study, workshop), typed, problems), 422
    try:
        with writing() as open_session:
            _, held = found_in(open_session, study, workshop)
            plan = plan_of(open_session, held, typed, held_on, attendance)
            expected = request.form.get("stood", "")
            workshop_changes.change_workshop(open_session, g.member, held, plan, expected_print=expected)
    except StaleEdit:
        problems = [{"text": MOVED, "href": "#title"}]
    except (Refused, TextError) as error:
        problems = [{"text": str(error), "href": "#tables" if "table" in str(error).lower() else "#title"}]
    if problems:
        return show(*found_in(session(), study, workshop), typed, problems), 409
    flash(f"{typed.title} is changed.")
    return redirect(url_for("workshops.listing", project=project, study=study))


@blueprint.post(f"{WORKSHOP}/cases")
@allowed("edit_cases")
def give(project: str, study: str, workshop: str) -> Response | tuple[str, int]:
    """Gives cases to the workshop or its tables: the next that have none, or those of the references typed."""
    how = How.of(request.form)
    try:
        with writing() as open_session:
            found, held = found_in(open_session, study, workshop)
            lines = cases.case_lines(open_session, g.member, found)
            free = picking.unplaced(lines)
            chosen = picking.named(lines, how.references) if how.how == "named" else free[: how.number(len(free))]
            tables = wanted_tables(open_session, held, how.to)
            moved = give_cases(open_session, g.member, found, {line.id for line in chosen}, held, tables)
    except Refused as error:
        found, held = found_in(session(), study, workshop)
        where = "#references" if how.how == "named" else "#free"
        return show(found, held, typed_of(held), [{"text": str(error), "href": where}], how), 422
    flash(f"{moved:,} {'case is' if moved == 1 else 'cases are'} given to {held.title}.")
    return redirect(url_for("workshop.change", project=project, study=study, workshop=workshop))


@blueprint.post(f"{WORKSHOP}/remove")
@allowed("manage_workshops")
def remove(project: str, study: str, workshop: str) -> Response | tuple[str, int]:
    """Removes it as the page showed it; its cases stay, without a workshop."""

    def work(open_session: Session) -> tuple[str, int]:
        _, held = found_in(open_session, study, workshop)
        stood = request.form.get("stood", "")
        return held.title, workshop_removal.remove_workshop(open_session, g.member, held, expected_print=stood)

    try:
        title, freed = in_writing(work)
    except (Refused, StaleEdit) as error:
        found, held = found_in(session(), study, workshop)
        said = CHANGED if isinstance(error, StaleEdit) else str(error)
        return show(found, held, typed_of(held), [{"text": said, "href": "#remove"}]), 409
    back = {0: "", 1: " Its case is in no workshop now."}.get(freed, f" Its {freed:,} cases are in no workshop now.")
    flash(f"{title} is removed.{back}")
    return redirect(url_for("workshops.listing", project=project, study=study))


def found_in(open_session: Session, study_key: str, public_id: str) -> tuple[Study, Workshop]:
    """Both, where the workshop is one of the study's. Raises NotFound."""
    study, held = (
        studies.study(open_session, g.member, study_key),
        workshops.workshop(open_session, g.member, public_id),
    )
    if held.study_id != study.id:
        raise NotFound
    return study, held


def typed_of(held: Workshop) -> Typed:
    """The form as the workshop stands."""
    day = date.fromisoformat(held.held_on) if held.held_on else None
    came = workshops.attendance_of(session(), g.member, held)
    return Typed(
        title=held.title, place=held.place, day=str(day.day) if day else "", month=str(day.month) if day else "",
        year=str(day.year) if day else "", attendance="\n".join(f"{team}: {people}" for team, people in came.items()),
    )  # fmt: skip


def plan_of(
    open_session: Session, held: Workshop, typed: Typed, held_on: date | None, attendance: dict[str, int]
) -> Plan:
    """What was typed. A table whose box was not sent stays as it is."""
    standing = workshops.tables_of(open_session, g.member, held)
    names = {table.id: request.form.get(f"table-{table.id}", table.name).strip() for table in standing}
    return Plan(typed.title, held_on, typed.place, names, typed.tables.replace("\n", ",").split(","), attendance)


def wanted_tables(open_session: Session, held: Workshop, to: str) -> list[WorkshopTable]:
    """The tables to deal cases out to: all of them, the one that was chosen, or none. Raises Refused for one gone."""
    every = workshops.tables_of(open_session, g.member, held)
    found = [table for table in every if to in ("all", str(table.id))]
    if not found and to not in ("", "all"):
        raise Refused("The table you chose was taken away meanwhile. Choose where the cases go. Nothing was given.")
    return found


def show(study: Study, held: Workshop, typed: Typed, problems: Problems, how: How | None = None) -> str:
    """The page. The form carries a print of what stands, so that a save over somebody else's is told."""
    tables = workshops.tables_of(session(), g.member, held)
    sees = g.member.may("edit_cases")
    lines = cases.case_lines(session(), g.member, study) if sees else []
    here = [line for line in lines if line.workshop_id == held.id]
    counts = {table.id: sum(line.table_id == table.id for line in here) for table in tables}
    return render_template(
        "workshops/change.html", study=study, workshop=held, typed=typed, problems=problems, tables=tables,
        names={table.id: request.form.get(f"table-{table.id}", table.name) for table in tables}, how=how or How(),
        stood=workshop_changes.print_of(session(), g.member, held), here=here, counts=counts,
        free=len(picking.unplaced(lines)), total=len(lines), sees=sees,
        stays=workshop_removal.in_the_way(session(), g.member, held),
    )  # fmt: skip
