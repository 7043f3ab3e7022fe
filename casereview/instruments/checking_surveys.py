"""Checks what is different for questions that people answer on a phone, page by page."""

from collections.abc import Iterator

from casereview.instruments.conditions import refs
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem


def survey_problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake that only a survey can have; none for an instrument of another unit."""
    if instrument.unit != "response":
        return
    if instrument.alone:
        yield Problem(f"kind {instrument.alone}", "`alone` is for reviewers of a case; take it out of a survey")
    for section in instrument.sections:
        here = {question.id for question in section.questions}
        for question in section.questions:
            for ref in refs(question.ask_if) if question.ask_if is not None else ():
                if ref.split(".")[0] in here:
                    yield Problem(
                        f"question {question.id}, ask_if",
                        f"a section is one page of a phone, and `{ref}` is asked on the same one; "
                        "put this question into a later section",
                    )
