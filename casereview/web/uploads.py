"""Keeps an uploaded file between its trial run and the import: by member and study, for a day at most, then gone."""

import hashlib
import re
import time
from pathlib import Path

from flask import current_app

from casereview.access import Member
from casereview.models import Study

KEPT_SECONDS = 24 * 60 * 60
_KEY = re.compile(r"[0-9a-f]{64}")


def keep(member: Member, study: Study, data: bytes) -> str:
    """Writes the file where only this member's requests find it; gives its key (sha256). Sweeps out old files."""
    _sweep()
    key = hashlib.sha256(data).hexdigest()
    path = _path(member, study, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{time.monotonic_ns()}.part")
    part.write_bytes(data)
    part.chmod(0o600)
    part.replace(path)
    return key


def kept(member: Member, study: Study, key: str) -> bytes | None:
    """The file kept under `key` for this member and study; None where there is none, or it has been swept out."""
    path = _path(member, study, key) if _KEY.fullmatch(key) else None
    try:
        return path.read_bytes() if path else None
    except FileNotFoundError:
        return None


def drop(member: Member, study: Study, key: str) -> None:
    """Removes a file that is done with."""
    if _KEY.fullmatch(key):
        _path(member, study, key).unlink(missing_ok=True)


def _path(member: Member, study: Study, key: str) -> Path:
    return _folder() / f"{study.id}-{member.person_id}-{key}.upload"


def _folder() -> Path:
    return Path(current_app.config.get("UPLOADS") or Path(current_app.instance_path) / "uploads")


def _sweep() -> None:
    """Removes what is older than a day, whoever left it."""
    for path in _folder().glob("*"):
        try:
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
        except FileNotFoundError:  # another request swept it first
            continue
