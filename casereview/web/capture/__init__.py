"""Capture: the case list, the live form, its check page, setting cases aside, the history. One module a page."""

from flask import Blueprint

blueprint = Blueprint("capture", __name__)

from casereview.web.capture import adding, answers, aside, check, done, history, listing, removing, review, risk  # noqa: E402, F401
