"""A real Chromium on a real server. Without Chromium these tests are skipped by name; with CI=true they fail.

`page` fails the test on any Content Security Policy message, on any error of a script and on any answer of 500 or more.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from casereview import database
from casereview.access import operator
from casereview.store import people
from tests.conftest import emptied

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first works half as hard
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PROJECTOR = {"width": 1920, "height": 1080}
ALLOWED_VIOLATIONS: set[str] = set()  # stays empty

DELAY = float(os.environ.get("BROWSER_DELAY", "0"))  # seconds before each answer: finds the tests that do not wait

expect.set_options(timeout=10_000)  # ms; a busy machine is no fault

OpenAs = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test here `browser`; a missing Chromium is named in the reason."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(params=["sqlite"])
def either_url(request: pytest.FixtureRequest) -> str:
    """To most of what a browser does the database makes no difference: SQLite. The journeys ask for both."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("database_url"))
    return emptied(request.getfixturevalue("postgres")).url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the run."""
    assert CHROMIUM, "CI must have Chromium"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


def whole(app: Flask) -> Callable[[Any, Any], list[bytes]]:
    """The application with each answer read to its end before it is sent, `DELAY` seconds late.

    The development server forgets to close a file where the browser leaves in the middle of it.
    """

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        time.sleep(DELAY)
        with closing(app(environ, start_response)) as parts:  # type: ignore[type-var]
            return list(parts)

    return answer


class Handler(WSGIRequestHandler):
    """Gives up a connection on which the browser asks for nothing, so that the server can wait for its threads."""

    timeout = 5  # seconds


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application of the test is served, until its last answer: a late one would meet the next test."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True, request_handler=Handler)
    server.daemon_threads = False  # type: ignore[attr-defined]  # `server_close` waits for them
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def watched() -> Iterator[list[str]]:
    """What went wrong on any page of the test; must be empty at its end."""
    found: list[str] = []
    yield found
    assert not found, "\n".join(found)


def watch(page: Page, found: list[str]) -> None:
    """Adds to `found` what no page may do."""

    def console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            found.append(f"{page.url}: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("response", lambda r: found.append(f"{r.url}: {r.status}") if r.status >= 500 else None)


@pytest.fixture
def context_of(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """`context_of(viewport=PHONE, javascript=False, ...)`: a browser of its own on the server."""
    opened: list[BrowserContext] = []

    def make(viewport: dict[str, int] = LAPTOP, javascript: bool = True, **more: object) -> BrowserContext:
        context = browser.new_context(
            base_url=address,
            viewport=viewport,
            java_script_enabled=javascript,
            **more,  # type: ignore[arg-type]
        )
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page_as(app: Flask, address: str, context_of: Callable[..., BrowserContext], watched: list[str]) -> OpenAs:
    """`page_as("facilitator", "reviewer", project="riverside", viewport=PHONE)`: a page signed in with these roles."""

    def signed_in(*roles: str, project: str = "riverside", email: str = "", **more: object) -> Page:
        with database.write(app.extensions["engine"]) as session:
            person = people.add_person(session, email=email or f"{'-'.join(roles)}@example.org")
            for role in roles:
                people.grant(session, operator(session, project), person, role)
            token = people.issue_link(session, person)
        context = context_of(**more)
        context.add_cookies([session_cookie(app, token, address)])  # type: ignore[list-item]
        page = context.new_page()
        watch(page, watched)
        page.goto("/")
        return page

    return signed_in


def session_cookie(app: Flask, token: str, address: str) -> dict[str, str]:
    """The cookie of somebody who has signed in with this link, as the browser keeps it."""
    client = app.test_client()
    client.post_form(f"/sign-in/{token}")  # type: ignore[attr-defined]
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return {"name": cookie.key, "value": cookie.value, "url": address}


@pytest.fixture
def page(page_as: OpenAs) -> Page:
    """A laptop signed in as facilitator and administrator of `riverside`."""
    return page_as("facilitator", "administrator")


@pytest.fixture
def anonymous(context_of: Callable[..., BrowserContext], watched: list[str]) -> Page:
    """A laptop that is not signed in."""
    made = context_of().new_page()
    watch(made, watched)
    return made


def axe(page: Page) -> None:
    """Fails with every accessibility violation axe finds on the page as it stands."""
    results = Axe().run(page)
    violations = [v for v in results.response["violations"] if v["id"] not in ALLOWED_VIOLATIONS]
    words = [f"{v['id']} ({v['impact']}): {v['help']}\n  {v['nodes'][0]['html']}" for v in violations]
    assert not words, f"{page.url}\n" + "\n".join(words)


def no_sideways_scrolling(page: Page) -> None:
    """Fails where the page is wider than its window. A page that is on its way is waited for by its caller."""
    page.wait_for_load_state("load")
    page.locator("h1").first.wait_for(state="attached")
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"{page.url} is {wide} wide in a window of {window}"


@pytest.fixture(name="axe")
def axe_fixture() -> Callable[[Page], None]:
    """`axe(page)`: the page has no accessibility violation that axe can find."""
    return axe


@pytest.fixture(name="no_sideways_scrolling")
def no_sideways_scrolling_fixture() -> Callable[[Page], None]:
    """`no_sideways_scrolling(page)`."""
    return no_sideways_scrolling
