"""Numbers and bases in words, rounded for people: the same on the page, in charts, sentences and the workbook."""

from collections.abc import Sequence
from math import floor

from casereview.instruments.conditions import AllOf, AnyOf, Compare, Condition, Is
from casereview.instruments.finding import KIND, Base, Finding
from casereview.instruments.model import Instrument

RECONSTRUCTED = "The source prints only the rounded figure; the counts behind it are ours."
FEW_DECIMALS_FROM = 1000  # a base this large bears one decimal


def percent(value: float | None, denominator: float) -> str:
    """A fraction of 1 as "49%": halves up, "<1%" above zero but under a half, one decimal from n = 1,000.

    "no cases" where the base is empty (`value` is None).
    """
    if value is None or not denominator:
        return "no cases"
    decimals = 1 if denominator >= FEW_DECIMALS_FROM else 0
    rounded = half_up(value * 100, decimals)
    if value > 0 and not rounded.strip("0."):
        return "<0.1%" if decimals else "<1%"
    return f"{rounded}%"


def half_up(value: float, decimals: int) -> str:
    """`value` with `decimals` places, halves up (Python rounds them to even, and 28.5 may be held as 28.4999...)."""
    scale = 10**decimals
    return f"{floor(value * scale + 0.5 + 1e-9) / scale:,.{decimals}f}"


def number(value: float) -> str:
    """A count: "41", "8.5" for a shared weight, "1,200"."""
    return f"{round(value):,}" if abs(value - round(value)) < 0.05 else half_up(value, 1)


def n_of_n(numerator: float, denominator: float) -> str:
    """ "41 of 83", "8.5 of 83"; "0 of 0" on an empty base, whatever the units are called."""
    return f"{number(numerator)} of {number(denominator)}"


def interval(low: float | None, high: float | None, n: float) -> str:
    """ "39% to 60%"; nothing where there is no interval."""
    return "" if low is None or high is None else f"{percent(low, n)} to {percent(high, n)}"


def shown(value: float | None, denominator: float, unit: str) -> str:
    """A result's value as people read it: a percentage, a count, or a mean with one decimal and its unit."""
    if value is None:
        return "no cases"
    if unit == "count":
        return number(value)
    if unit == "coefficient":
        return half_up(value, 2)
    return percent(value, denominator) if unit == "share" else f"{half_up(value, 1)} {unit}".strip()


def units(instrument: Instrument, n: float) -> str:
    """ "case" or "cases", in the instrument's own words."""
    one, many = instrument.unit_words if all(instrument.unit_words) else (instrument.unit, f"{instrument.unit}s")
    return one if n == 1 else many


def name(instrument: Instrument, ref: str) -> str:
    """The short name of a question, grid row or derived question, in quotation marks."""
    item = instrument.item.get(ref)
    return f"“{item.name if item else instrument.options_of(ref).name}”"


def clause(condition: Condition, instrument: Instrument) -> str:
    """A condition as a clause: `“Looking back” is “Yes”`."""
    from casereview.instruments.wording import words

    return words(condition, instrument)


def base_words(
    base: Base, ref: str, n: int, instrument: Instrument, matched: str = "", known: Sequence[str] = ()
) -> str:
    """The base with its n: "the 41 cases asked “By what?”", "83 cases reviewed". `matched` is the label of the row;
    `known`: what must be known as well, such as both sides of a comparison.

    `words` of the declaration replace what follows the count, or hold `{n}` themselves.
    """
    count = f"{n:,}" if n else "no"
    if base.words:
        return base.words.replace("{n}", count) if "{n}" in base.words else f"{count} {base.words}"
    reviewed = " reviewed" if instrument.unit == "case" else ""
    said = known_where(base.among, instrument)  # what "where" says already
    text = f"{count} {units(instrument, n)}"
    level = "known" if ref in known and base.level != "responses" else base.level  # who is known was asked
    ending = {
        "responses": "",
        "asked": f" asked {name(instrument, ref)}",
        "answered": f" with an answer to {name(instrument, ref)}",
        "known": f" with a known answer to {name(instrument, ref)}",
    }["responses" if ref in said else level]
    more = [each for each in known if (each, level) != (ref, "known") and each not in said]
    also = " and to ".join(name(instrument, each) for each in more)
    if also:
        to_both = ending and level == "known"
        ending += f" and to {also}" if to_both else f"{' and' if ending else ''} with a known answer to {also}"
    where = [clause(base.among, instrument)] if base.among is not None else []
    if base.codes:
        ending, where = "", [*where, clause(Is(ref, base.codes), instrument)]
    where += [f"{name(instrument, base.matching)} is “{matched}”"] if base.matching else []
    among = f"{', among those' if ending else ''} where {' and '.join(where)}" if where else ""
    if not ending and not among:
        return f"{text}{reviewed}"
    return f"{'the ' if n else ''}{text}{ending}{among}"


def known_where(condition: Condition | None, instrument: Instrument) -> set[str]:
    """The items whose answer is known wherever `condition` holds."""
    match condition:
        case Is(ref, codes):
            by_code = {} if ref == KIND else instrument.options_of(ref).by_code
            return set() if any(code not in by_code or by_code[code].missing for code in codes) else {ref}
        case Compare():
            return {condition.left, condition.right}
        case AllOf(parts):
            return set().union(*(known_where(part, instrument) for part in parts))
        case AnyOf(parts):
            return set.intersection(*(known_where(part, instrument) for part in parts)) if parts else set()
    return set()


def mentions_words(mentions: float, respondents: int, instrument: Instrument) -> str:
    """ "76 mentions by 38 responses"."""
    if not respondents:
        return "no mentions"
    return (
        f"{number(mentions)} {'mention' if mentions == 1 else 'mentions'} by {respondents:,} "
        f"{units(instrument, respondents)}"
    )


def headline(finding: Finding, instrument: Instrument, filled: dict[str, str], denominator: float) -> str:
    """The sentence with {value}, {numerator}, {denominator}, {lead} filled in; without cases it says so."""
    if not denominator:
        return f"{finding.title}: no {units(instrument, 0)}"
    if not finding.headline:
        leading = f"{filled['lead']}, " if finding.kind == "distribution" else ""
        return f"{finding.title}: {leading}{filled['value']}"
    text = finding.headline
    for key, words in filled.items():
        text = text.replace("{" + key + "}", words)
    return text


def notes_of(finding: Finding, demo: bool, more: Sequence[str] = ()) -> tuple[str, ...]:
    """What stands beside the number: the declared note, what came up in counting, and whose the counts are."""
    ours = [RECONSTRUCTED] if finding.reconstructed and demo else []
    return tuple(note for note in (finding.note, *more, *ours) if note)
