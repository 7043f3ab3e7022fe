"""Numbers of the summary in words: people to 10, money to £0.1m, ranges with "to"."""

from casereview.findings.wording import half_up, percent
from casereview.summary.drawing import Figure

MILLION, FROM_MILLIONS, FROM_TENS = 1_000_000, 50_000, 100


def amount(value: float, unit: str) -> str:
    """A year's figure: "13,810", "85", "£4.8m", "£45,000"."""
    sign, size = ("−" if value < 0 else ""), abs(value)
    if unit == "pounds":
        if size >= FROM_MILLIONS:
            return f"{sign}£{half_up(size / MILLION, 1)}m"
        return (
            f"{sign}£{int(half_up(size / 1000, 0).replace(',', '')) * 1000:,}"
            if size >= 1000
            else f"{sign}£{half_up(size, 0)}"
        )
    return sign + (f"{int(half_up(size / 10, 0).replace(',', '')) * 10:,}" if size >= FROM_TENS else half_up(size, 0))


def span(figure: Figure, unit: str) -> str:
    """ "1,200 to 1,600"; nothing where there is no range."""
    low, high = amount(figure.low, unit), amount(figure.high, unit)
    return "" if figure.sure else f"{low} to {high}"


def plain(value: float, is_percent: bool) -> str:
    """A part as stated: "9%", "6.8%", "37,944", "0.5"."""
    if is_percent:
        shown = half_up(value * 100, 1)
        return f"{shown.removesuffix('.0')}%"
    return half_up(value, 2).rstrip("0").rstrip(".") if value != round(value) else f"{round(value):,}"


def plain_span(low: float, high: float, is_percent: bool) -> str:
    """The range of a part: "46% to 49%"; nothing where it has none."""
    return "" if low == high else f"{plain(low, is_percent)} to {plain(high, is_percent)}"


def whole_percent(value: float) -> str:
    """A share worked out from several parts, as a whole percentage."""
    return percent(value, 1)
