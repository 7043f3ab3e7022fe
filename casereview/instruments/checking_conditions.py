"""Checks that conditions, gates and sentences name what is there, and what can be true."""

from collections.abc import Iterator
from difflib import get_close_matches
from string import Formatter

from casereview.instruments import conditions
from casereview.instruments.conditions import Compare, Condition, Is
from casereview.instruments.finding import KIND
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem
from casereview.instruments.question import Question


def condition_problems(instrument: Instrument, condition: Condition, place: str) -> Iterator[Problem]:
    """Every name and code in a condition that is not there, or could never be the answer."""
    for simple in conditions.walk(condition):
        if isinstance(simple, Is):
            yield from _is_problems(instrument, simple, place)
            continue
        for ref in (simple.left, simple.right):
            question = instrument.question.get(ref)
            if question is None:
                yield Problem(place, no_question(ref, instrument))
            elif question.type != "choice" or any(o.rank is None and not o.missing for o in question.choosable):
                yield Problem(place, f"`{ref}` cannot be compared; give each of its options a `rank`")


def _is_problems(instrument: Instrument, simple: Is, place: str) -> Iterator[Problem]:
    name, _, row = simple.ref.partition(".")
    if name == KIND and not place.startswith("finding "):
        yield Problem(place, "`kind` is only known once a review is in; use it in findings")
        return
    question = instrument.question.get(name)
    if question is None:
        yield Problem(place, no_question(name, instrument))
        return
    if question.type == "grid" and question.rows and row not in [each.code for each in question.rows]:
        yield Problem(place, f'`{name}` is a grid; name a row of it, such as "{name}.{question.rows[0].code}"')
    if question.type != "grid" and row:
        yield Problem(place, f"`{name}` is not a grid, so it has no row `{row}`; name the question alone")
    yield from _code_problems(question, simple.codes, place)


def _code_problems(question: Question, codes: tuple[str, ...], place: str) -> Iterator[Problem]:
    known = codes_of(question)
    if not known:
        yield Problem(
            place, f"`{question.id}` is a {question.type} question, which has no codes; name one with options"
        )
        return
    for code in codes:
        if code not in known:
            yield Problem(place, f"`{question.id}` has no option `{code}`; it has {', '.join(known)}")
        elif code in question.headings:
            under = [option.code for option in question.options if option.parent == code]
            yield Problem(place, f"`{code}` is a heading, which nobody chooses; name what is under it: {_few(under)}")


def codes_of(question: Question) -> list[str]:
    """Every code that an answer may have, headings too."""
    points = range(1, question.points + 1) if question.scored else ()
    return [option.code for option in question.options] + [str(point) for point in points]


def no_question(name: str, instrument: Instrument) -> str:
    """That there is no question of this name, with the one that was probably meant."""
    near = get_close_matches(name, [*instrument.question, *instrument.item], 1)
    hint = f"did you mean `{near[0]}`?" if near else "name one of this file by its id"
    return f"there is no question `{name}`; {hint}"


def _few(codes: list[str]) -> str:
    return ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")


def gate_problems(instrument: Instrument) -> Iterator[Problem]:
    """Every gate that cannot work: it looks ahead, compares, or stands at a fact of the case list."""
    for attribute in instrument.attributes:
        if attribute.ask_if is not None:
            yield Problem(f"question {attribute.id}, ask_if", "a fact of the case list has no gate; take it out")
    earlier = {attribute.id for attribute in instrument.attributes}
    for question in instrument.questions:
        if question.ask_if is not None:
            place = f"question {question.id}, ask_if"
            yield from condition_problems(instrument, question.ask_if, place)
            for simple in conditions.walk(question.ask_if):
                if isinstance(simple, Compare):
                    yield Problem(place, f"a gate cannot use `{simple.comparison}`; name the codes that open it")
                elif simple.ref.split(".")[0] not in earlier:
                    yield Problem(place, f"`{simple.ref}` is not asked before this question; a gate looks back")
        earlier.add(question.id)


def sentence_problems(instrument: Instrument, sentence: str, place: str) -> Iterator[Problem]:
    """Every name in braces that is not a question with an answer of its own."""
    names = placeholders(sentence)
    if names is None:
        yield Problem(place, "a { or } stands alone in the sentence; close it, or take it out")
    for name in names or ():
        question = instrument.question.get(name.split(".")[0])
        if question is not None and question.type == "grid":
            yield Problem(place, f"{{{name}}} is a grid; a sentence can hold only a question with one answer")
        elif name not in instrument.question:
            yield Problem(place, f"{{{name}}} is not a question; write the id of one in the braces, and nothing else")


def placeholders(sentence: str) -> list[str] | None:
    """The names in braces of a sentence, with whatever else stands there, or None where its braces do not pair."""
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return None
    return [
        f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
        for _, name, form, conversion in parts
        if name is not None
    ]
