"""Opportunities are added and changed: a figure, the year's volume and further factors, each with range and source."""

from dataclasses import asdict, fields
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Opportunity
from casereview.store import changing, levers
from casereview.store.errors import NotFound
from casereview.store.once import once
from casereview.store.opportunity_checks import checked
from casereview.store.opportunity_parts import write_parts
from casereview.store.opportunity_typed import OpportunityTyped
from casereview.store.scope import require


def add_opportunity(
    session: Session, member: Member, typed: OpportunityTyped, *, client_key: str | None = None
) -> Opportunity:
    """A new opportunity with its parts. Raises Refused, KeyReused, NotFound, NotAllowed."""
    require(member, "edit_summary")
    found = checked(session, member, typed)

    def make() -> int:
        row = Opportunity(project_id=member.project_id, person_id=member.person_id, **_columns(found))
        session.add(row)
        session.flush()
        write_parts(session, row, found.parts)
        return row.id

    body: dict[str, object] = {**_columns(found), "parts": [asdict(part) for part in found.parts]}
    number = once(session, member, client_key=client_key, action="opportunity", body=body, make=make)
    return session.get_one(Opportunity, number)


def change_opportunity(
    session: Session, member: Member, row: Opportunity, typed: OpportunityTyped, *, expected_version: int
) -> Opportunity:
    """Changes every field and part. Raises StaleEdit, Refused, NotFound for one that was put away, NotAllowed."""
    row = changing.held(session, member, row, expected_version, typed.title)
    if row.retired_at is not None:
        raise NotFound
    found = checked(session, member, typed, row.id)
    for name, value in _columns(found).items():
        setattr(row, name, value)
    write_parts(session, row, found.parts)
    levers.carry(session, member, row)
    return changing.touched(session, member, row)


def restore_opportunity(session: Session, member: Member, row: Opportunity, *, expected_version: int) -> Opportunity:
    """Undoes `changing.retire` within 30 days; a lever takes what its group shares now. Raises Refused, StaleEdit."""
    row = changing.bring_back(session, member, row, expected_version=expected_version)
    levers.adopt(session, member, row)
    return row


def _columns(typed: OpportunityTyped) -> dict[str, Any]:
    plain = {each.name: getattr(typed, each.name) for each in fields(typed)}
    study, cited = plain.pop("study"), plain.pop("cited")
    del plain["parts"]
    return plain | {"study_id": study.id if study else None, "cited_id": cited.id if cited else None}
