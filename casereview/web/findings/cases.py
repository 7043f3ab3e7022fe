"""The cases behind a number: their references, by pages, for those who may look behind it."""

from functools import partial

from flask import abort, g, render_template, request

from casereview.findings import wording
from casereview.findings.counting import cases_behind
from casereview.findings.result import Result
from casereview.instruments.model import Instrument
from casereview.models import Study
from casereview.stories.reading import Reading, read_stories
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.findings.blueprint import STUDY, blueprint
from casereview.web.findings.here import Here, checked, look
from casereview.web.paging import paging

A_PAGE = 200


@blueprint.get(f"{STUDY}/<finding>/cases")
@allowed("see_cases_behind")
def behind(project: str, study: str, finding: str) -> str:
    """The cases counted in one row of a finding, or in its own number."""
    here = checked(look(study))
    if here.instrument.unit == "response":
        abort(404)  # a survey response is nobody's case
    declared = here.finding(finding)
    row = request.args.get("row")
    found = next(each for each in here.results if each.id == finding)
    try:
        records = cases_behind(declared, here.frame_of(declared), row)
    except KeyError:
        abort(404)
    pages = paging(records, A_PAGE, request.args.get("page", ""), partial(_address, here, finding, row))
    return render_template(
        "findings/cases.html",
        here=here,
        result=found,
        paging=pages,
        row=_labels(found).get(row or "", ""),
        units=wording.units(here.instrument, len(records)),
        amount=amount(here.instrument, found, [each.public_id for each in records]),
        back=here.link("listing", _anchor=f"finding-{finding}"),
        opens=g.member.may("see_cases"),
        told=_stories(here.study, {each.public_id for each in pages.shown}),
    )


def _address(here: Here, finding: str, row: str | None, page: int | None) -> str:
    """The address of a page of this list, under the same filters; `page` None is the first."""
    return here.link("behind", finding=finding, row=row, page=str(page) if page else None)


def amount(instrument: Instrument, result: Result, found: list[str]) -> str:
    """How many are behind the number: "12 cases"; of an agreement "18 reviews of 9 cases"."""
    n, n_cases = len(found), len(set(found))
    if result.kind == "agreement":
        return f"{n:,} reviews of {n_cases:,} {'case' if n_cases == 1 else 'cases'}"
    return f"{n:,} {wording.units(instrument, n)}"


def _stories(study: Study, cases: set[str]) -> dict[str, Reading]:
    """The stories of these cases that this member may read, by the public id of their case."""
    readings = read_stories(session(), g.member, study, cases=cases) if g.member.may("see_stories") else []
    return {each.case.public_id: each for each in readings}


def _labels(result: Result) -> dict[str, str]:
    """What the rows are called, and those of both sides of a comparison as `actual.code` and `ideal.code`."""
    labels = {row.code: row.label for row in result.rows}
    for series in result.series:
        labels |= {f"{series.code}.{row.code}": f"{series.label}: {row.label}" for row in series.rows}
    return labels
