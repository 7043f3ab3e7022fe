"""The HTTP edge: one blueprint for each job. A new one is a line in BLUEPRINTS."""

from importlib import import_module

from flask import Flask

# Modules under casereview.web that expose `blueprint`.
BLUEPRINTS = (
    "signin",
    "projects",
    "studies",
    "workshops",
    "pages",
    "capture",
    "findings",
    "queue",
    "allotments",
    "room",
    "imports",
    "downloads",
)


def register(app: Flask) -> None:
    """Registers every blueprint."""
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(f"casereview.web.{name}").blueprint)
