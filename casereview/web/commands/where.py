"""`--where NAME=CODE` of the commands: read once, and used on every study of a project that has such a fact."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from casereview.findings.frame import PLACES, FilterError
from casereview.instruments.model import Instrument
from casereview.models import Study

Filters = dict[str, tuple[str, ...]]
LeftOut = dict[str, str]  # by study, why it has no figures under the filter
T = TypeVar("T")


def filters_of(where: tuple[str, ...]) -> Filters:
    """`locality=norwich,eastern` as a filter; a workshop or table is a title and never split. Raises BadParameter."""
    found: Filters = {}
    for each in where:
        name, equals, value = each.partition("=")
        if not (name and equals and value):
            raise click.BadParameter(f"“{each}” is not NAME=CODE, such as locality=norwich.", param_hint="--where")
        codes = (value,) if name in PLACES else tuple(code.strip() for code in value.split(",") if code.strip())
        found[name] = (*found.get(name, ()), *codes)
    return found


def under(
    chosen: Sequence[tuple[Study, Instrument]], filters: Filters, work: Callable[[Study], T]
) -> tuple[list[T], LeftOut]:
    """What `work` makes of each study, and the studies that the filter cannot be used on.

    Raises ClickException where it can be used on none of them: a name or a code is spelled wrong.
    """
    done, left_out = [], {}
    for study, _ in chosen:
        try:
            done.append(work(study))
        except FilterError as error:
            left_out[study.key] = str(error)
    if left_out and not done:
        nearest = next((study.key for study, questions in chosen if _has(questions, filters)), next(iter(left_out)))
        raise click.ClickException(f"Study {nearest}: {left_out[nearest]}")
    return done, left_out


def _has(instrument: Instrument, filters: Filters) -> bool:
    """Whether every name of the filter is known here, so that only a code can be wrong."""
    return filters.keys() <= {*PLACES, *(attribute.id for attribute in instrument.attributes if attribute.options)}
