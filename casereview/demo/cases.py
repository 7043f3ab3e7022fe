"""The invented cases as drafts, read from the table of codes by the same boundary as a form or an import."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from casereview.answers import Draft, Given
from casereview.demo.files import table, words
from casereview.demo.stories import Story, stories
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item
from casereview.reading import read

SECOND = ", second table"


@dataclass(frozen=True)
class DemoCase:
    """One review of an invented case. `state`: reviewed, in_progress, to_do, parked, skipped or withdrawn."""

    number: int
    state: str
    workshop: int
    table: str
    summary: str
    facts: Draft  # what the case list says
    draft: Draft  # what the room judged; empty unless reviewed or in progress

    @property
    def reference(self) -> str:
        """The reference the project issued: MC-0001."""
        return f"MC-{self.number:04d}"

    @property
    def answers(self) -> Draft:
        """Facts and judgements together: what is counted."""
        return {**self.facts, **self.draft}


def cases(instrument: Instrument) -> list[DemoCase]:
    """Every case, in the order of the list. Raises ReadingError where the table does not fit the instrument."""
    return _read(instrument, "cases.csv", "")


def second_table(instrument: Instrument) -> list[DemoCase]:
    """The reviews by another table of the same workshop, which do not count."""
    return _read(instrument, "second_table.csv", SECOND)


def reviewed(instrument: Instrument) -> list[DemoCase]:
    """The cases that count."""
    return [case for case in cases(instrument) if case.state == "reviewed"]


def _read(instrument: Instrument, name: str, suffix: str) -> list[DemoCase]:
    told = stories()
    known = {*(attribute.id for attribute in instrument.attributes), *words("demo.toml")["case_list"]["answers"]}
    return [_case(instrument, row, told.get(row["number"] + suffix, Story()), known) for row in table(name)]


def _case(instrument: Instrument, row: Mapping[str, str], story: Story, known: Set[str]) -> DemoCase:
    given = {item.ref: entry for item in instrument.items if (entry := _given(item, row, story)) is not None}
    return DemoCase(
        int(row["number"]),
        row["state"],
        int(row["workshop"]),
        row["table"],
        story.summary,
        facts={ref: entry for ref, entry in given.items() if ref in known},
        draft={ref: entry for ref, entry in given.items() if ref not in known},
    )


def _given(item: Item, row: Mapping[str, str], story: Story) -> Given | None:
    cell = story.texts.get(item.ref) or row.get(item.ref, "")
    raw = cell.split("; ") if item.question.multiple else [cell]
    return read(item, raw, story.other.get(item.ref, ""))
