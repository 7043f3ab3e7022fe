"""What an opportunity rests on, as a part that can be drawn: a share, a mean, or a figure from elsewhere."""

from math import sqrt

from casereview.findings import wording
from casereview.findings.result import Result
from casereview.instruments.pricing import Pricing
from casereview.models import CitedFigure
from casereview.pricing.prices import Prices
from casereview.pricing.result import WEEKS, costed, counted_words
from casereview.scaling import Cited, Mean, Part, Range, Share
from casereview.statistics import CONFIDENCE
from casereview.summary.drawing import draw
from casereview.summary.plan import Basis
from casereview.summary.shown import Shown
from casereview.summary.wording import money, plain, plain_span


def of_finding(shown: Shown, finding: str) -> Basis:
    """A finding of a study. Without a random draw its words are "of cases reviewed"."""
    declared = shown.declared(finding)
    name = declared.title if declared else finding
    result = shown.result(finding)
    if result is None or result.value is None:
        return Basis(name, None, "", why=shown.why or _nobody(shown))
    units = wording.units(shown.instrument, result.denominator)
    reviewed = "" if shown.study.random_draw or shown.is_survey else " reviewed"
    share = result.unit in ("share", "count")
    counted = wording.n_of_n(result.numerator, result.denominator) if share else wording.number(result.denominator)
    return Basis(
        result.headline, part_of(result), f"{counted} {units}{reviewed}", percent=share, low=result.low,
        high=result.high, source=shown.study.title, random=shown.study.random_draw,
    )  # fmt: skip


def of_pricing(shown: Shown, pricing: Pricing, prices: Prices) -> Basis:
    """What a case would save in a full year, priced: gross, and net of what people pay themselves."""
    if shown.frame is None:
        return Basis(pricing.title, None, "", why=shown.why or _nobody(shown))
    found = costed(pricing, shown.frame, prices)
    if not found.cases:
        return Basis(pricing.title, None, "", why=f"{pricing.title}: no case has a price yet. Fill in the unit costs.")
    week, low_high = found.drawn().figure, draw(found.part(scale=WEEKS), pricing.title).figure
    reviewed = "" if shown.study.random_draw else " reviewed"
    name = (
        f"{money(week.value)} a week less for each case at its ideal setting and package, {plain(WEEKS, False)} weeks"
    )
    return Basis(
        name, found.part(scale=WEEKS), f"{counted_words(found)}{reviewed}", percent=False, low=low_high.low,
        high=low_high.high, source=f"{shown.study.title}, and the unit costs", random=shown.study.random_draw,
        net=found.part(net=True, scale=WEEKS), pounds=True,
    )  # fmt: skip


def _nobody(shown: Shown) -> str:
    return f"{shown.study.title}: no {wording.units(shown.instrument, 0)} yet"


def part_of(result: Result) -> Part:
    """The result as something that can be drawn. Raises ValueError on an empty base."""
    if result.value is None:
        raise ValueError("a finding without cases cannot be scaled")
    if result.unit in ("share", "count"):
        return Share(result.numerator, result.denominator)
    if result.low is None or result.high is None:
        return Range(result.value, result.value, result.value)
    n = round(result.denominator)
    return Mean(result.value, _deviation(result.high - result.low, n), n)


def _deviation(width: float, n: int) -> float:
    """The standard deviation behind a t interval of this width: width = 2 t(n-1) s / √n."""
    from scipy.special import stdtrit

    return width / 2 * sqrt(n) / float(stdtrit(n - 1, (1 + CONFIDENCE) / 2))


def of_cited(figure: CitedFigure) -> Basis:
    """A figure from elsewhere, with its own interval where it has one."""
    part: Part = Range(figure.value, figure.value, figure.value)
    if figure.low is not None and figure.high is not None:
        part = Cited(figure.value, figure.low, figure.high)
    source = f"{figure.source}, {figure.dated}" if figure.dated else figure.source
    return Basis(
        f"{printed(figure)} {figure.sentence}", part, figure.base, figure.percent, figure.low, figure.high, source,
        editable=True,
    )  # fmt: skip


def printed(figure: CitedFigure) -> str:
    """The figure as its source prints it, or the value itself."""
    return figure.printed or plain(figure.value, figure.percent)


def span_of(figure: CitedFigure) -> str:
    """Its range in words; nothing where the source has none."""
    if figure.low is None or figure.high is None:
        return ""
    return plain_span(figure.low, figure.high, figure.percent)
