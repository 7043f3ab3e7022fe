"""Checks what an instrument says of its gap map: which grid names the services, and which attribute lays it out."""

from collections.abc import Iterator

from casereview.instruments.model import Instrument
from casereview.instruments.problem import Problem


def gap_map_problems(instrument: Instrument) -> Iterator[Problem]:
    """Every mistake in [gap_map]; none where the instrument has none."""
    declared = instrument.gap_map
    if declared is None:
        return
    if instrument.unit != "response":
        yield Problem("gap_map", 'a gap map holds a survey against a directory; it goes with `unit = "response"`')
    question = next((each for each in instrument.questions if each.id == declared.question), None)
    if question is None or question.type != "grid" or sum(option.other for option in question.options) != 1:
        yield Problem(
            "gap_map", f"question: `{declared.question}` is not a grid with exactly one option with `other = true`; "
            "name the grid in which people name a service for each row",
        )  # fmt: skip
    attribute = next((each for each in instrument.attributes if each.id == declared.by), None)
    if attribute is None or attribute.type != "choice":
        yield Problem("gap_map", f"by: `{declared.by}` is not an attribute with options; name the one that says where")
