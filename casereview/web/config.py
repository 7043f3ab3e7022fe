"""Configuration: what the environment says, sensible values where it says nothing."""

import os
import secrets
from pathlib import Path
from typing import Any

from casereview.database import LOCK_WAIT_SECONDS

MEBIBYTE = 1024 * 1024


def from_environment(instance: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Flask's configuration: `given`, then the environment, then what suits one machine.

    `instance` is the folder for the database and for the secret key, which is made there when nobody gives one.
    """
    return defaults(instance) | {"SECRET_KEY": given.get("SECRET_KEY") or key_for(instance)} | given


def defaults(instance: Path) -> dict[str, Any]:
    """Everything but the secret key."""
    return {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{(instance / 'casereview.db').as_posix()}",
        "LOCK_WAIT_SECONDS": LOCK_WAIT_SECONDS,
        "CHECK_DATABASE": True,  # before the first page; False only to look at addresses without a database
        "WTF_CSRF_TIME_LIMIT": None,  # a workshop lasts half a day: the token lives as long as the session
        "MAX_CONTENT_LENGTH": 20 * MEBIBYTE,  # the largest workbook we take
        "MAX_FORM_MEMORY_SIZE": 4 * MEBIBYTE,  # one field of a form: a pasted case list
        "MAX_FORM_PARTS": 5000,
        "SESSION_COOKIE_NAME": "casereview",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": os.environ.get("HTTPS", "") == "1",
    }


def key_for(instance: Path) -> str:
    """The key of the environment, or else the one kept in `instance`."""
    return os.environ.get("SECRET_KEY") or secret_key(instance)


def secret_key(instance: Path) -> str:
    """The key that signs cookies: made once and kept in `instance`, so that a restart signs nobody out."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = instance / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_hex(32))
    return path.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its key is the key
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
