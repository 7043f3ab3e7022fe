"""A line of the summary, whatever it shows: a number, the sentence that goes on from it, and its base and interval."""

from dataclasses import dataclass

from casereview.findings import wording
from casereview.findings.result import Result
from casereview.findings.result import plain as plain_number
from casereview.instruments.finding import Finding
from casereview.models import CitedFigure
from casereview.summary.basis import printed, span_of
from casereview.summary.opportunity import Row
from casereview.summary.shown import Shown
from casereview.summary.wording import amount, plain, span, whole_percent


@dataclass(frozen=True)
class Headline:
    """`kind`: finding, cited or opportunity. `number` may be empty where the sentence holds it. `base`: see design."""

    kind: str
    number: str
    sentence: str
    base: str
    interval: str = ""
    notes: tuple[str, ...] = ()
    study: str = ""  # key of the study
    finding: str = ""
    result: Result | None = None
    declared: Finding | None = None
    units: str = ""

    @property
    def reconstructed(self) -> bool:
        return bool(self.result and self.result.reconstructed)

    @property
    def own_notes(self) -> tuple[str, ...]:
        """The notes, but for the one that the page says once for every reconstructed figure."""
        return tuple(note for note in self.notes if note != wording.RECONSTRUCTED)

    @property
    def has_chart(self) -> bool:
        return bool(self.result and (self.result.rows or self.result.series))

    def to_json(self) -> dict[str, object]:
        names = ("kind", "number", "sentence", "base", "interval", "study", "finding")
        shown = {name: getattr(self, name) for name in names if getattr(self, name)}
        if self.result:
            each = self.result
            shown |= {"value": each.value, "low": each.low, "high": each.high}
            shown |= {"numerator": plain_number(each.numerator), "denominator": plain_number(each.denominator)}
        return shown | ({"notes": list(self.notes)} if self.notes else {})


def of_finding(shown: Shown, finding: str) -> Headline | None:
    """A counted finding; None while its study is closed."""
    result, declared = shown.result(finding), shown.declared(finding)
    if result is None or declared is None:
        return None
    number = wording.shown(result.value, result.denominator, result.unit)
    number, sentence = split(number, result.headline)
    interval = wording.interval(result.low, result.high, result.denominator) if result.unit == "share" else ""
    return Headline(
        "finding", number, sentence, _of_what(shown, result), interval, result.notes,
        shown.study.key, finding, result, declared, wording.units(shown.instrument, 2),
    )  # fmt: skip


def _of_what(shown: Shown, result: Result) -> str:
    """ "41 of 83 cases reviewed"; of a mean how many; with nobody in the base, who that would be."""
    if not result.denominator:
        return result.base
    n = wording.number(result.denominator) if result.unit != "share" else ""
    counted = n or wording.n_of_n(result.numerator, result.denominator)
    every = result.denominator == shown.done and not shown.is_survey and not shown.study.random_draw
    return f"{counted} {wording.units(shown.instrument, result.denominator)}{' reviewed' if every else ''}"


def split(number: str, sentence: str) -> tuple[str, str]:
    """The number apart from its sentence; a sentence that does not begin with it stays whole."""
    if not sentence.startswith(number):
        return "", sentence
    return number, sentence.removeprefix(number).lstrip(" ,")


def of_cited(figure: CitedFigure) -> Headline:
    """A cited figure with its source in place of an interval."""
    dated = f", {figure.dated}" if figure.dated else ""
    notes = (figure.note,) if figure.note else ()
    base = ". ".join(part for part in (figure.base, f"Cited: {figure.source}{dated}") if part)
    return Headline("cited", printed(figure), figure.sentence, base, span_of(figure), notes)


def of_opportunity(row: Row) -> Headline | None:
    """A row of the opportunities; None while what it rests on is closed."""
    if not row.shown:
        return None
    plan = row.plan
    sentence = next((each.sentence for each in row.plans if each.sentence), row.title)
    notes = tuple(each.note for each in row.plans if each.note)
    if plan.reading:
        return Headline("opportunity", whole_percent(row.share.value), sentence, _of_capacity(row), notes=notes)
    interval = span(row.amount, plan.unit)
    return Headline("opportunity", amount(row.amount.value, plan.unit), sentence, plan.basis.words, interval, notes)


def _of_capacity(row: Row) -> str:
    """ "13,810 more than 37,944 contacts a year. Capacity gained, not time freed"."""
    plan = row.plan
    volume = " times ".join(plain(each.stated, each.percent) for each in plan.of("volume"))
    more = f"{amount(row.amount.value, plan.unit)} more than {volume} {plan.unit_words}".strip()
    said = {"gained": "Capacity gained, not time freed", "freed": "Time freed, not capacity gained"}[plan.reading]
    return f"{more}. {said}"
