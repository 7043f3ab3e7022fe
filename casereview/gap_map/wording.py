"""The map in words: what each state is called, what it means, and the sentence the page opens with."""

from dataclasses import dataclass

from casereview.findings import wording
from casereview.findings.disclosure import LEAST
from casereview.findings.result import quotient
from casereview.gap_map.mapping import Cell, GapMap, Label, State
from casereview.gap_map.naming import ANYWHERE
from casereview.statistics import wilson

IN_ALL = "Anywhere"


@dataclass(frozen=True)
class Legend:
    """How a state is called, marked and explained. Mark and words tell it as well as its colour does."""

    mark: str
    words: str
    meaning: str


LEGEND: dict[State, Legend] = {
    "known": Legend("●", "Known", "The directory has a service there, and somebody who works there named one."),
    "unnamed": Legend("○", "Nobody named one", "The directory has a service there; nobody who works there named one."),
    "elsewhere": Legend("◐", "Not in the directory", "Somebody named a service the directory does not have there."),
    "none": Legend("✕", "None exists", "The directory has no service there, and nobody who works there named one."),
    "waiting": Legend("?", "Not yet matched", "A name given there has not been held against the directory yet."),
    "hidden": Legend("–", "Not shown", f"Fewer than {LEAST} people answered there, or what is left would show fewer."),
}  # fmt: skip


def title_of(place: str, places: tuple[Label, ...]) -> str:
    """The name of a place, or of the column of totals."""
    return dict(places).get(place, IN_ALL)


def opening(drawn: GapMap) -> str:
    """ "For 10 of 10 outcomes a service exists; for 4 of them nobody in Northern named one." Ties are all named."""
    exists = sum(bool(drawn.cells[code, ANYWHERE].here) for code, _ in drawn.outcomes)
    said = f"For {exists} of {len(drawn.outcomes)} outcomes a service exists"
    missed = {
        label: sum(drawn.cells[outcome, code].state == "unnamed" for outcome, _ in drawn.outcomes)
        for code, label in drawn.places
    }
    most = max(missed.values(), default=0)
    where = [label for label, number in missed.items() if number == most]
    return f"{said}; for {most} of them nobody in {_listed(where)} named one." if most else f"{said}."


def least_known(drawn: GapMap) -> str:
    """ "Known to the fewest: being appropriately clothed, where 6 of 38 named one that exists." """
    cells = [drawn.cells[code, ANYWHERE] for code, _ in drawn.outcomes]
    counted = [cell for cell in cells if cell.here and cell.state not in ("hidden", "waiting")]
    if not counted:
        return ""
    fewest = min(counted, key=lambda cell: (quotient(cell.people, cell.answered) or 0.0, -len(cell.here)))
    label = dict(drawn.outcomes)[fewest.outcome]
    return f"Known to the fewest: {label[:1].lower()}{label[1:]}, for which {people(fewest)} named one that exists."


def base(drawn: GapMap, unit: str) -> str:
    """Whose answers these are, who of them is in no place, and which list they are held against."""
    said = f"{drawn.people:,} {unit} answered."
    if drawn.unplaced:
        said += (
            f" {drawn.unplaced:,} of them count only under {IN_ALL}: they did not say where they work, or fewer than "
            f"{LEAST} work there."
        )
    word = "service" if drawn.services == 1 else "services"
    return f"{said} {drawn.services:,} {word} in the directory: {'; '.join(drawn.lists) or 'no list yet'}."


def waiting(drawn: GapMap) -> str:
    """ "2 names are not yet matched"; nothing where all are."""
    return (
        f"{drawn.waiting:,} {'name is' if drawn.waiting == 1 else 'names are'} not yet matched" if drawn.waiting else ""
    )


def people(cell: Cell) -> str:
    """ "3 of 6 people", out of all who answered there; nothing where that is not shown."""
    return "" if cell.state == "hidden" else f"{cell.people} of {cell.answered} people"


def services(cell: Cell) -> str:
    """ "1 of 2 services", or what the directory has where nothing is said of people."""
    if not cell.here:
        return "no service"
    word = "service" if len(cell.here) == 1 else "services"
    return f"{len(cell.here)} {word}" if cell.state == "hidden" else f"{len(cell.named)} of {len(cell.here)} {word}"


def stray(cell: Cell) -> str:
    """ "1 of 5 people named one listed elsewhere": of a service that the directory does not have there."""
    what = "one" if len(cell.elsewhere) == 1 else str(len(cell.elsewhere))
    return f"{cell.strays} of {cell.answered} people named {what} listed elsewhere"


def in_all(cell: Cell) -> str:
    """What the state means in the column of totals, where it is about everybody and every place."""
    meant = {
        "known": "The directory has a service somewhere, and somebody named one.",
        "unnamed": "The directory has a service somewhere, and nobody named one.",
        "elsewhere": "Somebody named a service that the directory does not have for this.",
        "none": "The directory has no service for this, and nobody named one.",
        "hidden": f"Fewer than {LEAST} people answered.",
    }
    return meant.get(cell.state, LEGEND[cell.state].meaning)


def share(cell: Cell) -> str:
    """The people of a cell as a share with its interval: "50%, 95% interval 19% to 81%"."""
    found = wilson(cell.people, cell.answered)
    if found is None or cell.state == "hidden":
        return ""
    value = wording.percent(quotient(cell.people, cell.answered), cell.answered)
    return f"{value}, 95% interval {wording.interval(*found, cell.answered)}"


def _listed(names: list[str]) -> str:
    """Northern, Eastern or Western."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
