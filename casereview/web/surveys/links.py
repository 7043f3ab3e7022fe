"""Links as they are given out: on a page that is shown once, as a file for a mail merge, as slips to print.

The server keeps no link, so the page sends them back for its file and its slips. Each is checked against its hash.
"""

import json
from dataclasses import asdict

from flask import Response, g, render_template, request, url_for

from casereview.models import Study, Survey
from casereview.store.invitations import Issued, listing
from casereview.store.survey_links import hash_of
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.downloads import XLSX
from casereview.web.surveys.blueprint import STUDY, blueprint, only_here, qr, survey_here

Answer = str | Response | tuple[str, int]


def given_out(study: Study, survey: Survey, issued: list[Issued]) -> str:
    """The page of links that have just been made."""
    sent_back = json.dumps([asdict(each) for each in issued])
    links = [(each, _link(each)) for each in issued]
    return render_template(
        "surveys/links.html",
        study=study, survey=survey, links=links, sent_back=sent_back, only_here=only_here(request.host),
    )  # fmt: skip


@blueprint.post(f"{STUDY}/survey/invitations/given-out")
@allowed("run_surveys")
def give_out(project: str, study: str) -> Answer:
    """The links on the page as a workbook, as CSV, or as slips with a QR code each."""
    found, survey = survey_here(study)
    issued = _sent_back(survey)
    if not issued:
        return render_template("surveys/links.html", study=found, survey=survey, links=[], sent_back=""), 422
    if request.form.get("as") == "slips":
        slips = [(each, _link(each), qr(_link(each))) for each in issued]
        return render_template("surveys/slips.html", study=found, survey=survey, slips=slips)
    return _file(found, [(each.label, each.team, _link(each)) for each in issued], request.form.get("as", ""))


def _file(study: Study, rows: list[tuple[str, str, str]], kind: str) -> Response:
    from exports.links import links_csv, links_xlsx

    as_csv = kind == "csv"
    data = links_csv(rows).encode() if as_csv else links_xlsx(rows, title=study.title)
    name = f"{g.member.project_key}-{study.key}-links.{'csv' if as_csv else 'xlsx'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, content_type="text/csv; charset=utf-8" if as_csv else XLSX, headers=headers)


def _sent_back(survey: Survey) -> list[Issued]:
    """The links that came back with the form, as far as they are links of this survey that still work."""
    standing = {each.token_hash: each for each in listing(session(), g.member, survey)}
    try:
        tokens = [str(each["token"]) for each in json.loads(request.form.get("links", "[]"))]
    except (ValueError, TypeError, KeyError):
        return []
    found = [(standing.get(hash_of(token)), token) for token in tokens]
    return [Issued(row.label, row.team, token) for row, token in found if row is not None]


def _link(each: Issued) -> str:
    return url_for("phone.start", token=each.token, _external=True)
