"""A survey as its facilitator runs it: set up, code and link, open and close, and what the room's screen shows."""

from casereview.web.surveys import heard, invitations, links, room, running, terms
from casereview.web.surveys.blueprint import blueprint

__all__ = ["blueprint", "heard", "invitations", "links", "room", "running", "terms"]
