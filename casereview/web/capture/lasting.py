"""How long the session of this browser still lasts, for the warning on every page that is typed into."""

from typing import Any

from flask import session as cookie

from casereview.store import people
from casereview.web.capture import blueprint
from casereview.web.database import session

USED = int((people.IDLE - people.SEEN_EVERY).total_seconds())  # what a save makes sure of


@blueprint.context_processor
def lasting() -> dict[str, dict[str, Any]]:
    """Seconds to the end as it is now, after a save, and at the longest."""
    left = people.seconds_left(session(), cookie.get("token", ""))
    return {"lasting": {"seconds": min(left), "idle": USED, "longest": left[1]}}
