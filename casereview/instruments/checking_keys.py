"""Checks that nothing stands in a file which nobody reads: keys a finding does not use, options beside a list."""

from collections.abc import Iterator
from typing import Any

from casereview.instruments.finding import Finding
from casereview.instruments.problem import Problem

USED_BY = {  # which keys only these kinds of finding use; others are told in the check of their own kind
    "counts": ("share",),
    "unsure": ("share", "distribution"),
    "of": ("distribution", "mean", "rating", "agreement"),
    "codes": ("distribution",),
    "level": ("distribution",),
    "group": ("distribution",),
    "weight": ("distribution",),
    "lead": ("distribution", "rating"),
    "actual": ("comparison",),
    "ideal": ("comparison",),
    "unit": ("mean", "rating"),
}


def key_problems(finding: Finding) -> Iterator[Problem]:
    """Keys of one finding that its kind takes no notice of."""
    for key, kinds in USED_BY.items():
        given = getattr(finding, key) != Finding.model_fields[key].default
        if given and finding.kind not in kinds:
            where = " or ".join((", ".join(kinds[:-1]), kinds[-1])) if len(kinds) > 1 else kinds[0]
            said = f"`{key}` is for kind {where}; this is a {finding.kind}, so take it out"
            yield Problem(f"finding {finding.id}", said)


def lost_options(raw: dict[str, Any]) -> Iterator[Problem]:
    """Questions of the file, as it was read, whose options would give way to those of their list."""
    asked = (question for section in raw.get("sections", ()) for question in section.get("questions", ()))
    for question in (*raw.get("attributes", ()), *asked):
        if question.get("list") and question.get("options"):
            said = f'it has `options` and `list = "{question["list"]}"`, and only one can be; take one out'
            yield Problem(f"question {question['id']}", said)
