"""Who may open a page. Every view carries exactly one guard, and a test fails for a view without one.

`@public`: anybody. `@respondent`: anybody, and nobody looks who. `@signed_in`: anybody with a session.
`@allowed("see_cases")`: a member of `<project>` who may.
An outsider and a project that does not exist get the same 404; a member without the right gets a 403 that says so.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, request
from flask import session as cookie

from casereview import access
from casereview.database import DatabaseBusy
from casereview.store import people
from casereview.web.database import again, session, writing

View = Callable[..., Any]


def public(view: View) -> View:
    """For pages that hold no data: marks the view as looked at."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def respondent(view: View) -> View:
    """For pages of anonymous respondents: public, and nobody looks who is signed in, not even to note that they are."""
    view.respondent = True  # type: ignore[attr-defined]
    return public(view)


def signed_in(view: View) -> View:
    """For pages of a person rather than of a project."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.person is None:
            abort(401)
        return view(*args, **kwargs)

    guarded.guard = "signed_in"  # type: ignore[attr-defined]
    return guarded


def allowed(action: str) -> Callable[[View], View]:
    """For pages of a project: `action` is a line of permissions.toml. Sets `g.member`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, project: str, **kwargs: Any) -> Any:
            g.member = member_of(project)
            if not g.member.may(action):
                abort(403)
            return again(lambda: view(*args, project=project, **kwargs))

        guarded.guard = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def member_of(project: str) -> access.Member:
    """The signed-in person as a member of `project`. 401 when nobody is signed in, 404 for everybody else."""
    if g.person is None:
        abort(401)
    member = access.member_of(session(), g.person.id, project)
    return member or abort(404)


def load_person() -> None:
    """Finds who is signed in by the token in the cookie; a session that has ended is nobody."""
    g.person = None
    g.member = None
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "respondent", False):
        return
    token = cookie.get("token")
    if not token:
        return
    found = people.signed_in(session(), token)
    if found is None:
        return
    g.person, browser = found
    if people.touch_due(browser):
        with suppress(DatabaseBusy), writing() as open_session:  # the next page will do it
            people.touch_session(open_session, token)


def register(app: Flask) -> None:
    """Finds the person before every request."""
    app.before_request(load_person)
