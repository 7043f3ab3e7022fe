"""The map, one cell of it, and the map as CSV."""

from flask import Response, g, render_template

from casereview.gap_map import wording
from casereview.gap_map.mapping import STATES
from casereview.gap_map.naming import ANYWHERE
from casereview.store import directory, projects
from casereview.store.errors import NotFound
from casereview.store.gap_maps import gap_map
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.gap_map.place import ALL, ROOT, blueprint, look


@blueprint.get(ROOT)
@allowed("see_gap_map")
def page(project: str, study: str) -> str:
    """The map; before there are answers or a directory, what to do for it."""
    here = look(session(), study)
    drawn = gap_map(session(), g.member, here.study)
    return render_template(
        "gap_map/page.html", here=here, study=here.study, drawn=drawn, words=wording, states=STATES,
        columns=(*drawn.places, (ANYWHERE, wording.IN_ALL)), demo=projects.project(session(), g.member).demo,
    )  # fmt: skip


@blueprint.get(f"{ROOT}/cells/<outcome>/<place>")
@allowed("see_gap_map")
def cell(project: str, study: str, outcome: str, place: str) -> str:
    """The services behind one cell: those there, by how many named; those named that the directory has elsewhere."""
    here = look(session(), study)
    drawn = gap_map(session(), g.member, here.study)
    found = drawn.cells.get((outcome, ANYWHERE if place == ALL else place))
    if found is None:
        raise NotFound
    rows = {row.public_id: row for row in directory.entries(session(), g.member)}
    return render_template(
        "gap_map/cell.html", here=here, study=here.study, cell=found, words=wording, rows=rows,
        outcome=dict(drawn.outcomes)[outcome], place=wording.title_of(found.place, drawn.places),
    )  # fmt: skip


@blueprint.get(f"{ROOT}/map.csv")
@allowed("see_gap_map")
def numbers(project: str, study: str) -> Response:
    """The map as CSV, one line a cell."""
    from exports.gap_map_csv import gap_map_csv

    here = look(session(), study)
    title = projects.project(session(), g.member).title
    text = gap_map_csv(gap_map(session(), g.member, here.study), f"{title}: {here.study.title}", here.units)
    headers = {"Content-Disposition": f'attachment; filename="{study}-gap-map.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)
