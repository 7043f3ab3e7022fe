"""A tiny instrument with a finding of every kind, and random responses to it, for counting twice."""

import random
import tomllib
from functools import lru_cache
from pathlib import Path

from casereview.answers import Answer, Draft, Given
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import parsed
from casereview.instruments.model import Instrument
from casereview.settling import beside, derive, settle

TOML = (Path(__file__).parent / "every_finding.toml").read_text("utf-8")
RAW = tomllib.loads(TOML)


def instrument() -> Instrument:
    """The instrument, read once."""
    return parsed(TOML, "every finding")


def random_draft(random: random.Random) -> Draft:
    """Some answers: about a tenth of the items untouched, retired options now and then."""
    draft = {}
    for item in instrument().items:
        question = item.question
        codes = [option.code for option in question.options if option.code not in question.headings]
        if random.random() < 0.1:
            continue
        if question.type == "choices":
            draft[item.ref] = Given(tuple(code for code in codes if random.random() < 0.3) or (random.choice(codes),))
        elif question.type == "number":
            draft[item.ref] = Given(float(random.randint(0, 40)) / 2)
        elif question.scored:
            draft[item.ref] = Given(random.choice([*"1234", *codes]))
        else:
            draft[item.ref] = Given(random.choice(codes) if codes else "yes")
    return draft


def random_responses(seed: int, n: int) -> list[Record]:
    """n settled responses; some cases have several, and some texts are not yet coded."""
    chance = random.Random(seed)
    records = []
    for _ in range(n):
        answers = settle(instrument(), random_draft(chance))
        if chance.random() < 0.1 and answers["help.soup"].state == "answered":
            answers["help.soup"] = Answer("not_yet_coded")
        case = f"c{chance.randrange(n)}"
        kind = chance.choice(["alone", "together", "together", ""])
        table = chance.choice(["1", "2"])
        records.append(Record(case, case.upper(), derive(instrument(), answers), kind, 1, "monday", table))
    return beside(instrument(), records)


@lru_cache
def frame(seed: int = 1, n: int = 300) -> Frame:
    """A frame of n random responses; the same one each time."""
    return Frame(instrument(), random_responses(seed, n))


def plain(records: list[Record]) -> list[dict]:
    """The same responses as plain dicts, without what was derived."""
    derived = {each.id for each in instrument().derived}
    return [
        {
            "case": record.public_id,
            "kind": record.kind,
            "town": record.answers["town"].value,
            "answers": {
                ref: (answer.state, list(answer.value) if isinstance(answer.value, tuple) else answer.value)
                for ref, answer in record.answers.items()
                if ref not in derived
            },
        }
        for record in records
    ]
