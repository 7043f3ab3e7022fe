"""Whether cases can be brought to a study at all: a survey has none."""

from casereview.instruments.model import Instrument
from casereview.store.errors import Refused

SURVEY = (
    "These questions are a survey: people answer them on their phones, so there are no cases to bring and no workbook "
    "to fill in. Open the survey on its page; answers given on paper are typed in at the survey’s link."
)


def check_cases(instrument: Instrument) -> None:
    """Raises Refused for the questions of a survey."""
    if instrument.unit == "response":
        raise Refused(SURVEY)
