"""The blueprint that the views of this folder hang on, and what all their answers have in common."""

import gzip

from flask import Blueprint, Response, abort, render_template, request

from casereview.store.errors import NotFound

blueprint = Blueprint("phone", __name__)
WORTH_IT = 600  # bytes


@blueprint.before_request
def own_site() -> None:
    """Refuses a post that another site made a browser send."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)


@blueprint.errorhandler(NotFound)
def no_survey(error: NotFound) -> tuple[str, int]:
    """A link that leads nowhere: mistyped, replaced, of a survey not open. They look the same."""
    return render_template("phone/unknown.html"), 404


@blueprint.after_request
def squeezed(response: Response) -> Response:
    """Compresses the page: a phone may be on a slow line. Nothing secret stands in it beside what was typed."""
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    if not accepted or response.direct_passthrough or len(response.data) < WORTH_IT:
        return response
    response.data = gzip.compress(response.data, 6, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    return response
