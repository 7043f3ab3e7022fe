"""The pack itself: a cover and one form after the other, on screen as on paper."""

from dataclasses import dataclass

from flask import g, render_template, request
from sqlmodel import Session

from casereview.models import Study, Workshop
from casereview.printing.paper import parts
from casereview.printing.sheets import Sheet, sheets
from casereview.store import studies, surveys
from casereview.store.case_papers import CasePaper, case_papers
from casereview.store.errors import NotFound
from casereview.web.access import allowed
from casereview.web.capture.places import Place, places
from casereview.web.database import session
from casereview.web.printing.blueprint import PRINT, blueprint
from casereview.web.printing.choosing import choose, given_to
from casereview.web.printing.wanted import ALL, NONE, Wanted
from casereview.web.workshops import Line, line


@dataclass(frozen=True)
class Register:
    """One line of the cover: a form by its reference, to tick when it is typed in. `sheets`: how many of it."""

    reference: str
    sheets: int


@blueprint.get(f"{PRINT}/forms")
@allowed("see_project")
def pack(project: str, study: str) -> str | tuple[str, int]:
    """The forms the address asks for, or the choice again with what is wrong."""
    found = studies.study(session(), g.member, study)
    if surveys.is_survey(session(), found):
        raise NotFound
    instrument = studies.instrument_of(session(), found)
    wanted = Wanted.of(request.args, instrument, given_to(found))
    cases, where = chosen(session(), found, wanted.place)
    problems = wanted.problems
    if not problems and not cases and wanted.blank.strip("0") == "":
        problems = [
            {"text": "There is nothing to print. Ask for a blank form, or choose other cases", "href": "#blank"}
        ]
    if problems:
        return choose(found, wanted, problems), 422
    made = sheets(instrument, cases, blank=int(wanted.blank), copies=int(wanted.copies), kinds=wanted.kinds)
    return render_template(
        "printing/pack.html", study=found, instrument=instrument, parts=parts(instrument), sheets=made,
        held=held(where), where=where, register=register(made), wanted=wanted,
    )  # fmt: skip


def chosen(open_session: Session, study: Study, code: str) -> tuple[list[CasePaper], Place | None]:
    """The cases, and the workshop or table they were given to. None of either for somebody who may see no cases.

    Raises NotFound for a place that there is not.
    """
    if code == NONE or not g.member.may("see_cases"):
        return [], None
    place = None if code == ALL else places(open_session, g.member, study).get(code)
    if code != ALL and (place is None or place.workshop is None):
        raise NotFound
    workshop = place.workshop.title if place and place.workshop else ""
    table = place.table.name if place and place.table else ""
    return case_papers(open_session, g.member, study, workshop=workshop, table=table), place


def held(place: Place | None) -> Line | None:
    """When and where the workshop is, and who comes."""
    workshop: Workshop | None = place.workshop if place else None
    return line(session(), workshop) if workshop else None


def register(made: list[Sheet]) -> list[Register]:
    """The references in order, each once, with the number of its forms."""
    counted: dict[str, int] = {}
    for sheet in made:
        if sheet.reference:
            counted[sheet.reference] = counted.get(sheet.reference, 0) + 1
    return [Register(reference, number) for reference, number in counted.items()]
