"""The responses a finding is counted over: columns by item, conditions as masks, filters as smaller frames."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from casereview.answers import Answer, Answers
from casereview.instruments.conditions import AllOf, AnyOf, Compare, Condition, Is
from casereview.instruments.finding import KIND
from casereview.instruments.model import Instrument
from casereview.instruments.question import items_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casereview.findings.column import Column, Mask

PLACES = {"workshop": "workshop", "table": "table", "kind": "kind of reviewer"}
Filters = Mapping[str, Sequence[str]]


class FilterError(Exception):
    """A filter names something that is not there; the message is a sentence for the person who asked."""


@dataclass(frozen=True)
class Record:
    """One submitted response that counts. `answers` is settled and derived, facts of the case included."""

    public_id: str  # of the case
    reference: str
    answers: Answers
    kind: str = ""
    round: int = 1
    workshop: str = ""
    table: str = ""
    source: str = ""  # the public id of the response itself (of a survey answer its key): what its codes hang on


class Frame:
    """Responses of one instrument. A column is made once, when first asked for, also for the frames filtered from it.

    `demo`: the figures are a demonstration's, so a finding may say that its counts are reconstructed.
    """

    def __init__(self, instrument: Instrument, records: Sequence[Record], demo: bool = False):
        self.instrument, self.records, self.demo = instrument, tuple(records), demo
        self.later: Frame | None = None  # rounds after the first, where reviewers answer alone: in no number here
        self._columns: dict[str, Column] = {}
        self._whole: Frame = self
        self._index: NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self.records)

    def everyone(self) -> "Mask":
        """A mask with every response in it."""
        import numpy as np

        return np.ones(len(self), dtype=bool)

    def column(self, ref: str) -> "Column":
        """The column of a question, `grid.row` or derived question. An answer that is not there was not asked."""
        if ref not in self._columns:
            from casereview.findings.column import UNASKED, build

            if self._index is not None:
                self._columns[ref] = self._whole.column(ref).take(self._index)
            else:
                answers = [each or UNASKED for each in self._answers(ref)]
                self._columns[ref] = build(ref, self.instrument.options_of(ref), answers)
        return self._columns[ref]

    def _answers(self, ref: str) -> "Iterator[Answer | None]":
        """The answers to `ref`; the kind of reviewer as if it had been asked."""
        if ref == KIND:
            return (_kind(record) for record in self.records)
        return (record.answers.get(ref) for record in self.records)

    def columns(self, ref: str) -> "list[Column]":
        """The columns behind `ref`: one, or every row of a grid named without its row."""
        question = self.instrument.question.get(ref)
        refs = [item.ref for item in items_of(question)] if question and question.type == "grid" else [ref]
        return [self.column(each) for each in refs]

    def mask(self, condition: Condition) -> "Mask":
        """Who `condition` is true of: the same truth as `routing.holds`, for all responses at once."""
        match condition:
            case Is(ref, codes):
                return self.column(ref).has(codes)
            case Compare():
                return self._compares(condition)
            case AllOf(parts):
                return reduce(and_, (self.mask(part) for part in parts), self.everyone())
            case AnyOf(parts):
                return reduce(or_, (self.mask(part) for part in parts), ~self.everyone())

    def only(self, mask: "Mask") -> "Frame":
        """The frame of the responses in `mask`, in the same order."""
        import numpy as np

        smaller = Frame(self.instrument, [r for r, kept in zip(self.records, mask, strict=True) if kept], self.demo)
        kept = np.flatnonzero(mask)
        smaller._whole, smaller._index = self._whole, kept if self._index is None else self._index[kept]
        return smaller

    def where(self, filters: Filters) -> "Frame":
        """The responses that meet every filter: an attribute, `workshop`, `table` or `kind`, with the codes wanted.

        A heading of nested options stands for everything under it. Raises FilterError for an unknown name or code.
        """
        masks = [self._chosen(key, codes) for key, codes in filters.items() if codes]
        part = self.only(reduce(and_, masks)) if masks else self
        if masks and self.later is not None:
            part.later = self.later._beside(part)
        return part

    def _beside(self, first: "Frame") -> "Frame":
        """Of these later rounds, those of the same cases and kinds of reviewer as the first."""
        import numpy as np

        kept = {(record.public_id, record.kind) for record in first.records}
        return self.only(np.array([(record.public_id, record.kind) in kept for record in self.records], dtype=bool))

    def placed(self, key: str, code: str) -> "Mask":
        """Who has `code` as their `workshop`, `table` or `kind`."""
        import numpy as np

        return np.array([getattr(record, key) == code for record in self.records], dtype=bool)

    def _chosen(self, key: str, codes: Sequence[str]) -> "Mask":
        attributes = {attribute.id: attribute for attribute in self.instrument.attributes if attribute.options}
        if key in attributes:
            wanted = _leaves(attributes[key].by_code, {o.code: o.parent for o in attributes[key].options}, codes, key)
            return self.column(key).has(wanted)
        if key not in PLACES:
            known = ", ".join([*attributes, *PLACES])
            raise FilterError(f"There is no filter “{key}”. Filter by one of: {known}.")
        known_codes = {getattr(record, key) for record in self._whole.records}
        known_codes |= {kind.code for kind in self.instrument.kinds} if key == "kind" else set()
        for code in codes:
            if code not in known_codes:
                raise FilterError(f"No response counted here has the {PLACES[key]} “{code}”.")
        return reduce(or_, (self.placed(key, code) for code in codes))

    def _compares(self, condition: Compare) -> "Mask":
        import numpy as np

        left, right = self.column(condition.left).ranks(), self.column(condition.right).ranks()
        both = ~(np.isnan(left) | np.isnan(right))
        compared = {"lower": np.less, "higher": np.greater, "same": np.equal, "differs": np.not_equal}
        return both & compared[condition.comparison](left, right)


def _kind(record: Record) -> Answer | None:
    if KIND not in record.answers:
        return Answer("answered", record.kind) if record.kind else None
    return record.answers[KIND]


def _leaves(options: Mapping[str, object], parents: Mapping[str, str], codes: Sequence[str], key: str) -> set[str]:
    for code in codes:
        if code not in options:
            raise FilterError(f"“{key}” has no “{code}”. It has: {', '.join(options)}.")
    wanted = set(codes)
    while more := {code for code, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return wanted
