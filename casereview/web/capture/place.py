"""Where a page of a case stands: its study, its case, the review being typed, and the addresses of its other pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, request, url_for
from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Answers, Draft
from casereview.instruments.model import Instrument
from casereview.models import Response, ReviewedCase, Study, WorkshopTable
from casereview.settling import derive, settle
from casereview.store import cases, drafts, responses, studies
from casereview.store.drafts import Entry
from casereview.web.capture.which import NAMES, which

CASES = "/p/<project>/<study>/cases"
CASE = f"{CASES}/<case>"
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Review:
    """A case with the review of it that a page shows. `response` is None until the first answer is saved."""

    study: Study
    instrument: Instrument
    case: ReviewedCase
    response: Response | None
    entries: Mapping[str, Entry]
    table: WorkshopTable | None
    others: int  # reviews of the same case that stand beside this one
    kind: str = ""
    round: int = 1

    @cached_property
    def draft(self) -> Draft:
        """What stands in the form."""
        return {ref: entry.given for ref, entry in self.entries.items() if entry.given is not None}

    @cached_property
    def answers(self) -> Answers:
        """What would be stored if it were submitted now, with what is derived."""
        return derive(self.instrument, settle(self.instrument, self.draft))

    @property
    def version(self) -> int:
        """The version of the response; 1 before there is one."""
        return self.response.version if self.response else 1

    @property
    def counts(self) -> bool:
        """Whether it is the review that the findings count."""
        if self.instrument.alone:
            return True
        return self.response.counting if self.response else self.others == 0

    @property
    def saved_at(self) -> datetime | None:
        """When somebody last typed in it."""
        return self.response.touched_at if self.response else None


def study_and_case(session: Session, member: Member, study_key: str, case_id: str) -> tuple[Study, ReviewedCase]:
    """Both, where the case is one of the study's. Raises NotFound."""
    return cases.study_and_case(session, member, study_key, case_id)


def review_of(session: Session, member: Member, study_key: str, case_id: str) -> Review:
    """The review that the address names. Reads only: nothing is opened by looking. Raises NotFound."""
    study, case = study_and_case(session, member, study_key, case_id)
    instrument, found = studies.instrument_of(session, study), responses.responses_of(session, member, case)
    named = which(session, member, study, instrument, case, found)
    own = named.found
    standing = drafts.entries(session, member, own) if own else drafts.from_case_list(session, case)
    others = len(found) - (own is not None)
    return Review(study, instrument, case, own, standing, named.table, others, named.kind, named.round)


def opened(session: Session, member: Member, review: Review) -> Response:
    """The response to type into; made when the first answer is saved."""
    if review.response is not None:
        return review.response
    return drafts.open_review(session, member, review.case, kind=review.kind, round=review.round, table=review.table)


def to(page: str, study: str, case: str, **more: Any) -> str:
    """The address of another page of the case, keeping which review it is."""
    kept = {name: value for name in NAMES if (value := request.args.get(name))}
    return url_for(f"capture.{page}", project=g.member.project_key, study=study, case=case, **{**kept, **more})


def clock(at: datetime | None) -> str:
    """10:42:07, in the room's own time."""
    return f"{at.astimezone(LONDON):%H:%M:%S}" if at else ""


def day_and_time(at: datetime | None) -> str:
    """26 November 2026, 10:42."""
    here = at.astimezone(LONDON) if at else None
    return f"{here.day} {here:%B %Y, %H:%M}" if here else ""
