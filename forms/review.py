"""What the review page shows: sections, questions and steps, worked out from the form, the route and the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from flask_wtf import FlaskForm

from casereview.answers import Draft, codes_of
from casereview.instruments.conditions import Condition, refs
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question, Section, items_of
from casereview.routing import asked
from forms.builder import answers_of, in_words
from forms.fields import AnswerField

View = Literal["section", "all", "question"]
VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True)
class QuestionPart:
    """One question on the page. `open`: its gate is open; `here`: it belongs to the step that is shown."""

    question: Question
    fields: tuple[AnswerField, ...]
    open: bool
    here: bool
    follows: bool  # its gate is a question of the same section, so that it appears in place under it
    actual: str | None  # the ref of the answer a finding compares this one with
    actual_codes: tuple[str, ...]  # what was chosen there

    @property
    def template(self) -> str:
        return f"questions/{self.question.type}.html"

    @property
    def answered(self) -> bool:
        """Whether every item holds an answer."""
        return all(field.data is not None for field in self.fields)


@dataclass(frozen=True)
class SectionPart:
    """One section on the page, and how much of it has been answered."""

    section: Section
    questions: tuple[QuestionPart, ...]

    @property
    def here(self) -> bool:
        return any(part.here for part in self.questions)

    @property
    def single(self) -> bool:
        """Whether one question leads the section and all others follow from it: it may then be larger."""
        return sum(not part.follows for part in self.questions) <= 1

    @property
    def asked(self) -> int:
        return sum(part.open for part in self.questions)

    @property
    def answered(self) -> int:
        return sum(part.open and part.answered for part in self.questions)


@dataclass(frozen=True)
class Step:
    """What stands on the screen at once: a section, one question or everything. `at` is its name in the address."""

    view: View
    at: str
    questions: tuple[str, ...]

    def holds(self, section: Section, question: Question) -> bool:
        """Whether `question` stands in this step, asked or not."""
        return self.view == "all" or self.at == (section.id if self.view == "section" else question.id)


def steps(instrument: Instrument, draft: Draft, view: View) -> list[Step]:
    """The steps that hold a question asked of this case, in order."""
    open_questions = asked(instrument, draft)
    if view == "all":
        return [Step(view, "all", open_questions)]
    if view == "question":
        return [Step(view, question, (question,)) for question in open_questions]
    held = [(s.id, tuple(q.id for q in s.questions if q.id in open_questions)) for s in instrument.sections]
    return [Step(view, at, questions) for at, questions in held if questions]


def step_at(found: Sequence[Step], at: str | None, draft: Draft, instrument: Instrument) -> Step:
    """The step the address names by section or question; without one, the first that holds an unanswered question."""
    section_of = {q.id: s.id for s in instrument.sections for q in s.questions}
    named = [step for step in found if at and (at in (step.at, section_of.get(step.at)) or at in step.questions)]
    unanswered = [step for step in found if any(_blank(instrument, q, draft) for q in step.questions)]
    return (named or unanswered or list(found))[0]


def sections(instrument: Instrument, form: FlaskForm, draft: Draft, step: Step) -> list[SectionPart]:
    """Every section with every question: those outside the step, or behind a closed gate, are hidden, not absent."""
    fields, open_questions = answers_of(form), set(asked(instrument, draft))

    def part(section: Section, question: Question) -> QuestionPart:
        its = tuple(fields[item.ref] for item in items_of(question))
        here, opened = step.holds(section, question), question.id in open_questions
        follows = question.ask_if is not None and bool(_read_by(question.ask_if) & {q.id for q in section.questions})
        return QuestionPart(question, its, opened, here, follows, *actual_of(instrument, question, draft))

    return [SectionPart(s, tuple(part(s, question) for question in s.questions)) for s in instrument.sections]


def _read_by(condition: Condition) -> set[str]:
    return {ref.split(".")[0] for ref in refs(condition)}


def _blank(instrument: Instrument, question: str, draft: Draft) -> bool:
    return any(item.ref not in draft for item in items_of(instrument.question[question]))


def actual_of(instrument: Instrument, question: Question, draft: Draft) -> tuple[str | None, tuple[str, ...]]:
    """Where a comparison sets this question against an actual answer: that answer's ref and its codes."""
    found = [f.actual for f in instrument.findings if f.kind == "comparison" and f.ideal == question.id]
    given = draft.get(found[0]) if found else None
    return (found[0] if found else None), codes_of(given.value if given else None)


def facts(instrument: Instrument, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of a case that are known, as name and words, in the order of the instrument."""
    return [(item.name, in_words(item, values[item.ref])) for item in instrument.items if item.ref in values]
