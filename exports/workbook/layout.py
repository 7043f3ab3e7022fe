"""Which columns the Responses sheet of a study has, and under which name each can be read by a formula."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from casereview.findings.column import options_for
from casereview.findings.frame import Frame, Record
from casereview.instruments.conditions import Compare, Condition, walk
from casereview.instruments.finding import KIND, Base, Finding
from casereview.instruments.model import Instrument
from casereview.instruments.question import Option, Question
from exports.workbook import column as read
from exports.workbook.column import Cell, Column
from exports.workbook.names import range_name
from exports.workbook.study import StudyExport

if TYPE_CHECKING:
    from casereview.findings.column import Mask


AGAIN = "counted in its round"  # of what was answered again in a later round: in no number but those of that round
Fill = Callable[[int, Record], Cell]


class Layout:
    """The columns of one study. `prefix` begins the names of its ranges."""

    def __init__(self, study: StudyExport, prefix: str, include_text: bool = True) -> None:
        self.frame, self.instrument = study.listed, study.instrument
        self.prefix, self.include_text = prefix, include_text
        self.columns: list[Column] = []
        self.lists: dict[tuple[str | float, ...], str] = {}
        self.blocks: dict[str, tuple[str, str]] = {}  # name of a block: names of its first and last column
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._heads: set[str] = set()
        self._compared = compared(self.instrument)
        self._places(study.counted, len(study.later))
        for ref, question in refs(self.instrument):
            self._item(ref, question)
        self._agreement(study.every, len(study.later))

    def name(self, ref: str, part: str = "code") -> str:
        """The range that holds `part` of an item: code, state, rank, weight, weight_known, or `=` and an option's code.

        Raises KeyError where there is no such column.
        """
        return self._names[ref, part]

    def has(self, ref: str, part: str) -> bool:
        """Whether the item has such a column."""
        return (ref, part) in self._names

    def listed(self, values: Sequence[str | float]) -> str:
        """The name of a range on the Lists sheet that holds `values`, for what is too long to stand in a formula."""
        key = tuple(values)
        if key not in self.lists:
            self.lists[key] = range_name(self.prefix, f"list_{len(self.lists) + 1}", self._taken)
        return self.lists[key]

    def block(self, ref: str) -> str:
        """The name of all the 0/1 columns of a multiple choice together."""
        options = tickable(self.instrument.options_of(ref))
        if (ref, "block") not in self._names:
            name = range_name(self.prefix, f"{ref}_all_options", self._taken)
            self._names[ref, "block"] = name
            self.blocks[name] = (self.name(ref, f"={options[0].code}"), self.name(ref, f"={options[-1].code}"))
        return self._names[ref, "block"]

    def head(self, ref: str, part: str = "code") -> str:
        """The head of the column that holds `part` of an item."""
        name = self._names[ref, part]
        return next(column.head for column in self.columns if column.name == name)

    def _add(self, head: str, fill: Fill, key: tuple[str, str] | None, **more: Any) -> None:
        number, plain = 1, head
        while head.lower() in self._heads:
            number += 1
            head = f"{plain} ({number})"
        self._heads.add(head.lower())
        name = ""
        if key is not None:
            part = "" if key[1] in ("code", "place") else "_" + key[1].strip("=")
            name = range_name(self.prefix, key[0] + part, self._taken)
            self._names[key] = name
        self.columns.append(Column(head, fill, name, **more))

    def _places(self, counted: Sequence[bool], later: int) -> None:
        numbers: dict[str, int] = {}
        for record in self.frame.records:
            numbers.setdefault(record.public_id, len(numbers) + 1)
        kinds = {kind.code: kind.label for kind in self.instrument.kinds}
        self._add("reference", lambda _, record: record.reference, ("reference", "place"), kind="text", width=16)
        self._add("counted", read.listed(counted), ("counted", "place"), width=10, style="top left")
        if later:
            again = [0.0] * (len(counted) - later) + [1.0] * later
            self._add(AGAIN, read.listed(again), ("counted", "again"), width=16, style="top left")
        self._add(
            "case number",
            lambda _, record: float(numbers[record.public_id]),
            ("case_number", "place"),
            width=10,
            style="top left",
        )
        self._add("kind", lambda _, record: record.kind or None, ("kind", "place"))
        if KIND not in self.instrument.plain:
            self._names[KIND, "code"] = self._names["kind", "place"]  # so that conditions may read it
        if kinds:
            self._add("kind: Kind of reviewer", lambda _, record: kinds.get(record.kind, record.kind) or None, None)
        self._add("round", lambda _, record: float(record.round), ("round", "place"), width=8, style="top left")
        self._add("workshop", lambda _, record: record.workshop or None, None, kind="text", width=28)
        self._add("table", lambda _, record: record.table or None, None, kind="text")

    def _item(self, ref: str, question: Question) -> None:
        options = {option.code: option for option in options_for(question)}
        if question.multiple:
            self._multiple(ref, question)
        elif options:
            self._single(ref, question, options)
        elif question.type == "text":
            self._text(ref)
        else:
            kind = "day" if question.type == "date" else "plain"
            self._add(ref, read.value_of(ref), (ref, "code"), kind=kind)
        if any(option.other for option in question.options) and self.include_text:
            self._add(f"{ref} (other)", read.other_of(ref), None, kind="text", width=30)

    def _single(self, ref: str, question: Question, options: dict[str, Option]) -> None:
        self._add(ref, read.code_of(ref, question), (ref, "code"), width=18)
        self._add(f"{ref}: {title(self.instrument, ref)}", read.label_of(ref, options), None, kind="text", width=26)
        if ref in self._compared:
            self._add(f"{ref} (rank)", read.rank_of(ref, options), (ref, "rank"), width=10)

    def _multiple(self, ref: str, question: Question) -> None:
        missing = frozenset(option.code for option in question.options if option.missing)
        self._add(f"{ref} (state)", read.state_of(ref, missing), (ref, "state"))
        for option in tickable(question):
            self._add(f"{ref}.{option.code}", read.tick_of(ref, option.code), (ref, f"={option.code}"), width=15)
        self._add(f"{ref} (weight)", read.weight_of(ref), (ref, "weight"), style="weight", width=10)
        if missing:
            known = read.weight_of(ref, missing)
            self._add(f"{ref} (weight of known)", known, (ref, "weight_known"), style="weight", width=10)

    def _text(self, ref: str) -> None:
        self._add(f"{ref} (state)", read.state_of(ref), (ref, "state"))
        if self.include_text:
            self._add(ref, read.text_of(ref), None, kind="text", width=40)

    def _agreement(self, every: Frame, later: int) -> None:
        """For each finding of agreement, who is in its base: a pair can only be counted among those."""
        for finding in self.instrument.findings:
            if finding.kind == "agreement" and isinstance(finding.base, Base):
                inside = [*_inside(every, finding).tolist(), *[0.0] * later]
                self._add(f"{finding.id} (in base)", read.listed(inside), (finding.id, "in_base"))


def _inside(frame: Frame, finding: Finding) -> "Mask":
    from casereview.findings.agreement import tallies

    return tallies(finding, frame)[0].weights


def refs(instrument: Instrument) -> Iterator[tuple[str, Question]]:
    """Every item, then every derived question, with the question whose options stand behind it."""
    for item in instrument.items:
        yield item.ref, item.question
    for derived in instrument.derived:
        yield derived.id, instrument.options_of(derived.id)


def title(instrument: Instrument, ref: str) -> str:
    """The short wording of an item or derived question."""
    return instrument.item[ref].name if ref in instrument.item else instrument.options_of(ref).name


def tickable(question: Question) -> list[Option]:
    """The options of a multiple choice that an answer can hold: headings cannot be ticked."""
    return [option for option in question.options if option.code not in question.headings]


def compared(instrument: Instrument) -> set[str]:
    """The items some condition or comparison sets against another by rank."""
    conditions: list[Condition | None] = [option.when for derived in instrument.derived for option in derived.options]
    found = set()
    for finding in instrument.findings:
        conditions += [finding.counts, finding.unsure]
        conditions += [finding.base.among] if isinstance(finding.base, Base) else []
        found |= {finding.actual, finding.ideal} - {""}
        found |= {finding.of} if finding.scale == "ordinal" else set()
    for condition in conditions:
        for simple in walk(condition) if condition is not None else ():
            if isinstance(simple, Compare):
                found |= {simple.left, simple.right}
    return found
