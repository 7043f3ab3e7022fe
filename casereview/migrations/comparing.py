"""How models and database are compared, for a new migration and for the test that finds drift."""

from typing import Any

from casereview.database import UTCDateTime


def render_item(kind: str, thing: Any, _context: Any) -> str | bool:
    """Our own column type as plain SQLAlchemy, so that old migrations do not depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UTCDateTime) else False


OPTIONS: dict[str, Any] = {"render_as_batch": True, "compare_type": True, "render_item": render_item}
