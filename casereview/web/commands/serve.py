"""`flask serve`: migrates the database, loads the demo where there is nothing, serves, and prints the way in."""

import socket
import sys
from errno import EADDRNOTAVAIL
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlmodel import col, select

from casereview import database
from casereview.models import Person, Project
from casereview.store import people
from casereview.web import assets, precompress
from casereview.web.commands.words import FLASK, WINDOWS, in_words

THREADS = 32
HERE = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
DEMO_PERSON = "facilitator@example.org"


@click.command("serve")
@click.option("--host", default=HERE, show_default=True, help="0.0.0.0 lets other machines on the network in.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
@with_appcontext
@in_words
def serve(host: str, port: int, no_demo: bool) -> None:
    """Serve Casereview: one process, many threads."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    claim(host, port)
    database.migrate(app.extensions["engine"])
    if not no_demo:
        load_demo(app)
    precompress.static(app)
    assets.scan(app)
    click.echo(welcome(host, port, sign_in_token(app)))
    run(app, host, port)


def claim(host: str, port: int) -> None:
    """Says so in words where the port is taken, before anything else is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ValueError(f"Cannot serve at {host}:{port} ({error.strerror}). {_instead(error, port)}") from error


def _instead(error: OSError, port: int) -> str:
    """What to try: another port where this one cannot be had, otherwise another host."""
    if isinstance(error, socket.gaierror) or error.errno == EADDRNOTAVAIL:
        return "The host is 127.0.0.1, 0.0.0.0 (every network) or an address of this machine."
    return f"Try: {FLASK} serve --port {port + 1}" if WINDOWS else f"Try: PORT={port + 1} make run"


def load_demo(app: Flask) -> None:
    """Runs `flask demo` where there is such a command and no project yet."""
    with database.read(app.extensions["engine"]) as session:
        empty = session.exec(select(Project.id).limit(1)).first() is None
    demo = app.cli.commands.get("demo")
    if empty and demo is not None:
        demo.main(args=[], standalone_mode=False, obj=click.get_current_context().obj)


def sign_in_token(app: Flask) -> str:
    """A one-time link for the demo's facilitator, or for the first person there is; "" where there is nobody."""
    with database.write(app.extensions["engine"]) as session:
        preferred = col(Person.email) != DEMO_PERSON  # false sorts first
        everybody = select(Person).where(col(Person.disabled_at).is_(None)).order_by(preferred, col(Person.id))
        person = session.exec(everybody.limit(1)).first()
        return people.issue_link(session, person) if person else ""


def welcome(host: str, port: int, token: str) -> str:
    """What stands on the terminal: the address, the way in, and how to reach it from a phone."""
    address = reached_at(host, port)
    lines = ["", f"  Casereview is at  {address}"]
    if token:
        lines += ["", "  Sign in once with this link:", f"  {address}/sign-in/{token}"]
    else:
        lines += [
            "",
            "  Nobody can sign in yet:",
            f"  {FLASK} user add you@example.org --project KEY --role facilitator",
        ]
    return "\n".join([*lines, "", *_phones(host, port), "", "  Stop it with Ctrl+C. What is saved stays saved.", ""])


def reached_at(host: str, port: int | str) -> str:
    """The address to give people. Where everybody is let in it is the one on the network: pages make their links and
    QR codes from the address they were opened at, and no phone can follow 127.0.0.1."""
    shown = (own_address() or HERE) if host in EVERYWHERE else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _phones(host: str, port: int) -> list[str]:
    if host not in EVERYWHERE:
        return [f"  To let phones on the same network in:  {again(EVERYWHERE[0])}"]
    if not own_address():
        return ["  This machine is on no network now. Once it is, stop this and start it again for its address."]
    return [f"  Phones on the same network reach it there too. Should it not open here:  http://{HERE}:{port}"]


def again(host: str) -> str:
    """How to serve at another host, as it can be pasted: there is no make on Windows."""
    return f"{FLASK} serve --host {host}" if WINDOWS else f"HOST={host} make run"


def own_address() -> str:
    """This machine's address on its network (asks the routing table; nothing is sent); "" where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def run(app: Flask, host: str, port: int) -> None:
    """Gunicorn with one process and many threads; waitress where there is no gunicorn (Windows)."""
    if sys.platform != "win32" and find_spec("gunicorn"):
        _gunicorn(app, host, port)
    else:
        import_module("waitress").serve(app, host=host, port=port, threads=THREADS, connection_limit=500)


def _gunicorn(app: Flask, host: str, port: int) -> None:
    base: Any = import_module("gunicorn.app.base")

    class Server(base.BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _settings(host, port).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    app.extensions["engine"].dispose()  # connections are not carried across the fork
    Server().run()


def _settings(host: str, port: int) -> dict[str, Any]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "bind": address,
        "workers": 1,
        "threads": THREADS,
        "worker_class": "gthread",
        "graceful_timeout": 5,
        "loglevel": "warning",
        "control_socket_disable": True,
    }


commands: list[click.Command] = [serve]
