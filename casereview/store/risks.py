"""Live risks that were raised outside the session: to whom, and when. In no number."""

from datetime import datetime

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import ReviewedCase, Risk
from casereview.store.errors import Refused
from casereview.store.once import once
from casereview.store.scope import check_case, remember, require, rows
from casereview.store.values import tidy


def raise_risk(
    session: Session,
    member: Member,
    case: ReviewedCase,
    *,
    to_whom: str,
    when: datetime,
    note: str = "",
    client_key: str | None = None,
) -> Risk:
    """Notes that a live risk was raised outside this session. In no number. Raises Refused without `to_whom`."""
    require(member, "enter_cases")
    check_case(session, member, case)
    whom = tidy(to_whom, "To whom", 200)
    if not whom:
        raise Refused("Say to whom it was raised: a team or a role.")

    def make() -> int:
        risk = Risk(
            project_id=case.project_id, case_id=case.id, to_whom=whom, raised_at=when,
            note=tidy(note, "The note"), person_id=member.person_id,
        )  # fmt: skip
        session.add(risk)
        remember(session, member, case, "risk_raised", after=whom)
        session.flush()
        return risk.id

    body: dict[str, object] = {"case": case.id, "to": whom, "when": when, "note": note}
    return session.get_one(Risk, once(session, member, client_key=client_key, action="risk", body=body, make=make))


def risks(session: Session, member: Member, case: ReviewedCase) -> list[Risk]:
    """The risks raised about a case, oldest first."""
    check_case(session, member, case)
    return list(session.exec(rows(member, Risk).where(Risk.case_id == case.id).order_by(col(Risk.id))))
