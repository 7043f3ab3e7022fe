"""A directory as a sheet with columns: its fields as questions, so that the importing of case lists reads it too."""

from casereview.instruments.model import Instrument
from casereview.instruments.question import Option, Question, Section

SHEET = "Directory"
EVERYWHERE = "everywhere_"  # ends as no code of a list should
EVERYWHERE_LABEL = "Everywhere"
NEEDED = ("name", "outcomes", "places")


def outcomes_of(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """The rows of the grid in which services are named: code and label. The instrument must have a gap map."""
    declared = instrument.gap_map
    return tuple((row.code, row.label) for row in instrument.plain[declared.question].rows) if declared else ()


def places_of(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    """Where those who answered may work: code and label, "not known" apart."""
    declared = instrument.gap_map
    options = instrument.plain[declared.by].choosable if declared else ()
    return tuple((each.code, each.label) for each in options if not (each.missing or each.other))


def directory_sheet(instrument: Instrument) -> Instrument:
    """The fields of an entry as attributes of an instrument of its own, with this one's outcomes and places."""
    helps = tuple(Option(code=code, label=label) for code, label in outcomes_of(instrument))
    where = tuple(Option(code=code, label=label) for code, label in places_of(instrument))
    where = (Option(code=EVERYWHERE, label=EVERYWHERE_LABEL), *where)
    fields = (
        _words("name", "Name", "The service, as people know it.", 200),
        _words("provider", "Provider", "Who runs it.", 200),
        _words("contact", "Contact", "How to reach it: a number of the service, an address, a website.", 400),
        Question(id="outcomes", text="What it helps with", short="Helps with", type="choices", options=helps),
        Question(id="places", text="Where it can be had", short="Where", type="choices", options=where),
        _words("source", "Source", "The list it is from, where that differs from row to row.", 400),
        _words("dated", "Date", "Of when the list is, where that differs from row to row.", 100),
    )
    asked = Section(id="none", title="None")
    return Instrument(id="directory", version=1, title=SHEET, unit="case", attributes=fields, sections=(asked,))


def _words(name: str, short: str, text: str, most: int) -> Question:
    return Question(id=name, text=text, short=short, type="text", max_length=most)
