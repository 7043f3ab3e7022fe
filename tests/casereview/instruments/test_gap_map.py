"""What an instrument says of its gap map: the shipped one is right, and each mistake is answered in words."""

import pytest

from casereview.instruments.loading import InstrumentError, loads, shipped
from tests.gap_map import TEXT

MISTAKES = [
    ('unit = "response"', 'unit = "case"', 'it goes with `unit = "response"`'),
    ('question = "help"', 'question = "gaps"', "question: `gaps` is not a grid with exactly one option"),
    (", other = true", "", "question: `help` is not a grid with exactly one option"),
    ('by = "area"', 'by = "help"', "by: `help` is not an attribute with options"),
    ('by = "area"', "", "`by` is missing"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES, ids=[said for _, _, said in MISTAKES])
def test_each_mistake_is_answered_in_words(right, wrong, said):
    assert right in TEXT
    with pytest.raises(InstrumentError) as caught:
        loads(TEXT.replace(right, wrong, 1), "known.toml")
    assert said in str(caught.value)


def test_the_survey_of_community_services_has_one():
    path = shipped()["community-services"][-1]
    declared = loads(path.read_text("utf-8"), path.name).gap_map
    assert (declared.question, declared.by) == ("service", "locality")
