"""The application: configuration, extensions, blueprints, error pages, headers and commands put together."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from casereview import web
from casereview.web import access, assets, commands, config, database, errors, layout, security, starting

ROOT = Path(__file__).parent
csrf = CSRFProtect()


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """A ready application. `settings` go before the environment: tests give DATABASE_URL and SECRET_KEY here.

    Raises SchemaError, in words, for a database that cannot be served as it is.
    """
    given = settings or {}
    app = Flask(__name__, instance_path=str(ROOT / "instance"), root_path=str(ROOT))
    instance = Path(app.instance_path)
    if not {"DATABASE_URL", "SECRET_KEY"} <= given.keys():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.config.from_mapping(config.from_environment(instance, given))
    csrf.init_app(app)
    for part in (database, access, layout, errors, security, assets, web, commands):
        part.register(app)
    starting.check(app)
    return app
