"""A complete instrument as small as one can be, for tests of what is done with any instrument."""

from pathlib import Path

from casereview.instruments.loading import loads

TINY_TEXT = (Path(__file__).parent / "tiny.toml").read_text("utf-8")
TINY = loads(TINY_TEXT, "tiny.toml")
