"""What goes into a workbook: the studies with their responses, and who made it, when and under which filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from casereview.findings.frame import Frame, Record
from casereview.findings.result import Result
from casereview.gap_map.mapping import GapMap
from casereview.instruments.model import Instrument
from casereview.store.spoken import Spoken


@dataclass(frozen=True)
class StudyExport:
    """One study. `frame` holds the responses that are in the numbers, already filtered."""

    key: str
    title: str
    frame: Frame
    reviews: Frame | None = None  # with the further reviews of the same cases that agreement is counted over
    drawn: str = ""  # how the cases were drawn
    notes: tuple[str, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)  # parked, skipped, withdrawn: how many
    spoken: Mapping[str, Sequence[Spoken]] = field(default_factory=dict)  # by finding: quotes, and figures beside them
    gap_map: GapMap | None = None  # where services named are held against a directory

    @property
    def instrument(self) -> Instrument:
        return self.frame.instrument

    @cached_property
    def results(self) -> list[Result]:
        """Every finding counted, in the order of the instrument's file."""
        from casereview.findings.counting import count

        return [
            count(each, self.every if each.kind == "agreement" else self.frame) for each in self.instrument.findings
        ]

    @property
    def every(self) -> Frame:
        """All reviews there are: the responses that count, and the further ones."""
        return self.reviews or self.frame

    @property
    def later(self) -> Sequence[Record]:
        """What was answered again in the rounds after the first, where reviewers answer alone: shown, in no number."""
        return self.frame.later.records if self.frame.later is not None else ()

    @cached_property
    def listed(self) -> Frame:
        """All that the Responses sheet lists: every review, then the later rounds."""
        return Frame(self.instrument, [*self.every.records, *self.later], self.frame.demo) if self.later else self.every

    @cached_property
    def counted(self) -> list[bool]:
        """Of all that is listed, whether it is the one that counts for its case."""
        waiting: dict[str, list[Record]] = {}
        for record in self.frame.records:
            waiting.setdefault(record.public_id, []).append(record)
        found = []
        for record in self.every.records:
            standing = waiting.get(record.public_id, [])
            found.append(record in standing)
            if found[-1]:
                standing.remove(record)
        return [*found, *[False] * len(self.later)]


@dataclass(frozen=True)
class Meta:
    """What the cover says. `filter` is in words, empty for all responses; without `include_text` no free text.

    `left_out`: the title of each study of the project that is not in this file, and why.
    """

    project: str
    title: str
    made_at: datetime
    made_by: str
    filter: str = ""
    include_text: bool = True
    demo: bool = False
    left_out: Sequence[tuple[str, str]] = ()
