"""A client that checks every page it is shown, follows the rules a browser follows, and posts with a token."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web import pages


class CheckingClient(FlaskClient):
    """Every HTML response goes through `pages.check`. `post_form` posts as a browser would, with the page's token."""

    token = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes files that are served
        response = super().open(*args, **kwargs)
        if response.request.path.startswith("/sign-") and response.status_code == 302:
            self.token = ""  # another session: the old token is worth nothing
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308) and response.data:
            self.page = pages.check(response.text)
            self._remember_token()
        return response

    def _remember_token(self) -> None:
        field = self.page.find("input", attrs={"name": "csrf_token"})
        if field is not None:
            self.token = str(field["value"])

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
