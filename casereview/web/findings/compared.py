"""What a breakdown says in words: whether groups differ, from where to where they run, and how that was tested."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casereview.findings import wording
from casereview.findings.dealing import Dealt, dealt
from casereview.findings.difference import Difference, difference
from casereview.findings.frame import Frame
from casereview.findings.result import Result, Row
from casereview.instruments.finding import Finding
from casereview.instruments.question import Question

RARE, VERY_RARE, ALWAYS = 0.05, 0.01, 0.995
Test = Difference | Dealt


@dataclass(frozen=True)
class Said:
    """A breakdown in words. `label` is what the row shown is called, where the finding has rows."""

    headline: str
    run: str
    chance: str
    how: str
    label: str


def said(finding: Finding, frame: Frame, counted: Result, row: str) -> Said:
    """Row `row` of `finding`, shown by its `by`, in words. `counted` is what it comes to."""
    many = wording.units(frame.instrument, 2)
    groups = led(counted, row)
    test = tested(finding, frame, groups, counted, row)
    label = next((each.label for each in counted.rows if each.code == row), "")
    by = frame.instrument.options_of(finding.by)
    dealt_out = "cases" if frame.instrument.alone else many
    return Said(
        headline(by, test, dealt_out), run(groups, counted, label, many), chance(test), how(test, dealt_out), label
    )


def led(counted: Result, lead: str) -> list[Row]:
    """The row of each group that the chart shows, called by its group, highest first."""
    rows = [next((row for row in each.rows if row.code == lead), each.rows[0]) for each in counted.series]
    named = [replace(row, label=each.label) for row, each in zip(rows, counted.series, strict=True)]
    return sorted(named, key=lambda row: -(row.value or 0.0))


def tested(finding: Finding, frame: Frame, groups: Sequence[Row], counted: Result, row: str) -> Test | None:
    """Chi-squared where every case counts once and groups are large enough for it, dealing where they are not."""
    question = frame.instrument.options_of(finding.by)
    once = counted.unit == "share" and finding.weight == "each" and finding.base != "mentions" and not question.multiple
    found = difference(groups) if once and not frame.instrument.alone else None
    return found or dealt(finding, frame, row, finding.by, [each.code for each in counted.series])


def headline(by: Question, test: Test | None, many: str) -> str:
    """The test's answer in words."""
    if test is None:
        return f"By {by.name.lower()}: too few {many} to compare"
    clear = "A clear difference" if test.probability < RARE else "No clear difference"
    return f"{clear} by {by.name.lower()}"


def run(groups: Sequence[Row], counted: Result, label: str, many: str) -> str:
    """What runs from the lowest to the highest group, and how big the groups are."""
    known = [row for row in groups if row.value is not None]
    if len(known) < 2:
        return ""
    sizes = sorted({int(row.denominator) for row in known})
    each = f"with {' to '.join(f'{n:,}' for n in (sizes[0], sizes[-1])[: len(sizes)])} {many} each"
    low, high = (wording.shown(row.value, row.denominator, counted.unit) for row in (known[-1], known[0]))
    if low == high:
        return f"{f'“{label}” is' if label else 'All are'} at {low} in every group, {each}."
    what = f"“{label}” runs" if label else "Shares run" if counted.unit == "share" else "Averages run"
    return f"{what} from {low} ({known[-1].label}) to {high} ({known[0].label}), {each}."


def chance(test: Test | None) -> str:
    """How often chance alone sets groups as far apart."""
    if test is None:
        return ""
    p = test.probability
    often = "less than 1 time in 20" if p < RARE else f"about {p * 100:.0f} times in 100"
    often = "less than 1 time in 100" if p < VERY_RARE else "nearly every time" if p >= ALWAYS else often
    return f"Differences this large come up by chance {often}."


def how(test: Test | None, many: str) -> str:
    """The test in figures."""
    if test is None:
        return f"None: fewer than 10 {many} can be compared, nothing differs, or groups overlap. Read the counts."
    p = f"p {'< 0.01' if test.probability < VERY_RARE else f'= {test.probability:.2f}'}"
    if isinstance(test, Difference):
        degrees = f"{test.degrees} {'degree' if test.degrees == 1 else 'degrees'} of freedom"
        return f"Chi-squared {test.statistic:.1f}, {degrees}, {p}. Counted against everything else."
    return (
        f"The {test.n:,} {many} were dealt by chance into groups of these sizes, {test.deals:,} times. "
        f"In {test.as_far:,} of the deals the groups lay as far apart, {p}."
    )
