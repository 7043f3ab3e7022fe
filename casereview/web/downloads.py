"""Files to take away: the analysts' workbook, and the page that says what is in each file."""

from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request, url_for

from casereview.findings.frame import FilterError
from casereview.store import studies
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.findings import filters

blueprint = Blueprint("downloads", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_FILTERS = ("study", "text")


@blueprint.get("/p/<project>/take-away")
@allowed("take_workbook")
def listing(project: str) -> str:
    """What can be taken away, and what is in each file."""
    return _page()


@blueprint.get("/p/<project>/workbook.xlsx")
@allowed("take_workbook")
def workbook(project: str) -> Response | tuple[str, int]:
    """The workbook of every study, or of `study`, under the filters of the address; `text=no` leaves free text out."""
    from casereview.web.collecting import collect, collect_money
    from exports import workbook as writer

    include_text = request.args.get("text") != "no"
    key = request.args.get("study", "")
    try:
        found, meta = collect(session(), g.member, key=key, where=_where(), include_text=include_text)
        money = None if key or _where() else collect_money(session(), g.member)
        data = writer.workbook(found, meta, money)
    except (FilterError, writer.TooLargeError) as error:
        return _page(f"The workbook was not made. {error}"), 400
    name = "-".join([project, *([key] if key else []), "workbook"])
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "no-store"}
    return Response(data, content_type=XLSX, headers=headers)


@blueprint.app_template_global("workbook_address")
def workbook_address(study: str, where: filters.Chosen) -> str:
    """The address of the workbook of one study under filters; "" for who may not take it."""
    return _address(where, study=study) if g.member.may("take_workbook") else ""


def _page(problem: str = "") -> str:
    found = studies.studies(session(), g.member)
    address = partial(_address, {} if problem else _where())
    return render_template("downloads/listing.html", studies=found, address=address, problem=problem)


def _where() -> filters.Chosen:
    return {name: codes for name, codes in filters.chosen(request.args).items() if name not in NOT_FILTERS}


def _address(where: filters.Chosen, **values: str) -> str:
    """The address of the workbook, under the filters `where`."""
    filtered = [(name, code) for name, codes in where.items() for code in codes]
    query = urlencode([*filtered, *values.items()])
    return url_for("downloads.workbook", project=g.member.project_key) + (f"?{query}" if query else "")
