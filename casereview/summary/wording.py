"""Numbers of the summary in words: people to 10, from 10,000 in thousands, money to three places, ranges with "to"."""

from casereview.findings.wording import half_up, percent
from casereview.summary.drawing import Figure

MILLION, FROM_THOUSANDS, FROM_TENS = 1_000_000, 10_000, 100
FROM_THOUSANDS_OF_POUNDS, FROM_TENS_OF_THOUSANDS = 1000, 100_000
THOUSAND = " thousand"


def amount(value: float, unit: str) -> str:
    """A year's figure: "13.8 thousand", "1,500", "85", "£4.8m", "£480,000", "£45,000"."""
    sign, size = ("−" if value < 0 else ""), abs(value)
    return sign + (_pounds(size) if unit == "pounds" else _number(size))


def _pounds(size: float) -> str:
    if size >= MILLION:
        return f"£{half_up(size / MILLION, 1)}m"
    if size < FROM_THOUSANDS_OF_POUNDS:
        return f"£{half_up(size, 0)}"
    to = 10_000 if size >= FROM_TENS_OF_THOUSANDS else 1000 if size >= FROM_THOUSANDS else 100
    return f"£{_rounded(size, to)}"


def _number(size: float) -> str:
    if size >= FROM_THOUSANDS:
        return f"{half_up(size / 1000, 1)} thousand"
    return _rounded(size, 10) if size >= FROM_TENS else half_up(size, 0)


def _rounded(size: float, to: int) -> str:
    return f"{int(half_up(size / to, 0).replace(',', '')) * to:,}"


def span(figure: Figure, unit: str) -> str:
    """ "1,200 to 1,600", "12.1 to 15.5 thousand"; nothing where there is no range."""
    low, high = amount(figure.low, unit), amount(figure.high, unit)
    if low.endswith(THOUSAND) and high.endswith(THOUSAND):
        low = low.removesuffix(THOUSAND)
    return "" if figure.sure else f"{low} to {high}"


def money(value: float) -> str:
    """Pounds for one, or for a case: "£23.50", "£1,248", "−£84"."""
    places = 0 if abs(value) >= FROM_TENS or value == round(value) else 2
    return f"{'−' if value < 0 else ''}£{half_up(abs(value), places)}"


def whole_pounds(value: float) -> str:
    """Pounds without pence, where they stand beside larger ones: "£92", "−£387"."""
    return f"{'−' if value < 0 else ''}£{half_up(abs(value), 0)}"


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
    return percent(value, 1) if value < 10 else f"{half_up(value * 100, 0)}%"  # as in "1,250%"
