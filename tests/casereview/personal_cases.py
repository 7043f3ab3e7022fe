"""The table of texts that the warnings of the server and of the browser are both held to."""

import json
from pathlib import Path
from typing import Any

TABLE: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
