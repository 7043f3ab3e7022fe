"""Coding: contributions typed live, texts read one at a time, readings settled, quotes and figures picked."""

from casereview.web.coding import contributions, overview, quoting, reading, settling  # noqa: F401 - their routes
from casereview.web.coding.place import blueprint

__all__ = ["blueprint"]
