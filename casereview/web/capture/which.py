"""Which review of a case the address names: one that stands, or one to begin by kind, table and round."""

from dataclasses import dataclass

from flask import request
from sqlmodel import Session

from casereview.access import Member
from casereview.instruments.model import Instrument
from casereview.models import Response, ReviewedCase, Study, Workshop, WorkshopTable
from casereview.store import drafts, responses, workshops
from casereview.store.errors import NotFound
from casereview.web.capture.places import places

NAMES = ("kind", "table", "round", "review")  # what the address keeps from page to page
MOST_ROUNDS = 9


@dataclass(frozen=True)
class Which:
    """`kind` "" is the usual one, `table` None the case's own. `found` is the review, where it stands already."""

    kind: str
    round: int
    table: WorkshopTable | None
    found: Response | None


def which(
    session: Session, member: Member, study: Study, instrument: Instrument, case: ReviewedCase, standing: list[Response]
) -> Which:
    """`standing`: the reviews of the case. Raises NotFound for a kind, table, round or review that there is not."""
    named = request.args.get("review", "")
    if named:
        found = next((each for each in standing if each.public_id == named), None) or _missing()
        table = session.get(WorkshopTable, found.table_id) if found.seat.startswith("table ") else None
        return Which(found.kind, found.round, table, found)
    if instrument.alone:
        mine = drafts.place_of(session, member, case, kind=_kind(instrument))
        own = next((each for each in standing if (each.kind, each.round, each.seat) == mine), None)
        return Which(mine[0], mine[1], None, own)
    kind, number = _kind(instrument), _round()
    table = _table(session, member, study, case)
    seat = drafts.place_of(session, member, case, kind=kind, round=number, table=table)[2]
    same = [each for each in standing if (each.kind, each.seat) == (kind, seat)]
    submitted = [each.round for each in same if each.status == "submitted"]
    number = min(number, max(submitted, default=0) + 1)  # a round begins when the one before it is submitted
    return Which(kind, number, table, next((each for each in same if each.round == number), None))


def _missing() -> Response:
    raise NotFound


def _kind(instrument: Instrument) -> str:
    named = request.args.get("kind", "")
    if named and named not in [each.code for each in instrument.kinds]:
        raise NotFound
    return named


def _round() -> int:
    named = request.args.get("round", "") or "1"
    if not (named.isascii() and named.isdigit() and 1 <= int(named[:3]) <= MOST_ROUNDS):
        raise NotFound
    return int(named[:3])


def _table(session: Session, member: Member, study: Study, case: ReviewedCase) -> WorkshopTable | None:
    """By its name in the case's own workshop, or by its code among the places of the study."""
    name = request.args.get("table", "")
    if not name:
        return None
    workshop = session.get(Workshop, case.workshop_id) if case.workshop_id else None
    near = workshops.tables_of(session, member, workshop) if workshop else []
    place = places(session, member, study).get(name)
    found = next((table for table in near if table.name == name), place.table if place else None)
    if found is None:
        raise NotFound
    return found


def reader_of(session: Session, member: Member, case: ReviewedCase) -> Response | None:
    """The review that counts, where it is a reader's own and the address names none: the case list speaks of it."""
    if any(request.args.get(name) for name in NAMES):
        return None
    standing = responses.responses_of(session, member, case)
    return next((each for each in standing if each.counting and each.seat.startswith("person ")), None)
