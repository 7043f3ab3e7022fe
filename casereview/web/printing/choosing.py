"""Choosing what to print: the cases of a workshop or table, all to do, or blank forms. A survey has one form."""

from dataclasses import dataclass

from flask import g, render_template, request

from casereview.models import Study
from casereview.store import allotments, studies, surveys
from casereview.store.case_papers import CasePaper, case_papers
from casereview.web.access import allowed
from casereview.web.capture.places import Place, places
from casereview.web.database import session
from casereview.web.printing import survey
from casereview.web.printing.blueprint import PRINT, blueprint
from casereview.web.printing.wanted import ALL, NONE, Wanted


@dataclass(frozen=True)
class Choice:
    """One line to choose: `code` goes into the address."""

    code: str
    words: str
    cases: int


@blueprint.get(PRINT)
@allowed("see_project")
def start(project: str, study: str) -> str:
    """What to print; of a survey, the form itself."""
    found = studies.study(session(), g.member, study)
    if surveys.is_survey(session(), found):
        return survey.page(found)
    instrument = studies.instrument_of(session(), found)
    return choose(found, Wanted.of(request.args, instrument, given_to(found)), [])


def choose(study: Study, wanted: Wanted, problems: list[dict[str, str]]) -> str:
    """The page, with what was typed and what is wrong with it."""
    instrument = studies.instrument_of(session(), study)
    return render_template(
        "printing/choose.html", study=study, instrument=instrument, wanted=wanted, problems=problems,
        choices=choices(study), others=[kind for kind in instrument.kinds if not kind.alone],
    )  # fmt: skip


def choices(study: Study) -> list[Choice]:
    """All, each workshop and table that has cases to do, none. Only none for somebody who may see no cases."""
    every = _cases(study)
    found = [Choice(ALL, "All that are still to do", len(every))] if every else []
    for place in places(session(), g.member, study).values():
        here = sum(at(each, place) for each in every)
        if place.workshop and here:
            found.append(Choice(place.code, place.words, here))
    return [*found, Choice(NONE, "No cases, only blank forms", 0)]


def at(paper: CasePaper, place: Place) -> bool:
    """Whether the case was given to this workshop, and to this table where the place is one."""
    same = place.workshop is not None and paper.workshop == place.workshop.title
    return same and (place.table is None or paper.table == place.table.name)


def given_to(study: Study) -> int:
    """To how many reviewers a case was given at most; 1 where nobody was or the member may not know."""
    if not g.member.may("manage_workshops") or not g.member.may("see_all_cases"):
        return 1
    return max((len(people) for people in allotments.given(session(), g.member, study).values()), default=1)


def _cases(study: Study) -> list[CasePaper]:
    return case_papers(session(), g.member, study) if g.member.may("see_cases") else []
