"""Reads the demonstration's files: tables of codes (CSV) and everything in words (TOML)."""

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file in data/, by column; an empty cell is an empty string."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(name: str) -> dict[str, Any]:
    """What a TOML file in data/ says."""
    return tomllib.loads((DATA / name).read_text("utf-8"))
