"""Whether a study has cases at all, with workshops and tables to review them at: a survey has none."""

from sqlmodel import Session

from casereview.models import Study
from casereview.store.errors import Refused
from casereview.store.studies import instrument_of

NONE = (
    "These questions are a survey: people answer them about themselves, so there are no cases, no reviewers and no "
    "workshops."
)


def check_has_cases(session: Session, study: Study) -> None:
    """Raises Refused for a survey."""
    if instrument_of(session, study).unit == "response":
        raise Refused(NONE)
