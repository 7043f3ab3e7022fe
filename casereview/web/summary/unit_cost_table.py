"""The unit cost table as a whole: pasted from a spreadsheet, all lines or none, and taken away as CSV."""

import csv
from io import StringIO

from flask import Response, flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response as Answer

from casereview.store.errors import Refused
from casereview.store.unit_costs import add_unit_cost, change_unit_cost, items_needed, unit_costs
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.summary.blueprint import Problems, blueprint, to
from casereview.web.summary.unit_cost_typed import COLUMNS, Typed, pasted
from casereview.web.summary.unit_costs import WHERE
from exports.finding_csv import BOM, safe


@blueprint.get(f"{WHERE}/paste")
@allowed("edit_summary")
def paste_form(project: str) -> str:
    """The box to paste into, with the columns it takes."""
    return _page("", [])


@blueprint.post(f"{WHERE}/paste")
@allowed("edit_summary")
def paste(project: str) -> Answer | tuple[str, int]:
    """Adds or changes every line, or none: a price that stands becomes its next version."""
    text = request.form.get("table", "")
    try:
        written = in_writing(lambda opened: _write(opened, text))
    except Refused as error:
        return _page(text, [{"text": str(error), "href": "#table"}]), 422
    flash(f"{written} {'price is' if written == 1 else 'prices are'} saved.")
    return redirect(to("unit_costs"))


@blueprint.get(f"{WHERE}.csv")
@allowed("see_summary")
def unit_costs_csv(project: str) -> Response:
    """The table as CSV, in the columns that can be pasted back."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in unit_costs(session(), g.member):
        typed = Typed.standing(row)
        writer.writerow([safe(getattr(typed, name)) for name in COLUMNS])
    name = f"{g.member.project_key}-unit-costs.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(BOM + out.getvalue(), mimetype="text/csv", headers=headers)


def _write(opened: Session, text: str) -> int:
    lines = pasted(text, items_needed(opened, g.member))
    for typed in lines:
        read = typed.read()
        standing = next((each for each in unit_costs(opened, g.member) if _same(each.item, each.label, typed)), None)
        if standing is None:
            add_unit_cost(opened, g.member, read)
        else:
            change_unit_cost(opened, g.member, standing, read, expected_version=standing.version)
    return len(lines)


def _same(item: str, label: str, typed: Typed) -> bool:
    return item == typed.item if typed.item else label.casefold() == typed.label.casefold()


def _page(text: str, problems: Problems) -> str:
    return render_template("summary/unit_cost_paste.html", text=text, problems=problems, columns=COLUMNS, to=to)
