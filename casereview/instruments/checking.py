"""Checks what an instrument file means, once its shape is right: every name is declared, every gate can work."""

from collections.abc import Iterator
from math import isfinite

from casereview.instruments import conditions
from casereview.instruments.checking_findings import finding_problems, placeholders
from casereview.instruments.checking_gap_map import gap_map_problems
from casereview.instruments.checking_pricing import pricing_problems
from casereview.instruments.conditions import Compare, Condition, Is
from casereview.instruments.finding import KIND
from casereview.instruments.loading import Problem
from casereview.instruments.model import Instrument
from casereview.instruments.question import Derived, Option, Question

OPTIONED = ("choice", "choices", "grid")
# The sheet has columns of these names, the filters and the form fields: no question can have them too.
TAKEN = ("reference", "summary", "workshop", "table", "review", "csrf_token", "client_key", "version", "go")


def problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake of meaning, in the order of the file. The instrument is right when there is none."""
    if not instrument.questions:
        yield Problem("", "it asks nothing; add [[sections]] with [[sections.questions]]")
    yield from _name_problems(instrument)
    for question in (*instrument.attributes, *instrument.questions):
        yield from _question_problems(instrument, question)
    shape = list(_derived_problems(instrument))
    yield from shape
    if not shape:
        yield from _use_problems(instrument)


def _name_problems(instrument: Instrument) -> Iterator[Problem]:
    """Names that stand twice, and places that only one can have."""
    asked = [question.id for question in (*instrument.attributes, *instrument.questions)]
    yield from _twice("", [*asked, *(derived.id for derived in instrument.derived)])
    yield from _twice("sections", [section.id for section in instrument.sections])
    yield from _twice("rules", [rule.id for rule in instrument.rules])
    yield from _twice("findings", [finding.id for finding in instrument.findings])
    yield from _twice("pricing", [pricing.id for pricing in instrument.pricing])
    if [kind.alone for kind in instrument.kinds].count(True) > 1:
        yield Problem("kinds", "only one kind can answer `alone`; take it off the others")
    yield from _twice("findings, top", [str(finding.top) for finding in instrument.findings if finding.top])


def _use_problems(instrument: Instrument) -> Iterator[Problem]:
    """What gates, rules, sentences, findings and prices make of the questions."""
    yield from _gate_problems(instrument)
    yield from _when_problems(instrument)
    for rule in instrument.rules:
        yield from _condition_problems(instrument, rule.when, f"rule {rule.id}")
    for number, playback in enumerate(instrument.playback, 1):
        yield from _condition_problems(instrument, playback.when, f"playback number {number}")
        yield from _placeholder_problems(instrument, playback.say, f"playback number {number}")
    for finding in instrument.findings:
        yield from finding_problems(instrument, finding, _condition_problems)
    yield from gap_map_problems(instrument)
    for pricing in instrument.pricing:
        yield from pricing_problems(instrument, pricing)


def _twice(place: str, names: list[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(each for each in names if names.count(each) > 1):
        yield Problem(place, f"`{name}` is used twice; give each its own")


def _question_problems(instrument: Instrument, question: Question) -> Iterator[Problem]:
    place = f"question {question.id}"
    if question.id in TAKEN:
        yield Problem(place, f"`{question.id}` is a name that Casereview uses itself; choose another id")
    if question.list and question.list not in instrument.lists:
        yield Problem(place, f"there is no list `{question.list}` in this file; add [lists.{question.list}]")
        return
    if question.type in OPTIONED and not (question.scored or question.options):
        yield Problem(place, "it has no options; add `options`, or `list` with the name of a list")
    if question.type not in OPTIONED and question.type != "rating" and question.options:
        yield Problem(place, f"a {question.type} question takes no options; remove them or make it a choice")
    choice = question.type in ("choice", "grid") and not question.scored
    if question.box and (not choice or sum(o.other for o in question.options) != 1):
        yield Problem(place, "`box` goes with a choice or a grid that has exactly one option with `other = true`")
    if question.type == "grid" and not question.rows:
        yield Problem(place, "a grid needs `rows`")
    if question.each == "rating" and question.type != "grid":
        yield Problem(place, f"`each` is for the rows of a grid; this is a {question.type} question, so take it out")
    yield from _number_problems(place, question)
    yield from _twice(f"{place}, rows", [row.code for row in question.rows])
    yield from _option_problems(place, question.options)


def _number_problems(place: str, question: Question) -> Iterator[Problem]:
    for key, limit in (("min", question.min), ("max", question.max)):
        if limit is not None and not isfinite(limit):
            yield Problem(place, f"`{key}` is not a number that can be reached; give a plain number or leave it out")
    if question.min is not None and question.max is not None and question.min > question.max:
        yield Problem(place, "`min` is above `max`")
    if not question.scored and question.points != Question.model_fields["points"].default:
        yield Problem(place, f"`points` is for a rating; this is a {question.type} question, so take it out")


def _option_problems(place: str, options: tuple[Option, ...]) -> Iterator[Problem]:
    codes = [option.code for option in options]
    yield from _twice(f"{place}, options", codes)
    headings = {option.parent for option in options}
    labels = [option.label for option in options if option.code not in headings and not option.retired]
    for label in dict.fromkeys(each for each in labels if labels.count(each) > 1):
        yield Problem(f"{place}, options", f"two options are both called “{label}”; give each its own label")
    parents = {option.code: option.parent for option in options}
    for option in options:
        seen, code = set[str](), option.code
        while parents.get(code):
            seen.add(code)
            code = parents[code]
            if code in seen:
                yield Problem(f"{place}, option {option.code}", "its parents go round in a circle")
                break
        if option.parent and option.parent not in parents:
            yield Problem(f"{place}, option {option.code}", f"its parent `{option.parent}` is not an option here")


def _derived_problems(instrument: Instrument) -> Iterator[Problem]:
    plain = {q.id: q for q in (*instrument.attributes, *instrument.questions)}
    for derived in instrument.derived:
        place = f"derived {derived.id}"
        ways = (derived.options, derived.union, derived.of, derived.coding)
        if [bool(each) for each in ways].count(True) != 1:
            yield Problem(
                place,
                "give it one of: `options` with `when`, `union` of questions, `of` with a `kind`, "
                "`coding` of a text with a `code_frame`",
            )
        yield from _coding_problems(instrument, derived, plain)
        if derived.of:
            yield from _from_problems(instrument, derived, plain)
        sources = [plain.get(ref) for ref in derived.union]
        for ref, source in zip(derived.union, sources, strict=True):
            if source is None or source.type not in ("choice", "choices"):
                yield Problem(place, f"`{ref}` is not a question with options; name questions that share a list")
            elif sources[0] is not None and source.options != sources[0].options:
                yield Problem(
                    place, f"`{ref}` and `{derived.union[0]}` have different options; use one `list` for both"
                )
        yield from _option_problems(place, derived.options)


def _from_problems(instrument: Instrument, derived: Derived, plain: dict[str, Question]) -> Iterator[Problem]:
    place, kinds = f"derived {derived.id}", [kind.code for kind in instrument.kinds]
    if derived.of not in plain or plain[derived.of].type == "grid":
        yield Problem(place, f"`{derived.of}` is not a question of its own; name one that is not a grid")
    if derived.kind not in kinds:
        yield Problem(place, f"`kind` is a kind of reviewer out of: {', '.join(kinds) or 'none, add [[kinds]]'}")


def _coding_problems(instrument: Instrument, derived: Derived, plain: dict[str, Question]) -> Iterator[Problem]:
    place = f"derived {derived.id}"
    if not derived.coding:
        if derived.code_frame or derived.speaker:
            yield Problem(place, "`code_frame` and `speaker` go with `coding`, the text question that is coded")
        return
    if derived.coding not in plain or plain[derived.coding].type != "text":
        yield Problem(place, f"coding: `{derived.coding}` is not a text question; name one whose answers are read")
    if derived.code_frame not in instrument.lists:
        yield Problem(place, f"code_frame: there is no list `{derived.code_frame}`; add [lists.{derived.code_frame}]")
    else:
        yield from _option_problems(place, instrument.lists[derived.code_frame].options)
    attributes = {attribute.id: attribute for attribute in instrument.attributes}
    if derived.speaker and (derived.speaker not in attributes or attributes[derived.speaker].type != "choice"):
        yield Problem(place, f"speaker: `{derived.speaker}` is not an attribute with options; name the speaker’s role")


def _gate_problems(instrument: Instrument) -> Iterator[Problem]:
    earlier = {attribute.id for attribute in instrument.attributes}
    for question in instrument.questions:
        if question.ask_if is not None:
            place = f"question {question.id}, ask_if"
            yield from _condition_problems(instrument, question.ask_if, place)
            for simple in conditions.walk(question.ask_if):
                if isinstance(simple, Compare):
                    yield Problem(place, f"a gate cannot use `{simple.comparison}`; name the codes that open it")
                elif simple.ref.split(".")[0] not in earlier:
                    yield Problem(place, f"`{simple.ref}` is not asked before this question; a gate looks back")
        earlier.add(question.id)


def _when_problems(instrument: Instrument) -> Iterator[Problem]:
    for derived in instrument.derived:
        for option in derived.options:
            if option.when is not None:
                place = f"derived {derived.id}, option {option.code}"
                yield from _condition_problems(instrument, option.when, place)
                yield from _later_problems(instrument, derived.id, option.when, place)


def _later_problems(instrument: Instrument, own: str, condition: Condition, place: str) -> Iterator[Problem]:
    every = [derived.id for derived in instrument.derived]
    later = every[every.index(own) :]
    for simple in conditions.walk(condition):
        for ref in (simple.left, simple.right) if isinstance(simple, Compare) else (simple.ref,):
            if ref in later:
                yield Problem(place, f"`{ref}` is not worked out before this; it can use only what stands above it")


def _condition_problems(instrument: Instrument, condition: Condition, place: str) -> Iterator[Problem]:
    for simple in conditions.walk(condition):
        if isinstance(simple, Is):
            yield from _is_problems(instrument, simple, place)
            continue
        for ref in (simple.left, simple.right):
            question = instrument.question.get(ref)
            if question is None:
                yield Problem(place, f"there is no question `{ref}`")
            elif question.type != "choice" or any(o.rank is None and not o.missing for o in question.choosable):
                yield Problem(place, f"`{ref}` cannot be compared; give each of its options a `rank`")


def _is_problems(instrument: Instrument, simple: Is, place: str) -> Iterator[Problem]:
    name, _, row = simple.ref.partition(".")
    if name == KIND and KIND not in instrument.plain and not place.startswith("finding "):
        yield Problem(place, "`kind` is only known once a review is in; use it in findings")
        return
    question = instrument.question.get(name)
    if question is None:
        yield Problem(place, f"there is no question `{name}`")
        return
    if question.type == "grid" and question.rows and row not in [each.code for each in question.rows]:
        yield Problem(place, f'`{name}` is a grid; name a row of it, such as "{name}.{question.rows[0].code}"')
    if question.type != "grid" and row:
        yield Problem(place, f"`{name}` is not a grid, so it has no row `{row}`")
    known = [option.code for option in question.options]
    if question.scored:
        known += [str(point) for point in range(1, question.points + 1)]
    for code in simple.codes:
        if code not in known:
            yield Problem(place, f"`{name}` has no option `{code}`; it has {', '.join(known) or 'no options'}")


def _placeholder_problems(instrument: Instrument, sentence: str, place: str) -> Iterator[Problem]:
    names = placeholders(sentence)
    if names is None:
        yield Problem(place, "a { or } stands alone in the sentence; close it, or take it out")
    for name in names or ():
        if name not in instrument.item and name not in instrument.question:
            yield Problem(place, f"{{{name}}} is not a question")
