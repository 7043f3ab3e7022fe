"""Files to take away: the analysts' workbook, and the page that says what is in each file."""

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request, url_for

from casereview.findings.frame import FilterError
from casereview.store import progress, studies
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.findings import filters
from casereview.web.findings.here import opened

blueprint = Blueprint("downloads", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_FILTERS = ("study", "text")  # what the address may hold besides filters, and what the findings page has


@blueprint.get("/p/<project>/take-away")
@allowed("take_workbook")
def listing(project: str) -> str:
    """What can be taken away, and what is in each file."""
    return _page()


@blueprint.get("/p/<project>/workbook.xlsx")
@allowed("take_workbook")
def workbook(project: str) -> Response | tuple[str, int]:
    """The workbook of every study, or of `study`, under the filters of the address; `text=no` leaves free text out.

    Hidden figures wait as on the findings page, where `so_far` opens them for an analyst.
    """
    from casereview.web.collecting import TallyHiddenError, collect, collect_money
    from exports import workbook as writer

    include_text = request.args.get("text") != "no"
    key = request.args.get("study", "")
    try:
        found, meta = collect(session(), g.member, key=key, where=_where(), include_text=include_text, so_far=opened())
        money = None if key or _where() else collect_money(session(), g.member)
        data = writer.workbook(found, meta, money)
    except (FilterError, writer.TooLargeError) as error:
        return _page(f"The workbook was not made. {error}"), 400
    except TallyHiddenError as hidden:
        return _page(f"The workbook was not made. {hidden}"), 403
    name = "-".join([project, *([key] if key else []), "workbook"])
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "no-store"}
    return Response(data, content_type=XLSX, headers=headers)


@blueprint.app_template_global("workbook_address")
def workbook_address(study: str, where: Mapping[str, Sequence[str]]) -> str:
    """The address of the workbook of one study under filters, `so_far` among them; "" for who may not take it."""
    return _address(where, study=study) if g.member.may("take_workbook") else ""


def _page(problem: str = "") -> str:
    found = studies.studies(session(), g.member)
    waiting = {each.key for each in found if progress.tally_hidden(session(), g.member, each)}
    address = partial(_address, {} if problem else _where())
    return render_template("downloads/listing.html", studies=found, waiting=waiting, address=address, problem=problem)


def _where() -> filters.Chosen:
    return {name: codes for name, codes in filters.chosen(request.args).items() if name not in NOT_FILTERS}


def _address(where: Mapping[str, Sequence[str]], **values: str) -> str:
    """The address of the workbook, under the filters `where`."""
    filtered = [(name, code) for name, codes in where.items() for code in codes]
    query = urlencode([*filtered, *values.items()])
    return url_for("downloads.workbook", project=g.member.project_key) + (f"?{query}" if query else "")
