"""The summary: what the director sees; cited figures; opportunities; the order of headlines and chapters."""

from casereview.web.summary import cited, opportunities, order, page
from casereview.web.summary.blueprint import blueprint

__all__ = ["blueprint", "cited", "opportunities", "order", "page"]
