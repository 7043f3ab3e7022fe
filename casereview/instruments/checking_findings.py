"""Checks that a finding says what it counts, out of which base, and names only what is there."""

from collections.abc import Iterator

from casereview.instruments.checking_agreement import agreement_problems
from casereview.instruments.checking_bases import base_problems, is_there
from casereview.instruments.checking_conditions import condition_problems, placeholders
from casereview.instruments.checking_keys import key_problems
from casereview.instruments.checking_of import named_problems
from casereview.instruments.checking_ratings import rating_problems
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem

NEEDS = {
    "share": ("counts",),
    "distribution": ("of",),
    "comparison": ("actual", "ideal"),
    "mean": ("of",),
    "rating": (),
    "agreement": ("of",),
}
BY = ("share", "distribution", "mean", "rating")
PLACEHOLDERS = ("value", "numerator", "denominator", "lead")


def finding_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    """Every mistake in one finding."""
    place = f"finding {finding.id}"
    for key in NEEDS[finding.kind]:
        if not getattr(finding, key):
            yield Problem(place, f"a {finding.kind} needs `{key}`")
    if finding.by and finding.kind not in BY:
        yield Problem(place, f"`by` does not go with {finding.kind}; use it on one of: {', '.join(BY)}")
    for key in ("counts", "unsure"):
        condition = getattr(finding, key)
        if condition is not None:
            yield from condition_problems(instrument, condition, f"{place}, {key}")
    yield from key_problems(finding)
    yield from base_problems(instrument, finding)
    yield from _under_problems(instrument, finding)
    yield from rating_problems(instrument, finding)
    yield from agreement_problems(instrument, finding)
    yield from named_problems(instrument, finding)
    yield from _headline_problems(finding)


def _headline_problems(finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    names = placeholders(finding.headline)
    if names is None:
        yield Problem(place, "headline: a { or } stands alone; close it, or take it out")
    for name in names or ():
        if name not in PLACEHOLDERS:
            known = " or ".join(f"{{{each}}}" for each in PLACEHOLDERS)
            yield Problem(place, f"headline: {{{name}}} is not known; use {known}")


def _under_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    place = f"finding {finding.id}"
    if not finding.under:
        return
    if finding.kind != "distribution":
        yield Problem(place, "`under` is for a distribution; remove it")
    elif is_there(instrument, finding.of, grid_ok=True) and (
        finding.under not in instrument.options_of(finding.of).headings
    ):
        yield Problem(
            place, f"under: `{finding.of}` has no heading `{finding.under}`; name one that options count under"
        )
    if finding.weight == "split" or finding.base == "mentions":
        yield Problem(place, "`under` leaves options out, so it cannot go with a shared weight or mentions")
