"""Numbers as people type them into the summary's forms: "37,944", "6.8%", "£1,200", and back again."""

from math import isfinite

from casereview.reading_error import ReadingError

HOW = "Type it as 37,944 or 6.8%."


def read_number(text: str, percent: bool | None = None) -> tuple[float, bool]:
    """(value, whether it was a percentage), a share as a fraction of 1. Raises ReadingError.

    `percent`: what the figure beside it is, so that the ends of 9% may be typed as 8 and 10.
    """
    plain = text.strip().replace(",", "").replace("£", "").replace(" ", "")
    is_percent = plain.endswith("%")
    try:
        value = float(plain.removesuffix("%"))
    except ValueError as error:
        raise ReadingError(f"“{text.strip()}” is not a number.", HOW) from error
    if not isfinite(value):
        raise ReadingError(f"“{text.strip()}” is not a number.", HOW)
    if percent is False and is_percent:
        raise ReadingError(
            f"“{text.strip()}” is a percentage and the figure beside it is not.", "Write all with %, or none."
        )
    share = is_percent if percent is None else percent
    return (value / 100 if share else value), share


def as_typed(value: float | None, percent: bool) -> str:
    """What `read_number` would read as this value; nothing for None."""
    if value is None:
        return ""
    return f"{value * 100:.10g}%" if percent else f"{value:,.10g}" if value != round(value) else f"{round(value):,}"
