"""Studies to write workbooks of: random responses to the tiny instrument with every finding, and to the case review."""

import random
from datetime import UTC, datetime
from functools import cache

from casereview.answers import Draft, Given
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import load, shipped
from casereview.instruments.model import Instrument
from casereview.settling import derive, settle
from exports.workbook import Meta, StudyExport
from tests import every_finding

META = Meta("riverside", "Riverside diagnostic", datetime(2026, 11, 5, 10, 0, tzinfo=UTC), "Amina Analyst")


def every(seed: int = 1, n: int = 120) -> StudyExport:
    """A finding of every kind. Each case counts once; agreement has the further reviews too."""
    reviews = every_finding.frame(seed, n)
    first: dict[str, Record] = {}
    for record in reviews.records:
        first.setdefault(record.public_id, record)
    counting = [record for record in reviews.records if first[record.public_id] is record]
    return StudyExport("every", "Every finding", Frame(reviews.instrument, counting), reviews)


@cache
def case_review() -> Instrument:
    """The newest case review instrument."""
    return load(shipped()["case-review"][-1])


def case_reviews(seed: int = 1, n: int = 83) -> StudyExport:
    """Random case reviews, with everything a person may leave out."""
    chance = random.Random(seed)
    instrument = case_review()
    records = [
        Record(f"case{number}", f"CR-{number:03}", derive(instrument, settle(instrument, _draft(instrument, chance))))
        for number in range(n)
    ]
    return StudyExport("case-review", "Case review", Frame(instrument, records))


def _draft(instrument: Instrument, chance: random.Random) -> Draft:
    return {
        item.ref: Given(_value(item.question.type, [o.code for o in item.question.choosable], chance))
        for item in instrument.items
        if chance.random() > 0.05
    }


def _value(kind: str, codes: list[str], chance: random.Random):
    if kind == "choices":
        return tuple(code for code in codes if chance.random() < 0.3) or (chance.choice(codes),)
    if kind == "number":
        return chance.randint(0, 40) / 2
    # a text that reads like a name of absence must not be taken for one
    return chance.choice(codes) if codes else chance.choice(["not asked", "left blank", "answered", "=1+1"])
