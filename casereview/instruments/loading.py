"""Reads an instrument file, or says in words what is wrong with it: file, place, what to do."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casereview.instruments.explaining import explain
from casereview.instruments.explaining_toml import explain_toml
from casereview.instruments.model import Instrument
from casereview.instruments.problem import InstrumentError, Problem
from casereview.instruments.spelling import hidden_signs

__all__ = ["InstrumentError", "Problem", "load", "loads", "parsed", "shipped", "text_of"]

SHIPPED = Path(__file__).resolve().parents[2] / "forms" / "instruments"
NOT_TEXT = 'it is not UTF-8 text; save it again as plain text (in Notepad: Save as, Encoding "UTF-8")'


def load(path: Path) -> Instrument:
    """The instrument in `path`. Raises InstrumentError, also when there is no such file."""
    return loads(text_of(path), path.name)


def text_of(path: Path) -> str:
    """The text of the file, without the mark that Windows puts before it. Raises InstrumentError."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstrumentError(str(path), (Problem("", NOT_TEXT),)) from error
    except OSError as error:
        raise InstrumentError(str(path), (Problem("", "it cannot be read; check the path"),)) from error


def loads(text: str, name: str) -> Instrument:
    """The instrument written in `text`; `name` stands in the messages. Raises InstrumentError."""
    from casereview.instruments.checking import problems
    from casereview.instruments.checking_keys import lost_options

    raw = _read(text, name)
    instrument = _shaped(raw, name)
    found = (*lost_options(raw), *problems(instrument))
    if found:
        raise InstrumentError(name, found)
    return instrument


def _read(text: str, name: str) -> dict[str, Any]:
    """What the file says, if it is TOML without hidden signs."""
    try:
        raw: dict[str, Any] = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(name, (explain_toml(error, text),)) from error
    signs = tuple(hidden_signs(raw))
    if signs:
        raise InstrumentError(name, signs)
    return raw


def _shaped(raw: dict[str, Any], name: str) -> Instrument:
    """The instrument, if every key and value is of the right shape."""
    try:
        return Instrument.model_validate(raw).with_file_lists()
    except ValidationError as error:
        raise InstrumentError(name, tuple(explain(error, raw))) from error


def shipped() -> dict[str, list[Path]]:
    """The files in forms/instruments by instrument id, versions ascending."""
    found: dict[str, list[tuple[int, Path]]] = {}
    for path in SHIPPED.glob("*.toml"):
        head = tomllib.loads(path.read_text("utf-8"))
        found.setdefault(head["id"], []).append((head["version"], path))
    return {key: [path for _, path in sorted(paths)] for key, paths in sorted(found.items())}


@lru_cache(maxsize=64)
def parsed(text: str, name: str) -> Instrument:
    """An instrument that was right when its study was added, remembered by text: it is read on every request.

    Its meaning is not checked again, so that a check that a later version adds never shuts a study that has answers.
    """
    return _shaped(_read(text, name), name)
