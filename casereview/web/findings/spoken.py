"""What people said under the rows of a finding that counts codes: quotes by role, and the figure beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g

from casereview.models import SupportingFigure
from casereview.store import quotes, texts
from casereview.store.quotes import Quoted
from casereview.web.database import session
from casereview.web.findings.cards import Card
from casereview.web.findings.here import Here


@dataclass(frozen=True)
class Spoken:
    """One row of a finding with what stands under it."""

    label: str
    quotes: tuple[Quoted, ...]
    figure: SupportingFigure | None


def spoken(here: Here, card: Card) -> list[Spoken]:
    """What stands under each row, of the responses under the filters. Quotes only for those who may read the texts."""
    finding = card.finding
    if finding.kind != "distribution" or finding.of not in {each.id for each in here.instrument.coded}:
        return []
    said, figures = _quotes(here, finding.of), quotes.figures(session(), g.member, here.study, finding.of)
    counted = {record.public_id for record in here.frame.records}
    found = []
    for row in card.result.rows:
        under = tuple(each for each in said if each.code == row.code and each.case in counted)
        if under or row.code in figures:
            found.append(Spoken(row.label, under, figures.get(row.code)))
    return found


def _quotes(here: Here, frame: str) -> Sequence[Quoted]:
    if not g.member.may("code_text"):
        return []
    every = texts.texts(session(), g.member, here.study, frame)
    return quotes.quotes(session(), g.member, every)
