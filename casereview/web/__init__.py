"""The HTTP edge: one blueprint for each job. A new one is a line in BLUEPRINTS."""

from importlib import import_module

from flask import Flask

# Modules under casereview.web that expose `blueprint`.
BLUEPRINTS = (
    "signin",
    "projects",
    "studies",
    "study",
    "workshops",
    "workshop",
    "pages",
    "capture",
    "findings",
    "queue",
    "allotments",
    "room",
    "imports",
    "downloads",
    "summary",
    "coding",
    "surveys",
    "gap_map",
    "phone",
    "stories",
    "printing",
)


def register(app: Flask) -> None:
    """Registers every blueprint."""
    for name in BLUEPRINTS:
        module = import_module(f"casereview.web.{name}")
        app.register_blueprint(module.blueprint)
        if getattr(module, "WITHOUT_TOKEN", False):  # says itself why
            app.extensions["csrf"].exempt(module.blueprint)
