"""One filter over every study of a project: used where it can be, and said where it cannot."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from casereview.findings.frame import PLACES, FilterError
from casereview.instruments.model import Instrument
from casereview.models import Study

Filters = Mapping[str, Sequence[str]]
LeftOut = tuple[Study, str]  # a study that has no figures under the filter, and why
T = TypeVar("T")


def under(
    chosen: Sequence[tuple[Study, Instrument]], filters: Filters, work: Callable[[Study], T]
) -> tuple[list[T], list[LeftOut]]:
    """What `work` makes of each study, and the studies that the filter cannot be used on.

    Raises FilterError where it can be used on none of them: a name or a code is spelled wrong.
    """
    done: list[T] = []
    left_out: list[LeftOut] = []
    for study, _ in chosen:
        try:
            done.append(work(study))
        except FilterError as error:
            left_out.append((study, str(error)))
    if left_out and not done:
        named = {study.key for study, questions in chosen if _has(questions, filters)}
        study, why = next((each for each in left_out if each[0].key in named), left_out[0])
        raise FilterError(f"Study {study.key}: {why}")
    return done, left_out


def _has(instrument: Instrument, filters: Filters) -> bool:
    """Whether every name of the filter is known here, so that only a code can be wrong."""
    return filters.keys() <= {*PLACES, *(attribute.id for attribute in instrument.attributes if attribute.options)}
