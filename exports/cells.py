"""Text into an openpyxl cell as text, whatever it begins with: no cell becomes a formula of somebody's making."""

from typing import Any


def put(cell: Any, text: str) -> Any:
    """Writes `text` as a string (characters no workbook can hold left out) and gives the cell back."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
    return cell
