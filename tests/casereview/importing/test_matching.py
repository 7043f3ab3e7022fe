"""What a cell may have meant: the answer it names, or words on what to put there instead."""

import pytest

from casereview.importing.matching import code_for
from casereview.reading_error import ReadingError
from tests import every_finding


def test_a_wrong_rating_is_told_the_scale_and_not_only_its_options():
    question = every_finding.instrument().question["agree"]
    with pytest.raises(ReadingError, match="Choose a whole number from 1 to 4 or Not my area"):
        code_for(question, "3.5")
    assert (code_for(question, "3"), code_for(question, "not my area")) == ("3", "not_mine")
