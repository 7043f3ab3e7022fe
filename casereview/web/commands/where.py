"""`--where NAME=CODE` of the commands, as a filter."""

import click

from casereview.findings.frame import PLACES

Filters = dict[str, tuple[str, ...]]


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
