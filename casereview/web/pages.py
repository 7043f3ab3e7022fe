"""Pages that say what Casereview is, what it keeps and how far it is accessible."""

from flask import Blueprint, render_template

from casereview.web.access import public

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
@public
def about() -> str:
    """What it is and how a review runs."""
    return render_template("pages/about.html")


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """What is kept, where, and for whom."""
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """What works, what we know does not."""
    return render_template("pages/accessibility.html")
