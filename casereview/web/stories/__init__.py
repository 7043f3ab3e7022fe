"""Case stories: the list, writing with its events, the check, reading. One module a page."""

from casereview.web.stories import checking, events, history, listing, reading, removing, taking, writing  # noqa: F401
from casereview.web.stories.place import blueprint

__all__ = ["blueprint"]
