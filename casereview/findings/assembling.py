"""Puts a counted number into a Result: its words, notes and places are the same for every kind of finding."""

from typing import Any

from casereview.findings.base import Population
from casereview.findings.disclosure import disclosed
from casereview.findings.frame import Frame
from casereview.findings.result import SMALL, Result, Row
from casereview.findings.wording import headline, notes_of, number, shown, units
from casereview.instruments.finding import Finding


def assemble(
    finding: Finding, frame: Frame, lead: Row, population: Population, *, notes: tuple[str, ...] = (), **more: Any
) -> Result:
    """The result whose number is `lead`, out of `population`. `more`: unit, method, rows, series, flow, stats."""
    unit = more.pop("unit", "count" if finding.show == "count" else "share")
    return disclosed(
        Result(
            id=finding.id,
            kind=finding.kind,
            title=finding.title,
            headline=_headline(finding, frame, lead, unit),
            unit=unit,
            numerator=lead.numerator,
            denominator=lead.denominator,
            value=lead.value,
            low=lead.low,
            high=lead.high,
            base=population.words,
            left_out=population.left_out,
            notes=notes_of(finding, frame.demo, notes),
            small=population.n < SMALL,
            top=finding.top,
            order=finding.order,
            reconstructed=finding.reconstructed and frame.demo,
            row_unit=more.pop("row_unit", unit),
            **more,
        ),
        frame,
        population.n,
    )


def _headline(finding: Finding, frame: Frame, lead: Row, unit: str) -> str:
    """The sentence; where nobody chose anything, no row leads and it must not say that one does."""
    if lead.denominator and not lead.numerator and "{lead}" in finding.headline and not finding.lead:
        return f"{finding.title}: none in {number(lead.denominator)} {units(frame.instrument, lead.denominator)}"
    return headline(finding, frame.instrument, _filled(lead, unit), lead.denominator)


def _filled(lead: Row, unit: str) -> dict[str, str]:
    return {
        "value": shown(lead.value, lead.denominator, unit),
        "numerator": number(lead.numerator),
        "denominator": number(lead.denominator),
        "lead": lead.label,
    }
