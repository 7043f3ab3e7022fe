"""A profile: the mean of each of several ratings on one scale, and the same for each group it is shown by."""

from collections.abc import Iterator, Sequence

from casereview.findings.base import population
from casereview.findings.disclosure import LEAST
from casereview.findings.frame import Frame
from casereview.findings.result import Row
from casereview.findings.tally import Tally
from casereview.findings.wording import units
from casereview.instruments.finding import Base, Finding
from casereview.instruments.question import Item, items_of


def is_profile(finding: Finding, frame: Frame) -> bool:
    """Whether it is of several ratings: of a whole grid, or of those named in `across`."""
    question = frame.instrument.question.get(finding.of)
    return bool(finding.across) or (question is not None and question.type == "grid")


def dimensions(finding: Finding, frame: Frame) -> Iterator[tuple[str, Item]]:
    """The code of each row and the item it is the mean of, in the order of the file."""
    if finding.across:
        yield from ((ref, frame.instrument.item[ref]) for ref in finding.across)
        return
    for item in items_of(frame.instrument.question[finding.of]):
        yield item.row.code if item.row else item.ref, item


def tallies(finding: Finding, frame: Frame) -> list[Tally]:
    """Everyone who rated it, for each row: the base goes row by row."""
    if not isinstance(finding.base, Base):
        raise ValueError(f"finding {finding.id}: a rating needs a base of responses")
    found = []
    for code, item in dimensions(finding, frame):
        people = population(finding.base, frame, ref=item.ref, row=item.row, known=(item.ref,))
        label = item.row.label if item.row else item.name
        found.append(Tally(code, label, people.mask, people))
    return found


def in_order(finding: Finding, rows: Sequence[Row]) -> list[Row]:
    """As listed, or the highest mean first; rows that fewer than five rated stand last."""
    if finding.order == "listed":
        return list(rows)
    return sorted(rows, key=lambda row: (row.denominator < LEAST, -round(row.value or 0.0, 9)))


def leading(finding: Finding, rows: Sequence[Row]) -> Row:
    """The row the headline is about: the declared one, or the first that enough people rated."""
    named = [row for row in rows if row.code == finding.lead]
    enough = [row for row in rows if row.denominator >= LEAST]
    return [*named, *enough, *rows][0]


def own_bases(frame: Frame, rows: Sequence[Row]) -> tuple[str, ...]:
    """A note where the rows are not of equally many."""
    sizes = sorted({row.denominator for row in rows})
    if len(sizes) < 2:
        return ()
    return (f"Each line is of those who rated it, {sizes[0]:,.0f} to {sizes[-1]:,.0f} {units(frame.instrument, 2)}.",)
