"""Every shipped instrument over invented responses: each finding equals its slow second count."""

import random
import tomllib

import pytest

from casereview.answers import Given
from casereview.findings.counting import count
from casereview.findings.frame import Frame, Record
from casereview.instruments.conditions import Is
from casereview.instruments.loading import loads, shipped
from casereview.settling import beside, derive, settle
from tests.plain_counts import PlainCounts

OURS = ("first-contact", "contact-notes", "duplication", "consistency")
FILES = [shipped()[key][-1] for key in OURS]


def invented(instrument, seed, n=240):
    """Settled responses of n reviews, of a third as many cases where there are kinds of reviewer."""
    luck = random.Random(seed)
    kinds = [kind.code for kind in instrument.kinds] or [""]
    records = []
    for _ in range(n):
        case = f"c{luck.randrange(n // 3)}" if instrument.kinds else f"c{len(records)}"
        answers = derive(instrument, settle(instrument, draft(instrument, luck)))
        records.append(Record(case, case.upper(), answers, luck.choice([*kinds, kinds[0], kinds[0]])))
    return beside(instrument, records)


def draft(instrument, luck):
    """An answer to nine of ten items, whatever the gates."""
    found = {}
    for item in instrument.items:
        codes = [option.code for option in item.question.choosable]
        if luck.random() < 0.1:
            continue
        if item.question.type == "choices":
            found[item.ref] = Given(tuple(code for code in codes if luck.random() < 0.3) or (codes[0],))
        elif item.question.type == "number":
            found[item.ref] = Given(float(luck.randint(0, 40)) / 2)
        else:
            found[item.ref] = Given(luck.choice(codes) if codes else "words")
    return found


def plain(records, instrument):
    """The responses as plain dicts, without what was derived."""
    return [
        {
            "case": record.public_id,
            "kind": record.kind,
            "answers": {
                ref: (answer.state, list(answer.value) if isinstance(answer.value, tuple) else answer.value)
                for ref, answer in record.answers.items()
                if ref in instrument.item
            },
        }
        for record in records
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_finding_equals_its_slow_count(path):
    raw = tomllib.loads(path.read_text("utf-8"))
    instrument = loads(path.read_text("utf-8"), path.name)
    records = invented(instrument, seed=len(raw["id"]))
    slow, frame = PlainCounts(raw, plain(records, instrument)), Frame(instrument, records)
    for finding, declared in zip(instrument.findings, raw["findings"], strict=True):
        result, expected = count(finding, frame), slow.count(declared)
        number = expected["number"] if "number" in expected else expected["rows"][finding.lead or result.rows[0].code]
        assert (pytest.approx(result.numerator), result.denominator) == number, finding.id
        assert result.denominator > 0, finding.id
        for row in result.rows:
            assert (pytest.approx(row.numerator), row.denominator) == expected["rows"][row.code], (finding.id, row.code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_headline_and_base_reads_as_words(path):
    instrument = loads(path.read_text("utf-8"), path.name)
    frame = Frame(instrument, invented(instrument, 7))
    for finding in instrument.findings:
        result = count(finding, frame)
        assert "{" not in result.headline + result.base
        assert result.base


def test_a_step_is_out_of_the_cases_in_which_it_was_done():
    path = shipped()["duplication"][-1]
    instrument = loads(path.read_text("utf-8"), path.name)
    records = invented(instrument, 3)
    result = count(
        next(each for each in instrument.findings if each.id == "repeated_steps"), Frame(instrument, records)
    )
    for row in result.rows:
        done = [r for r in records if r.answers[f"steps.{row.code}"].value in ("once", "repeated")]
        again = [r for r in done if r.answers[f"steps.{row.code}"].value == "repeated"]
        assert (row.numerator, row.denominator) == (len(again), len(done))
    assert len({row.denominator for row in result.rows}) > 1


def test_no_shipped_finding_shows_a_row_that_its_base_rules_out():
    """Of those who answered one of two things, nobody answered a third: a bar of 0% with an interval is nonsense."""
    seen = []
    for path in (versions[-1] for versions in shipped().values()):
        instrument = loads(path.read_text("utf-8"), path.name)
        for finding in instrument.findings:
            among = getattr(finding.base, "among", None)
            if finding.kind == "distribution" and isinstance(among, Is) and among.ref == finding.of:
                seen.append(finding.id)
                rows = [row.code for row in count(finding, Frame(instrument, [])).rows]
                assert set(rows) <= set(among.codes), finding.id
    assert seen
