"""What CONTRIBUTING.md shows is true: its example instrument loads, and every key it names is a key."""

import re
from pathlib import Path

from casereview.instruments.conditions import COMPARISONS
from casereview.instruments.finding import Base, Finding
from casereview.instruments.loading import loads
from casereview.instruments.question import Option, Question

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")


def test_the_example_instrument_loads_and_counts_what_it_says():
    example = re.findall(r"```toml\n(.*?)```", TEXT, re.S)[0]
    instrument = loads(example, "CONTRIBUTING.md")
    assert [finding.id for finding in instrument.findings] == ["useful", "useful_for"]
    assert instrument.question["useful_for"].ask_if is not None


def test_every_key_of_a_question_an_option_and_a_finding_is_written_about():
    keys = {*Question.model_fields, *Option.model_fields, *Finding.model_fields, *Base.model_fields}
    keys -= {"hint", "retired", "by", "type"}
    assert [key for key in sorted(keys) if not re.search(rf"`{key}\b|\b{key} =", TEXT)] == []


def test_every_comparison_is_written_about():
    assert [word for word in COMPARISONS if not re.search(rf"\b{word}\b", TEXT)] == []
