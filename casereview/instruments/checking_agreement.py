"""Checks that an agreement is between reviewers there are, on a scale the options have."""

from collections.abc import Iterator

from casereview.instruments.checking_bases import is_there
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem


def agreement_problems(instrument: Instrument, finding: Finding) -> Iterator[Problem]:
    """Every mistake in one agreement; of another kind of finding, only what is said of agreement."""
    place = f"finding {finding.id}"
    agreements = [each.id for each in instrument.findings if each.kind == "agreement"]
    if finding.beside and finding.beside not in agreements:
        known = ", ".join(agreements) or "none, add one"
        yield Problem(place, f"beside: `{finding.beside}` is not an agreement; name one of: {known}")
    if finding.kind != "agreement":
        if finding.pair or finding.scale != "nominal":
            yield Problem(place, "`pair` and `scale` are for agreement; remove them")
        return
    kinds = [kind.code for kind in instrument.kinds]
    if finding.pair and (len(set(finding.pair)) != 2 or not set(finding.pair) <= set(kinds)):
        yield Problem(place, f"`pair` takes two different kinds of reviewer out of: {', '.join(kinds) or 'no kinds'}")
    if finding.scale == "ordinal" and is_there(instrument, finding.of, grid_ok=False):
        question = instrument.options_of(finding.of)
        if any(option.rank is None and not option.missing for option in question.choosable):
            yield Problem(
                place, f"`{question.id}` has no order; give each of its options a `rank`, or leave out `scale`"
            )
