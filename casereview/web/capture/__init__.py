"""Capture: the case list, the live form, its check page, setting cases aside, the history. One module a page."""

from flask import Blueprint

blueprint = Blueprint("capture", __name__)

from casereview.web.capture import (  # noqa: E402
    adding,  # noqa: F401
    answers,  # noqa: F401
    aside,  # noqa: F401
    changing,  # noqa: F401
    check,  # noqa: F401
    done,  # noqa: F401
    history,  # noqa: F401
    lasting,  # noqa: F401
    listing,  # noqa: F401
    pasting,  # noqa: F401
    removing,  # noqa: F401
    review,  # noqa: F401
    reviews,  # noqa: F401
    risk,  # noqa: F401
)
