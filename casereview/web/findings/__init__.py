"""The findings of a study: the page, one finding broken down, the cases behind a number, pictures and data to take."""

from casereview.web.findings import breakdown, cases, downloads, page
from casereview.web.findings.blueprint import blueprint

__all__ = ["blueprint", "breakdown", "cases", "downloads", "page"]
