"""The year's figures are live formulas: another program, given a twin full of -1, works out what the product did."""

import pytest

from casereview.pricing.prices import Price
from casereview.pricing.result import costed
from casereview.scaling import Range, Share
from casereview.summary.opportunity import rows
from casereview.summary.plan import Basis, Factor, Plan
from exports.workbook import Money, build
from exports.workbook.opportunities import SHEET
from tests.casereview.pricing.slow import INSTRUMENT, PRICES, frame
from tests.exports import exported, libreoffice

VOLUME = Factor("volume", "A year", 1000, 900, 1100, source="=Records")
REACH = Factor("factor", "Reach", 0.4, 0.3, 0.5, percent=True, source="Ours")
HOUR = Price("own.hour", "Hour of time", "hour", 34, 38, 43, 3, "Finance", "Ledger", "2026-04-01", "2027-03-31")
PRICED = Factor(
    "price", HOUR.label, HOUR.gross, HOUR.low, HOUR.high, False, "Ledger", HOUR.contribution, unit_cost=True
)


def quarter(name: str) -> Basis:
    return Basis(name, Range(0.25, 0.25, 0.25), "published")


def plan(name: str, basis: Basis, *factors: Factor, **more: object) -> Plan:
    fields = {"kind": "avoided", "unit": "hours", "unit_words": "hours a year"}
    return Plan(name, name, basis=basis, factors=factors, **{**fields, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def money() -> Money:
    """A share priced by the table, a bill of cases, a group whose time is freed, and an overlap."""
    bill = costed(INSTRUMENT.pricing[0], frame(), PRICES)
    cases = Basis("The bill", bill.part(), "cases", percent=False, net=bill.part(net=True), pounds=True)
    twice = Factor("factor", "Twice", 0.2, 0.1, 0.3, percent=True)
    team = {"group": "Team", "unit": "capacity", "reading": "freed", "kind": "capacity"}
    return Money(
        tuple(
            rows([
                plan("Share", Basis("Half", Share(41, 83), "41 of 83"), VOLUME, REACH, PRICED, first_months=9),
                plan("Bill", cases, VOLUME, unit="pounds", overlap=twice, overlap_note="Both", first_months=6),
                plan("One", quarter("One"), VOLUME, **team), plan("Two", quarter("Two"), REACH, VOLUME, **team),
            ])
        ),
        (HOUR,),
    )  # fmt: skip


def test_formulas_and_stored_values_say_what_the_rows_do(money: Money):
    formulas = [
        each for each in build([exported.every(1, 5)], exported.META, money=money).formulas if each.sheet == SHEET
    ]
    values = [each.value for each in formulas]
    share, bill, team = money.rows
    assert share.net is not None
    assert bill.net is not None
    for figure in (share.amount, share.pounds, share.net, bill.amount, bill.net, team.amount):
        assert figure.value in values
    assert values[-1] == pytest.approx(share.pounds_drawn.value + bill.counted_pounds.value)


@pytest.mark.libreoffice
def test_another_program_works_out_every_figure(money: Money, tmp_path):
    book = build([exported.every(1, 5)], exported.META, stored=-1, money=money)
    read = libreoffice.recalculated(book.close(), tmp_path)
    ours = [each for each in book.formulas if each.sheet in (SHEET, "Unit costs")]
    assert len(ours) > 10
    for each in ours:
        assert read[each.sheet].cell(each.row + 1, each.column + 1).value == pytest.approx(each.value, rel=1e-9), each


def test_what_cannot_be_shown_is_in_no_sheet(money: Money):
    closed = plan("Closed", Basis("x", None, "", why="not complete"))
    book = build([exported.every(1, 5)], exported.META, money=Money(tuple(rows([closed]))))
    assert not {"Unit costs", SHEET} & {sheet.get_name() for sheet in book.workbook.worksheets()}
