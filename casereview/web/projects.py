"""The list of projects, a project's home, and its colour."""

from flask import Blueprint, Response, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from casereview.store import projects
from casereview.web import home as home_page
from casereview.web.access import allowed, public
from casereview.web.colour import is_colour
from casereview.web.database import session

blueprint = Blueprint("projects", __name__)


@blueprint.get("/")
@public
def listing() -> str | Answer:
    """The projects of the person; the way in for anybody else."""
    if g.person is None:
        return redirect(url_for("signin.ask"))
    return render_template("projects/list.html", projects=projects.projects_of(session(), g.person.id))


@blueprint.get("/p/<project>")
@allowed("see_project")
def home(project: str) -> str:
    """What stands where, and the one obvious next step."""
    return render_template("projects/home.html", home=home_page.of_project(session(), g.member))


@blueprint.get("/p/<project>/colour.css")
@allowed("see_project")
def colour(project: str) -> Response:
    """The project's colour, as the one property the style sheet builds on."""
    value = projects.project(session(), g.member).colour
    return Response(f":root {{ --brand: {value}; }}\n" if is_colour(value) else "", mimetype="text/css")
