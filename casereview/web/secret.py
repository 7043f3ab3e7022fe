"""The server's secret key, for what must not be readable from the database alone."""

from flask import current_app


def secret() -> str:
    """SECRET_KEY of the running application (see config.py: from the environment, or kept beside the database)."""
    return str(current_app.config["SECRET_KEY"])
