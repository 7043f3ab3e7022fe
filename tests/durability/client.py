"""A client that types into one case over HTTP, and keeps its own journal of what the server said was saved."""

import http.client
import itertools
import json
import re
import secrets
import threading
from typing import Any
from urllib.parse import urlencode

Answer = tuple[int, str, dict[str, str]]
HIDDEN = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')


class Client(threading.Thread):
    """Signs in, then saves one answer after the other, and submits now and then, until told to stop."""

    def __init__(self, port: int, sign_in: str, form: str):
        super().__init__(daemon=True)
        self.port, self.sign_in, self.form = port, sign_in, form
        self.cookie, self.token = "", ""
        self.connection: http.client.HTTPConnection | None = None
        self.versions: dict[str, int] = {"why": 0, "area": 1}
        self.saved: dict[str, tuple[int, str]] = {}  # the journal: by ref, the version and text last acknowledged
        self.submissions = self.acknowledged = self.interrupted = 0
        self.surprises: list[str] = []
        self.ready, self.stop = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            self.begin()
            self.ready.set()
            for number in itertools.count():
                if self.stop.is_set():
                    return
                self.save("why", f"text {number} of {self.form}")
                self.save("area", ("south", "north")[number % 2])
                if number % 10 == 9:
                    self.submit()
        except Exception as error:
            self.surprises.append(repr(error))
            self.ready.set()
        finally:
            self._hang_up()

    def begin(self) -> None:
        """Signs in by the link and reads the token of the form."""
        self.post(self.sign_in, self.fields(self.sign_in))
        self.token = self.fields(self.form)["csrf_token"]

    def fields(self, path: str) -> dict[str, str]:
        """The hidden fields of a page, its token among them."""
        status, page, _ = self.ask("GET", path)
        if status != 200:
            self.surprises.append(f"{path} answered {status}")
        return dict(HIDDEN.findall(page))

    def save(self, ref: str, text: str) -> None:
        """Saves one answer under a key of its own, sent again until it is answered, as the page does."""
        sent = {"ref": ref, "values": [text], "other": "", "version": self.versions[ref]}
        sent["client_key"] = secrets.token_hex(16)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token}
        status, body, _ = self.ask("POST", f"{self.form}/answers", json.dumps(sent), headers)
        said: dict[str, Any] = json.loads(body) if body.startswith("{") else {}
        self.versions[ref] = said.get("version", self.versions[ref])
        if status == 200:
            self.saved[ref] = (said["version"], text)
            self.acknowledged += 1
        else:
            self.saved.pop(ref, None)
            self.surprises.append(f"{ref}: {status} {body[:200]}")

    def submit(self) -> None:
        """Submits the case from its check page."""
        status, _, _ = self.post(f"{self.form}/check", self.fields(f"{self.form}/check"))
        if status == 302:
            self.submissions += 1
        else:
            self.surprises.append(f"submitting answered {status}")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Posts a form."""
        return self.ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
        """Sends it until there is an answer. `interrupted` counts the requests that got none at first."""
        for attempt in itertools.count():
            try:
                return self._once(method, path, body, headers or {})
            except (OSError, http.client.HTTPException):
                self.interrupted += attempt == 0
                self._hang_up()
                if self.stop.wait(0.05):
                    raise
        raise AssertionError("itertools.count ends never")

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def _once(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.request(method, path, body.encode(), {**headers, "Cookie": self.cookie})
        response = self.connection.getresponse()
        for each in response.headers.get_all("Set-Cookie") or []:
            self.cookie = each.partition(";")[0]
        return response.status, response.read().decode(), dict(response.headers)
