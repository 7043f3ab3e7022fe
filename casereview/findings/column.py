"""The answers to one item as numpy arrays, built once, then masked. Import it lazily: numpy costs a cold start."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from casereview.answers import STATES, Answer, codes_of
from casereview.instruments.question import Option, Question

Mask = NDArray[np.bool_]
UNASKED = Answer("not_asked")
PLACE = {state: place for place, state in enumerate(STATES)}


class UnknownAnswerError(Exception):
    """A stored answer is not an option of its question: counted silently it would make every share wrong."""


@dataclass(frozen=True)
class Column:
    """One item over n responses. `ticks` is n by options for a multiple choice, `chosen` the option's index (or -1) for
    a single one, `numbers` the numbers (nan where there is none)."""

    ref: str
    options: tuple[Option, ...]
    states: NDArray[np.int8]
    chosen: NDArray[np.int32] | None = None
    ticks: Mask | None = None
    numbers: NDArray[np.float64] | None = None

    def take(self, index: NDArray[np.intp]) -> "Column":
        """The same item over fewer responses."""
        arrays = {name: getattr(self, name) for name in ("states", "chosen", "ticks", "numbers")}
        return replace(self, **{name: each[index] for name, each in arrays.items() if each is not None})

    def state(self, name: str) -> Mask:
        """Who has this state: answered, left_blank, not_asked, not_yet_coded."""
        return np.equal(self.states, STATES.index(name))

    def asked(self) -> Mask:
        return ~self.state("not_asked")

    def answered(self) -> Mask:
        return self.state("answered")

    def known(self) -> Mask:
        """Answered, with something else than an option marked `missing`."""
        if not self.options:
            return self.answered()
        return self.answered() & self.has(o.code for o in self.options if not o.missing)

    def has(self, codes: Iterable[str]) -> Mask:
        """Who chose one of `codes`, or ticked at least one of them."""
        wanted = set(codes)
        lookup = np.array([*(option.code in wanted for option in self.options), False])  # the last stands for -1
        if self.ticks is not None:
            return np.asarray(self.ticks[:, lookup[:-1]].any(axis=1))
        return lookup[self.chosen] if self.chosen is not None else np.zeros(len(self.states), dtype=bool)

    def matrix(self) -> Mask:
        """n by options, a single choice too: who chose what."""
        if self.ticks is not None:
            return self.ticks
        chosen = np.full(len(self.states), -1) if self.chosen is None else self.chosen
        single: Mask = np.equal(chosen[:, None], np.arange(len(self.options))[None, :])
        return single

    def ranks(self) -> NDArray[np.float64]:
        """The rank of the option chosen; nan where nothing known and ranked was chosen."""
        ranks = [np.nan if o.rank is None or o.missing else float(o.rank) for o in self.options]
        if self.chosen is None:
            return np.full(len(self.states), np.nan)
        return np.array([*ranks, np.nan])[self.chosen]


def options_for(question: Question) -> tuple[Option, ...]:
    """What can stand in an answer: the options, for a rating after its points."""
    if not question.scored:
        return question.options
    ends = {1: question.low_label, question.points: question.high_label}
    points = range(1, question.points + 1)
    labels = {p: f"{p}: {ends[p]}" if ends.get(p) else str(p) for p in points}
    return (*(Option.model_construct(code=str(p), label=labels[p]) for p in points), *question.options)


def build(ref: str, question: Question, answers: Sequence[Answer]) -> Column:
    """The column of `ref`. Raises UnknownAnswerError for a code that is no option of the question."""
    options = options_for(question)
    states = np.array([PLACE[answer.state] for answer in answers], dtype=np.int8)
    if question.type == "number":
        numbers = [float(a.value) if isinstance(a.value, int | float) else np.nan for a in answers]
        return Column(ref, (), states, numbers=np.array(numbers, dtype=np.float64))
    if not options:
        return Column(ref, (), states)
    place = {option.code: index for index, option in enumerate(options)}
    try:
        if question.multiple:
            return Column(ref, options, states, ticks=_ticks(place, answers))
        chosen = [place[str(a.value)] if a.value is not None else -1 for a in answers]
    except KeyError as error:
        raise UnknownAnswerError(f"The answer {error} to “{question.name}” is not one of its options.") from error
    return Column(ref, options, states, chosen=np.array(chosen, dtype=np.int32))


def _ticks(place: dict[str, int], answers: Sequence[Answer]) -> Mask:
    ticks = np.zeros((len(answers), len(place)), dtype=bool)
    for line, answer in zip(ticks, answers, strict=True):
        line[[place[code] for code in codes_of(answer.value)]] = True
    return ticks
