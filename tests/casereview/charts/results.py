"""Results made by hand, so that what a chart shows can be held against numbers written here."""

from casereview.findings.result import Result, Row
from casereview.statistics import wilson


def row(code: str, label: str, numerator: float, denominator: float, group: str = "") -> Row:
    """A row with its Wilson interval."""
    low, high = wilson(numerator, denominator) or (None, None)
    value = numerator / denominator if denominator else None
    return Row(code, label, group, numerator, denominator, value, low, high, denominator < 10)


def distribution(*rows: Row, **more: object) -> Result:
    """A distribution whose number is its first row."""
    lead = rows[0]
    fields = {"id": "by_what", "kind": "distribution", "title": "By what?", "headline": "Walks would have helped most"}
    fields |= {"unit": "share", "method": "Wilson", "base": "the 41 cases asked", "rows": rows}
    numbers = (lead.numerator, lead.denominator, lead.value, lead.low, lead.high)
    fields |= dict(zip(("numerator", "denominator", "value", "low", "high"), numbers, strict=True))
    return Result(**fields | more)  # type: ignore[arg-type]
