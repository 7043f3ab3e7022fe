"""Conditions and bases as terms of SUMPRODUCT: each is 1 for a response it is true of and 0 for every other.

COUNTIFS would be shorter and wrong: two lists of codes are matched pair by pair, and * or > in a code is an operator.
"""

from collections.abc import Sequence

from casereview.findings.column import options_for
from casereview.instruments.conditions import AllOf, AnyOf, Compare, Condition, Is
from casereview.instruments.finding import Base
from casereview.instruments.question import Question, Row, items_of
from exports.workbook.column import ABSENT, NOT_KNOWN
from exports.workbook.layout import Layout, tickable

LONGEST = 1_500  # characters in one term; what is longer reads its codes from the Lists sheet
SIGNS = {"lower": "<", "higher": ">", "same": "=", "differs": "<>"}


def total(layout: Layout, terms: Sequence[str], numbers: str = "", among: str = "place") -> str:
    """How many responses all `terms` are true of, or the sum of `numbers` over them. Words weigh nothing.

    `among`: of the responses that count, or with "again" of those of later rounds, which count nowhere else.
    """
    product = "*".join([layout.name("counted", among), *terms])
    return f"SUMPRODUCT({product},{numbers})" if numbers else f"SUMPRODUCT({product})"


def condition(layout: Layout, wanted: Condition) -> str:
    """`wanted` as a term."""
    match wanted:
        case Is(ref, codes):
            return has(layout, ref, codes)
        case Compare(comparison, left, right):
            return _compare(layout, SIGNS[comparison], left, right)
        case AllOf(parts):
            return "*".join(condition(layout, part) for part in parts) or "1"
        case AnyOf(parts):
            return f"(({'+'.join(f'({condition(layout, part)})' for part in parts) or '0'})>0)"


def not_(term: str) -> str:
    """The opposite of a term."""
    return f"(1-{term})" if "*" not in term else f"(1-({term}))"


def has(layout: Layout, ref: str, codes: Sequence[str]) -> str:
    """Who chose one of `codes`, or ticked at least one of them."""
    question = layout.instrument.options_of(ref)
    if question.multiple:
        return f"({ticks(layout, ref, codes)}>0)"
    if not codes or not options_for(question):
        return "0"
    return among(layout, layout.name(ref), [number_or_code(question, code) for code in codes])


def ticks(layout: Layout, ref: str, codes: Sequence[str]) -> str:
    """How many of `codes` each response ticked."""
    names = [layout.name(ref, f"={code}") for code in codes if layout.has(ref, f"={code}")]
    added = "(" + "+".join(f"({name}=1)" for name in names) + ")" if names else "0"
    if len(added) <= LONGEST:
        return added
    chosen = layout.listed([float(option.code in codes) for option in tickable(layout.instrument.options_of(ref))])
    return f"MMULT(1*({layout.block(ref)}=1),{chosen})"


def among(layout: Layout, name: str, values: Sequence[str | float]) -> str:
    """Where the column `name` holds one of `values`."""
    constant = "{" + ",".join(_constant(value) for value in values) + "}"
    wanted = constant if len(constant) <= LONGEST else layout.listed(values)
    return f"ISNUMBER(MATCH({name},{wanted},0))"


def kind_is(layout: Layout, code: str) -> str:
    """Who is this kind of reviewer."""
    return among(layout, layout.name("kind", "place"), [code])


def round_is(layout: Layout, number: int) -> str:
    """Who answered in this round."""
    return f"({layout.name('round', 'place')}={number})"


def level(layout: Layout, ref: str, wanted: str) -> list[str]:
    """Who is at a level of the base for `ref`: no term for all responses; of a whole grid, in any of its rows."""
    if wanted == "responses":
        return []
    question = layout.instrument.question.get(ref)
    whole = question is not None and question.type == "grid"
    found = [_level(layout, item.ref, wanted) for item in items_of(question)] if question and whole else []
    if found:
        return [f"(({'+'.join(found)})>0)"]
    return [_level(layout, ref, wanted)]


def base(layout: Layout, declared: Base, ref: str = "", row: Row | None = None, known: Sequence[str] = ()) -> list[str]:
    """The terms of a base: the same people as `casereview.findings.base.population`."""
    terms = [condition(layout, declared.among)] if declared.among is not None else []
    terms += [has(layout, declared.matching, [row.code])] if declared.matching and row is not None else []
    terms += level(layout, ref or declared.of, declared.level)
    terms += [has(layout, ref, declared.codes)] if declared.codes and ref else []
    for each in known:
        terms += level(layout, each, "known")
    return list(dict.fromkeys(terms))


def number_or_code(question: Question, code: str) -> str | float:
    """The points of a rating stand in cells as numbers."""
    return float(code) if question.scored and code.isdigit() else code


def _level(layout: Layout, ref: str, wanted: str) -> str:
    question = layout.instrument.options_of(ref)
    name = layout.name(ref, "state") if layout.has(ref, "state") else layout.name(ref)
    if wanted == "asked":
        return f'({name}<>"{ABSENT["not_asked"]}")'
    out: list[str | float] = list(ABSENT.values())
    if wanted == "known":
        missing = [option.code for option in question.options if option.missing]
        out += [NOT_KNOWN] if question.multiple and missing else [] if question.multiple else missing
    return f"(1-{among(layout, name, out)})"


def _compare(layout: Layout, sign: str, left: str, right: str) -> str:
    if not (layout.has(left, "rank") and layout.has(right, "rank")):
        return "0"
    one, other = layout.name(left, "rank"), layout.name(right, "rank")
    return f"ISNUMBER({one})*ISNUMBER({other})*({one}{sign}{other})"


def _constant(value: str | float) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"
