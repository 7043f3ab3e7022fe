"""What the page frame needs on every page: who is signed in, the project, and the links they may follow."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import Flask, current_app, g, request, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from casereview.models import Project, Study
from casereview.store import projects, studies, surveys
from casereview.web.database import session


@dataclass(frozen=True)
class Place:
    """One link of the navigation. It shows where the page exists and the member may open it."""

    text: str
    rule: str
    action: str
    needs: str = ""  # what the instrument of the study must have
    unless: str = ""  # the action of those who have no need of it
    survey: bool | None = None  # only where people answer about themselves, or (False) only where they do not


PLACES = (
    Place("Project home", "/p/<project>", "see_project"),
    Place("Workshops", "/p/<project>/<study>/workshops", "see_project", survey=False),
    Place("Your cases", "/p/<project>/<study>/queue", "enter_cases", unless="see_all_cases", survey=False),
    Place("Case list", "/p/<project>/<study>/cases", "see_cases", survey=False),
    Place("Survey", "/p/<project>/<study>/survey", "see_surveys", survey=True),
    Place("Coding", "/p/<project>/<study>/coding", "code_text", "coded"),
    Place("Findings", "/p/<project>/<study>/findings", "see_findings"),
    Place("Gap map", "/p/<project>/<study>/gap-map", "see_gap_map", "gap_map"),
    Place("Summary", "/p/<project>/summary", "see_summary"),
    Place("Take away", "/p/<project>/take-away", "take_workbook"),
)


def current_project() -> Project | None:
    """The project of the page, once the guard has let its member in."""
    return projects.project(session(), g.member) if g.get("member") else None


def current_study(member: Any) -> Study | None:
    """The study of the page, or else the project's first one."""
    key = (request.view_args or {}).get("study")
    found = [study for study in studies.studies(session(), member) if key in (None, study.key)]
    return found[0] if found else None


def navigation() -> list[dict[str, Any]]:
    """The links across the top, in the shape of GOV.UK's service navigation."""
    member = g.get("member")
    if member is None:
        return []
    study = current_study(member)
    links = []
    for place in PLACES:
        needs_study = "<study>" in place.rule
        if not member.may(place.action) or (needs_study and study is None):
            continue
        if place.unless and member.may(place.unless):
            continue
        if place.needs and study and not getattr(studies.instrument_of(session(), study), place.needs):
            continue
        if place.survey not in (None, study is not None and surveys.is_survey(session(), study)):
            continue
        href = place_url(place.rule, study.key if study and needs_study else "")
        if href:
            links.append({"text": place.text, "href": href, **_here(href)})
    return links


def place_url(rule: str, study: str = "") -> str:
    """The address of a page of the current project by its rule; "" where there is no such page or no right to it."""
    place = next((each for each in PLACES if each.rule == rule), None)
    endpoint = _endpoints(current_app._get_current_object()).get(rule)  # type: ignore[attr-defined]
    if endpoint is None or (place and not g.member.may(place.action)):
        return ""
    values: dict[str, Any] = {"study": study} if study else {}
    return url_for(endpoint, project=g.member.project_key, **values)


def _here(href: str) -> dict[str, bool]:
    """Whether the page is the link's own, or one below it."""
    if request.path == href:
        return {"current": True}
    below = request.path.startswith(href + "/") and href.count("/") > 2
    return {"active": True} if below else {}


@cache
def _endpoints(app: Flask) -> dict[str, str]:
    return {rule.rule: rule.endpoint for rule in app.url_map.iter_rules()}


def in_words(day: date | datetime | None) -> str:
    """Thursday 26 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def short_date(day: date | datetime | None) -> str:
    """26 November 2026."""
    return f"{day.day} {day:%B %Y}" if day else ""


def register(app: Flask) -> None:
    """Finds GOV.UK's macros; gives templates `navigation()`, `current_project()`, `place_url()` and date filters."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.create_global_jinja_loader(), govuk])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(navigation=navigation, current_project=current_project, place_url=place_url)
    app.jinja_env.filters.update(in_words=in_words, short_date=short_date)
