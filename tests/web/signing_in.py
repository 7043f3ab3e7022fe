"""A client that checks every page it is shown, follows the rules a browser follows, and posts with a token."""

import re
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web import pages

TOKEN = re.compile(r'name="csrf_token" (?:type="hidden" )?value="([^"]+)"')
sound: set[int] = set()  # pages, without their token, that were checked before in this run


class CheckingClient(FlaskClient):
    """Every HTML response goes through `pages.check`. `post_form` posts as a browser would, with the page's token."""

    token = ""
    html = ""
    parsed: BeautifulSoup | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes files that are served
        response = super().open(*args, **kwargs)
        if response.request.path.startswith("/sign-") and response.status_code == 302:
            self.token = ""  # another session: the old token is worth nothing
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308) and response.data:
            self._look(response.text)
        return response

    def _look(self, html: str) -> None:
        """Checks the page, unless the very same one was checked before, and remembers its token."""
        self.html = html
        seen = hash(TOKEN.sub("", html))
        self.parsed = None if seen in sound else pages.check(html)
        sound.add(seen)
        if found := TOKEN.search(html):
            self.token = found[1]

    @property
    def page(self) -> BeautifulSoup:
        """The last page shown, parsed."""
        if self.parsed is None:
            self.parsed = pages.parse(self.html)[0]
        return self.parsed

    def see(self, path: str, status: int = 200) -> BeautifulSoup:
        """The page at `path`, parsed. Fails unless it answers `status`."""
        response = self.get(path)
        assert response.status_code == status, f"{path} answered {response.status_code}, not {status}"
        return self.page

    def post_form(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Posts `data` with the token of the last page that had one (or of the sign-in page)."""
        if not self.token:
            self.get("/sign-in/anything")
        return self.post(path, data={"csrf_token": self.token, **(data or {})}, **kwargs)
