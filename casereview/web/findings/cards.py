"""A finding as the page shows it: the answer, the question, what the base is, the chart and its table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casereview.charts import figures
from casereview.charts.building import specify
from casereview.charts.flow import FlowTable, flow_table
from casereview.charts.lines import number_line
from casereview.charts.specification import ChartSpec, Figures, NumberLine
from casereview.findings import wording
from casereview.findings.counting import count
from casereview.findings.disclosure import TOO_FEW
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL, Result, Row
from casereview.instruments.conditions import Is, walk
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument


@dataclass(frozen=True)
class Table:
    """Rows of the table under a card. `prefix` goes before a row's code in the address of its cases; None: no cases."""

    title: str
    rows: tuple[tuple[Row, Figures], ...]
    prefix: str | None


@dataclass(frozen=True)
class Group:
    """A heading with its own number, before the rows that count under it."""

    row: Row
    figures: Figures
    heaviest: bool


@dataclass(frozen=True)
class Card:
    """One finding, ready to be shown. `line` stands in place of a chart where there is a single number."""

    result: Result
    finding: Finding
    question: str
    spec: ChartSpec
    figures: Figures
    line: NumberLine | None
    flow: FlowTable | None
    groups: tuple[Group, ...]
    range_words: str
    tables: tuple[Table, ...]
    beside: str = ""  # how far reviewers agreed about the same thing
    filtered: str = ""  # the filters it was counted under, in words

    @property
    def is_chart(self) -> bool:
        return bool(self.result.rows or self.result.series)

    @property
    def number(self) -> str:
        """The number alone, as large as the page likes it."""
        return self.figures.share or self.figures.cases

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes, but for the one that the page says once for every reconstructed figure."""
        return tuple(note for note in self.result.notes if note != wording.RECONSTRUCTED)

    @property
    def rest(self) -> str:
        """The headline without the number it begins with."""
        return self.result.headline.removeprefix(self.number).strip()

    @property
    def breakable(self) -> bool:
        """Whether it makes sense to hold the groups of a fact against each other."""
        return self.finding.kind in ("share", "distribution", "mean", "rating") and not self.finding.by

    @property
    def sentence(self) -> str:
        """The finding in words that can be pasted anywhere: the answer with its base, interval and filter."""
        interval = self.figures.interval and f"95% interval {self.figures.interval}"
        said = ", ".join(filter(None, (self.counted, interval))) if self.result.denominator else ""
        sides = self.spec.kind == "sides"
        answer = f"{self.result.headline} ({said})." if said and not sides else f"{self.result.headline}."
        answer += f" {commonest(self.spec)}" if sides else ""
        filtered = f" Filter: {self.filtered}." if self.filtered else ""
        small = f" A base under {SMALL} is small." if self.result.small and not sides else ""
        return f"{answer} Base: {self.result.base}.{filtered}{small}"

    @property
    def counted(self) -> str:
        """What the number is counted from: "41 of 83"; agreement of pairs is no count but an average over cases."""
        if not self.result.denominator:
            return self.number
        if self.result.kind != "agreement":
            return self.figures.cases
        averaged = not float(self.result.numerator).is_integer()
        n = wording.number(self.result.denominator)
        return f"averaged over {n} cases" if averaged else f"{self.figures.cases} cases"

    @property
    def agreed(self) -> str:
        """How far reviewers agreed: of an agreement its own number, which its chart of coefficients does not show."""
        if self.result.kind != "agreement" or not self.figures.share:
            return self.beside
        interval = self.figures.interval and f"interval {self.figures.interval}"
        return f"{self.figures.share} ({', '.join(filter(None, (self.counted, interval)))})"


def card(result: Result, finding: Finding, frame: Frame, others: Sequence[Result] = (), filtered: str = "") -> Card:
    """The card of one counted finding. `frame` is what it was counted over, `others` the findings beside it,
    `filtered` the filters in words."""
    instrument = frame.instrument
    return Card(
        result=result,
        finding=finding,
        question=question_of(finding, instrument, result),
        spec=specify(result, finding.lead, _counted_in(finding, instrument)),
        figures=_figures(result, instrument),
        line=None if result.rows or result.series else number_line(result),
        flow=flow_table(result.flow, _ranks(finding, instrument)) if result.flow else None,
        groups=_groups(finding, frame),
        range_words=range_words(result, finding, instrument),
        tables=_tables(result),
        beside=next((beside(each) for each in others if each.id == finding.beside), ""),
        filtered=filtered,
    )


def _figures(result: Result, instrument: Instrument) -> Figures:
    """The finding's own number; without one "no visits", in the instrument's words, or that it is not shown."""
    found = figures.of_result(result)
    if result.denominator:
        return found
    units = "cases" if result.kind == "agreement" else wording.units(instrument, 0)
    return replace(found, share="not shown" if TOO_FEW in result.notes else f"no {units}", cases="")


def beside(agreement: Result) -> str:
    """How far reviewers of the same cases agreed, as it stands under the number they judged."""
    if agreement.value is None:
        return f"{agreement.title} Not known yet: it takes two cases that were reviewed twice."
    found = figures.of_result(agreement)
    cases = f"{wording.number(agreement.denominator)} cases"
    return (
        f"{agreement.headline} ({', '.join(filter(None, (cases, found.interval and f'interval {found.interval}')))})."
    )


def commonest(spec: ChartSpec) -> str:
    """Of groups side by side, what each said most often: "MDT: Supported living (3 of 4)."."""
    said = []
    for place, column in enumerate(spec.columns):
        most = [row for row in spec.rows if row.marks[place].tone == "brand"]
        labels = " and ".join(row.label for row in most)
        if most:
            said.append(f"{column.label}: {labels} ({most[0].marks[place].figures.cases} of {column.base.split()[0]})")
    return f"{'; '.join(said)}." if said else ""


def _counted_in(finding: Finding, instrument: Instrument) -> str:
    """The head over the counts: agreement is of cases, whatever the instrument calls its responses."""
    return "Counted" if finding.kind == "agreement" else wording.units(instrument, 2).capitalize()


def question_of(finding: Finding, instrument: Instrument, result: Result) -> str:
    """What was asked, where the finding is about one question; what it is about otherwise."""
    asked = {question.id: question.text for question in instrument.questions}
    words = asked.get(finding.of, "") if finding.kind == "distribution" and not finding.codes else ""
    return words or (result.title if result.title != result.headline else "")


def range_words(result: Result, finding: Finding, instrument: Instrument) -> str:
    """What the number would be if none, and if every one, of the unsure answers were counted."""
    lowest, highest = result.stats.get("lowest"), result.stats.get("highest")
    if finding.unsure is None or lowest is None or highest is None or not result.stats.get("unsure"):
        return ""
    n = result.denominator
    text = f"{wording.percent(result.value, n)} as stated. "
    if lowest != result.value:
        text += f"Without any {_unsure(finding, instrument)} it would be {_with_count(lowest, n)}. "
    if highest != result.value:
        text += f"With every {_unsure(finding, instrument)} it would be {_with_count(highest, n)}."
    return text.strip()


def _with_count(value: float, n: float) -> str:
    return f"{wording.percent(value, n)}, {wording.n_of_n(round(value * n, 6), n)}"


def _unsure(finding: Finding, instrument: Instrument) -> str:
    labels = []
    for simple in walk(finding.unsure) if finding.unsure else ():
        if isinstance(simple, Is):
            options = instrument.options_of(simple.ref).by_code
            labels += [f"“{options[code].label}”" for code in simple.codes if code in options]
    return " or ".join(labels) or "unsure answer"


def _ranks(finding: Finding, instrument: Instrument) -> dict[str, int]:
    options = instrument.options_of(finding.actual).options
    return {option.code: option.rank or place for place, option in enumerate(options, 1)}


def _groups(finding: Finding, frame: Frame) -> tuple[Group, ...]:
    """The numbers of the groups that rows count under, each counted as a finding of its own at that level."""
    if not finding.group or finding.kind != "distribution":
        return ()
    above = finding.replace(level=finding.group, group="", lead="", order="counted", by="", headline="")
    found = count(above, frame)
    rows = [row for row in found.rows if row.numerator]
    if len(rows) < 2:
        return ()
    return tuple(Group(row, figures.of_row(row, "share"), place == 0) for place, row in enumerate(rows))


def _tables(result: Result) -> tuple[Table, ...]:
    if result.kind == "comparison":
        return tuple(_table(each.label, each.rows, result, f"{each.code}.") for each in result.series)
    own = Row(
        "", result.title, "", result.numerator, result.denominator, result.value, result.low, result.high, result.small
    )
    whole = (
        [_table(result.whole, result.rows, result, "")]
        if result.rows
        else [Table(result.whole, ((own, figures.of_result(result)),), "")]
    )
    return (*whole, *(_table(each.label, each.rows, result, None) for each in result.series))


def _table(title: str, rows: tuple[Row, ...], result: Result, prefix: str | None) -> Table:
    return Table(title, tuple((row, figures.of_row(row, result.row_unit)) for row in rows), prefix)
