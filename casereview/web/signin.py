"""Signing in by a one-time link, and signing out. There are no passwords.

Opening a link shows a button; only the button uses the link up, so that a mail scanner that opens it burns nothing.
"""

from flask import Blueprint, jsonify, redirect, render_template, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from casereview.store import people
from casereview.store.errors import NotFound
from casereview.web.access import public, signed_in
from casereview.web.database import writing

blueprint = Blueprint("signin", __name__)


@blueprint.get("/sign-in")
@public
def ask() -> str:
    """How to get a link."""
    return render_template("signin/ask.html")


@blueprint.get("/sign-in/<token>")
@public
def offer(token: str) -> str:
    """The button. Looks nothing up, so that nobody learns from it whether a link is good."""
    return render_template("signin/offer.html", token=token)


@blueprint.post("/sign-in/<token>")
@public
def redeem(token: str) -> Response | tuple[str, int]:
    """Uses the link up and starts a session."""
    try:
        with writing() as session:
            fresh = people.redeem_link(session, token)
    except NotFound:
        return render_template("signin/spent.html"), 410
    cookie.clear()
    cookie["token"] = fresh
    return redirect(url_for("projects.listing"))


@blueprint.post("/stay-signed-in")
@signed_in
def stay() -> Response:
    """Counts as use, as every page does, and says for how many seconds the session now lasts."""
    with writing() as session:
        people.touch_session(session, cookie["token"])
        return jsonify(seconds=min(people.seconds_left(session, cookie["token"])))


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """Ends the session on the server, so that a copy of the cookie opens nothing."""
    token = cookie.get("token")
    if token:
        with writing() as session:
            people.end_session(session, token)
    cookie.clear()
    return redirect(url_for("signin.ask"))
