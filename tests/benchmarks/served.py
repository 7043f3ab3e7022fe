"""The application on the demonstration, called without a network: only the server's own CPU time is measured."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app
from casereview import database
from casereview.demo.load import load
from casereview.models import Person
from casereview.store import people

FACILITATOR = "facilitator@example.org"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Served:
    """The application with somebody signed in."""

    def __init__(self, app: Flask, file: Path):
        self.app, self.file, self.cookie, self.token = app, file, "", ""
        self.engine: Engine = app.extensions.get("engine")

    def ask(self, path: str, *, method: str = "GET", **more: Any) -> tuple[float, str]:
        """CPU seconds of one request, and the page. Raises AssertionError for an error page."""
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token, "Accept": "text/html,application/json"}
        environ = EnvironBuilder(path, method=method, headers=headers, **more).get_environ()
        began = time.process_time()
        body, status, answered = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        page = b"".join(body)
        spent = time.process_time() - began
        assert int(status.split()[0]) < 400, (path, status, page[:500])
        self.cookie = next((each.partition(";")[0] for each in answered.getlist("Set-Cookie")), self.cookie)
        return spent, page.decode("utf-8", "replace")

    def sign_in(self) -> None:
        """By a one-time link, as everybody does."""
        with database.write(self.engine) as session:
            person = session.exec(select(Person).where(Person.email == FACILITATOR)).one()
            link = f"/sign-in/{people.issue_link(session, person)}"
        self.read_token(link)
        self.ask(link, method="POST", data={"csrf_token": self.token})

    def read_token(self, path: str) -> None:
        """The token of the page at `path`."""
        found = TOKEN.search(self.ask(path)[1])
        assert found is not None
        self.token = found[1]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Straight to the database."""
        with database.write(self.engine) as session:
            yield session


@contextmanager
def served() -> Iterator[Served]:
    """The demonstration in a folder of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "measured.db"
        engine = database.make_engine(f"sqlite:///{file}")
        database.migrate(engine)
        with database.write(engine) as session:
            load(session)
        engine.dispose()
        made = Served(create_app({"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": "for measuring"}), file)
        made.sign_in()
        yield made
        made.engine.dispose()
