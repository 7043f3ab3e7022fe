"""Cases priced the slow and obvious way, one at a time, sharing no code with the product; and random ones to price."""

import random
from pathlib import Path

from casereview.answers import Given
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import load
from casereview.pricing.prices import Price
from casereview.settling import derive, settle

INSTRUMENT = load(Path(__file__).with_name("tiny_prices.toml"))
POUNDS = {"places.home": (0, 0), "places.house": (800, 200), "hour": (25, 5)}  # gross, what people pay
PRICES = {
    item: Price(
        item, item, "week", gross * 0.9, gross, gross * 1.2, paid, "Finance", "Ledger", "2026-04-01", "2027-03-31"
    )
    for item, (gross, paid) in POUNDS.items()
}


def frame(n: int = 60, seed: int = 1, **always: str) -> Frame:
    """Random cases, some with an answer that is not known or left blank; `always`: answers everybody gives."""
    chance = random.Random(seed)
    records = []
    for number in range(n):
        draft = {q.id: Given(chance.choice(q.choosable).code) for q in INSTRUMENT.questions if chance.random() > 0.05}
        draft |= {ref: Given(code) for ref, code in always.items()}
        records.append(Record(f"c{number}", f"C-{number}", derive(INSTRUMENT, settle(INSTRUMENT, draft))))
    return Frame(INSTRUMENT, records)


def bill(record: Record, side: str, net: bool) -> float | None:
    """Pounds a week of one case; None where something asked is not known."""
    given = {}
    for part in ("place", "band", "people"):
        answer = record.answers[f"{side}_{part}"]
        if answer.state == "left_blank" or answer.value == "unknown":
            return None
        given[part] = answer.value
    place, hour = POUNDS[f"places.{given['place']}"], POUNDS["hour"]
    hours = {"few": 4, "many": 20, None: 0}[given["band"]] * {"one": 1, "two": 2, None: 1}[given["people"]]
    if net:
        return place[0] - place[1] + hours * (hour[0] - hour[1])
    return place[0] + hours * hour[0]


def bills(cases: Frame, net: bool = False) -> list[tuple[str, str, float, float]]:
    """(actual place, ideal place, actual pounds, ideal pounds) of every case with two known sides."""
    found = []
    for record in cases.records:
        actual, ideal = bill(record, "was", net), bill(record, "best", net)
        if actual is not None and ideal is not None:
            found.append(
                (str(record.answers["was_place"].value), str(record.answers["best_place"].value), actual, ideal)
            )
    return found
