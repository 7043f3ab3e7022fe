"""Opportunities are added and changed: a figure, the year's volume and further factors, each with range and source."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import Opportunity, OpportunityPart
from casereview.store import changing
from casereview.store.errors import NotFound
from casereview.store.once import once
from casereview.store.opportunity_checks import checked
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
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
        _write_parts(session, row, found.parts)
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
    _write_parts(session, row, found.parts)
    return changing.touched(session, member, row)


def _columns(typed: OpportunityTyped) -> dict[str, Any]:
    plain = {each.name: getattr(typed, each.name) for each in fields(typed)}
    study, cited = plain.pop("study"), plain.pop("cited")
    del plain["parts"]
    return plain | {"study_id": study.id if study else None, "cited_id": cited.id if cited else None}


def _write_parts(session: Session, row: Opportunity, parts: Sequence[PartTyped]) -> None:
    scope = (col(OpportunityPart.project_id) == row.project_id) & (col(OpportunityPart.opportunity_id) == row.id)
    session.exec(delete(OpportunityPart).where(scope))
    for position, part in enumerate(parts):
        session.add(
            OpportunityPart(project_id=row.project_id, opportunity_id=row.id, position=position, **asdict(part))
        )
    session.flush()
