"""The Opportunities sheet: every part as stated, and the year's figures as live formulas over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from casereview.pricing.prices import Price
from casereview.summary.drawing import Drawn
from casereview.summary.opportunity import Row
from casereview.summary.plan import WHOLE_YEAR, Basis, Factor, Plan
from exports.workbook import unit_costs
from exports.workbook.book import Book, cell
from exports.workbook.unit_costs import Places

HEADS = (
    ("Opportunity", 40),
    ("Part", 54),
    ("It is", 22),
    ("Stated", 16),
    ("Lowest", 14),
    ("Highest", 14),
    ("Source", 70),
)
TITLE_, PART, ROLE, STATED, LOW, HIGH, SOURCE = range(7)
ROLES = {"volume": "The year’s volume", "factor": "Times", "price": "Pounds for one, gross"}
SHEET = "Opportunities"
LINE = 15  # points a line of text takes
FITS = 0.9  # characters for one of a column's width
ABOUT = (
    "Change a stated part and the year’s figures follow. Ranges of worked-out figures are the middle 95% of the draws "
    "made when this file was written: they do not follow. Kinds of pounds are never added to each other."
)


@dataclass(frozen=True)
class Money:
    """What the two sheets show: the rows of opportunities that can be shown, and the unit cost table."""

    rows: tuple[Row, ...] = ()
    prices: tuple[Price, ...] = ()


@dataclass
class Page:
    """The sheet as it fills up."""

    book: Book
    sheet: Any
    places: Places
    row: int = 1

    def part(self, title: str, label: str, role: str, numbers: Sequence[float | None], source: str, style: str) -> str:
        """A line with a part as stated; gives back the cell of its stated value."""
        self._texts(title, label, role, source)
        for column, number in zip((STATED, LOW, HIGH), numbers, strict=True):
            if number is not None:
                self.book.number(self.sheet, self.row, column, number, f"top {style}")
        return self._next()

    def linked(self, title: str, label: str, role: str, formula: str, value: float, source: str) -> str:
        """A line whose value is read from another cell."""
        self._texts(title, label, role, source)
        self.book.formula(self.sheet, self.row, STATED, formula, value, "top pounds")
        return self._next()

    def worked(self, title: str, label: str, formula: str, drawn: Drawn, style: str) -> str:
        """A line with a figure worked out from the cells above, and its range as it was drawn."""
        self._texts(title, label, "Worked out", "", "bold ")
        self.book.formula(self.sheet, self.row, STATED, formula, drawn.value, f"top bold {style}")
        figure = drawn.figure
        for column, number in ((LOW, figure.low), (HIGH, figure.high)):
            self.book.number(self.sheet, self.row, column, number, f"top {style}")
        return self._next()

    def _texts(self, title: str, label: str, role: str, source: str, style: str = "") -> None:
        for column, text in ((TITLE_, title), (PART, label), (ROLE, role), (SOURCE, source)):
            self.book.text(self.sheet, self.row, column, text, f"{style}wrap{' indent' if column == SOURCE else ''}")
        lines = max(len(wrap(text, int(HEADS[column][1] * FITS))) for column, text in ((PART, label), (SOURCE, source)))
        self.sheet.set_row(self.row, LINE * max(1, lines))

    def _next(self) -> str:
        self.row += 1
        return cell(self.row - 1, STATED)


def write(book: Book, money: Money) -> None:
    """Writes both sheets, where there is anything in them."""
    places = unit_costs.write(book, money.prices) if money.prices else {}
    rows = [row for row in money.rows if row.shown]
    if not rows:
        return
    sheet = book.sheet(SHEET)
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        book.text(sheet, 0, column, head, _head(column))
    sheet.freeze_panes(1, 0)
    page = Page(book, sheet, places)
    totals: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        _row(page, row, totals)
        page.row += 1
    for kind, found in totals.items():
        page._texts("Total", f"Pounds a year, {kind}, gross", "Worked out", "", "bold ")
        formula = "+".join(each for each, _ in found)
        book.formula(sheet, page.row, STATED, formula, sum(value for _, value in found), "top bold pounds_whole")
        page.row += 1
    book.text(sheet, page.row + 1, TITLE_, ABOUT, "top")


def _head(column: int) -> str:
    """Heads of numbers stand over their numbers, and the source a little apart from them."""
    return "head right" if column in (STATED, LOW, HIGH) else "head indent" if column == SOURCE else "head"


def _row(page: Page, row: Row, totals: dict[str, list[tuple[str, float]]]) -> None:
    shares, net_share = [], ""
    for plan in row.plans:
        basis, net_share = _basis(page, row.title, plan.basis)
        shares.append("*".join([basis, *(_factor(page, row.title, each) for each in plan.of("factor"))]))
        net_share = shares[-1].replace(basis, net_share, 1) if net_share else ""
    volumes = "".join(f"*{_factor(page, row.title, each)}" for each in row.plan.of("volume"))
    share = f"(1-{'*'.join(f'(1-{each})' for each in shares)})" if row.is_group else shares[0]
    share = f"({share}/(1-{share}))" if row.plan.reading == "freed" else share
    in_pounds = row.plan.unit == "pounds"
    words = row.plan.unit_words or f"{row.plan.unit} a year"
    year = page.worked(
        row.title, f"A full year: {'pounds, gross' if in_pounds else words}", share + volumes, row.amount_drawn,
        "pounds_whole" if in_pounds else "whole",
    )  # fmt: skip
    gross, net = year, f"{net_share}{volumes}" if net_share else ""
    prices = row.plan.of("price")
    if prices and row.pounds_drawn:
        cells = [_price(page, row.title, each) for each in prices]
        product = "*".join([year, *(each for each, _ in cells)])
        gross = page.worked(row.title, "A full year: pounds, gross", product, row.pounds_drawn, "pounds_whole")
        net = "*".join([year, *(each for _, each in cells)])
    if row.net_drawn and net:
        page.worked(row.title, "A full year: pounds, net of what people pay", net, row.net_drawn, "pounds_whole")
    counted = _overlap(page, row, gross)
    if row.pounds_drawn:
        totals.setdefault(row.plan.kind, []).append((counted, row.left(row.pounds_drawn).value))


def _basis(page: Page, title: str, basis: Basis) -> tuple[str, str]:
    """The cells of the figure it rests on: gross (or as it is), and net ("" where it is not pounds)."""
    if basis.part is None:
        raise ValueError(basis.why)
    style = "share_part" if basis.percent else "pounds" if basis.pounds else "part"
    ends = (basis.part.stated, basis.low, basis.high)
    source = ". ".join(each for each in (basis.words, basis.source) if each)
    found = page.part(title, basis.name, "What it rests on", ends, source, style)
    if basis.net is None:
        return found, ""
    return found, page.part(
        title,
        "The same, after what people pay themselves",
        "The same, net",
        (basis.net.stated, None, None),
        source,
        style,
    )


def _factor(page: Page, title: str, factor: Factor) -> str:
    ends = (factor.stated, factor.low, factor.high)
    style = "share_part" if factor.percent else "part"
    return page.part(title, factor.label, ROLES[factor.role], ends, factor.source, style)


def _price(page: Page, title: str, factor: Factor) -> tuple[str, str]:
    """The cells of a price, gross and net; one of the unit cost table follows that table."""
    role = ROLES["price"]
    if factor.unit_cost and factor.label in page.places:
        gross, net = page.places[factor.label]
        found = page.linked(title, factor.label, role, gross, factor.stated, factor.source)
        return found, page.linked(title, f"{factor.label}, net", "The same, net", net, factor.net_drawn.value, "")
    found = page.part(title, factor.label, role, (factor.stated, factor.low, factor.high), factor.source, "pounds")
    return found, found


def _overlap(page: Page, row: Row, whole: str) -> str:
    """The lines for what is counted twice and for the first year; gives back the cell that goes into the total."""
    drawn = row.pounds_drawn or row.amount_drawn
    style = "pounds_whole" if row.pounds_drawn else "whole"
    overlaps = [_twice(page, row.title, plan) for plan in row.plans if plan.overlap.high]
    counted = whole
    if overlaps:
        left = "*".join([whole, *(f"(1-{each})" for each in overlaps)])
        counted = page.worked(row.title, "What goes into the total", left, row.left(drawn), style)
    if row.plan.first_months < WHOLE_YEAR:
        months = page.part(
            row.title, "Months of effect in the first year", "Of 12", (row.plan.first_months, None, None), "", "part"
        )
        page.worked(row.title, "In the first year", f"{counted}*{months}/12", row.first(row.left(drawn)), style)
    return counted


def _twice(page: Page, title: str, plan: Plan) -> str:
    ends = (plan.overlap.stated, plan.overlap.low, plan.overlap.high)
    return page.part(title, "Counted twice, taken off", "Share of it", ends, plan.overlap_note, "share_part")
