"""People, their roles, links that let them in once, and the sessions of their browsers."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.database import now
from casereview.models import ROLES, Membership, Person, SignInLink, WebSession
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import require, rows

LINK_LASTS = timedelta(hours=24)
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exactly idling is measured


# Asked with every page, so built once: building a statement takes ten times as long as running it.
_LIVE: Any = (
    select(Person, WebSession)
    .join(WebSession, col(WebSession.person_id) == Person.id)
    .where(
        WebSession.token_hash == bindparam("hash"),
        col(WebSession.ended_at).is_(None),
        WebSession.expires_at > bindparam("moment"),
        WebSession.seen_at > bindparam("idle"),
        col(Person.disabled_at).is_(None),
    )
)


def hash_of(token: str) -> str:
    """What is kept of a token. Tokens are random and long, so a plain hash suffices."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def add_person(session: Session, *, email: str, name: str = "") -> Person:
    """The person with this e-mail address, added when not there yet. Raises Refused when it is not an address."""
    address = email.strip().lower()
    local, at, domain = address.partition("@")
    if not (local and at and "." in domain) or len(address) > 254 or any(c.isspace() for c in address):
        raise Refused(f"“{email}” is not an e-mail address.")
    person = session.exec(select(Person).where(Person.email == address)).first()
    if person is None:
        person = Person(email=address, name=name.strip())
        session.add(person)
        session.flush()
    return person


def grant(session: Session, member: Member, person: Person, role: str) -> None:
    """Gives `person` a role in the member's project; a role already held stays. Raises Refused, NotAllowed."""
    require(member, "manage_people")
    if role not in ROLES:
        raise Refused(f"There is no role “{role}”. The roles are {', '.join(ROLES)}.")
    key = (member.project_id, person.id, role)
    if session.get(Membership, key) is None:
        session.add(Membership(project_id=member.project_id, person_id=person.id, role=role))
        session.flush()


def revoke(session: Session, member: Member, person: Person, role: str) -> None:
    """Takes a role away, at once. The last administrator stays. Raises Refused, NotFound, NotAllowed."""
    require(member, "manage_people")
    held = session.get(Membership, (member.project_id, person.id, role))
    if held is None:
        raise NotFound(f"{person.email} does not have the role {role} here.")
    if role == "administrator":
        others = rows(member, Membership).where(Membership.role == role, Membership.person_id != person.id)
        if session.exec(others).first() is None:
            raise Refused("This is the project's last administrator. Give the role to somebody else first.")
    session.delete(held)
    session.flush()


def members(session: Session, member: Member) -> list[tuple[Person, tuple[str, ...]]]:
    """Everybody with a role in the project, with their roles, by e-mail address."""
    require(member, "manage_people")
    query = select(Person, Membership.role).join(Membership, col(Membership.person_id) == Person.id)
    query = query.where(Membership.project_id == member.project_id).order_by(Person.email, Membership.role)
    found: dict[int, tuple[Person, tuple[str, ...]]] = {}
    for person, role in session.exec(query):
        found[person.id] = (person, (*found.get(person.id, (person, ()))[1], role))
    return list(found.values())


def member_at(session: Session, member: Member, email: str) -> tuple[Person, tuple[str, ...]]:
    """The person of the project with this e-mail address, and their roles. Raises NotFound, NotAllowed."""
    address = email.strip().lower()
    found = next((each for each in members(session, member) if each[0].email == address), None)
    if found is None:
        raise NotFound(f"{email} has no role in {member.project_key}.")
    return found


def issue_link(session: Session, person: Person) -> str:
    """A token that lets the person in once within a day. Only its hash is kept: show it now or never."""
    token = secrets.token_urlsafe(32)
    session.add(SignInLink(person_id=person.id, token_hash=hash_of(token), expires_at=now() + LINK_LASTS))
    session.flush()
    return token


def redeem_link(session: Session, token: str) -> str:
    """Uses a link up and gives the token of a new browser session. Raises NotFound: unknown, used or too old."""
    usable = (col(SignInLink.token_hash) == hash_of(token)) & col(SignInLink.used_at).is_(None)
    query = update(SignInLink).where(usable, col(SignInLink.expires_at) > now()).values(used_at=now())
    person_id: int | None = session.exec(query.returning(col(SignInLink.person_id))).scalar_one_or_none()
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None or person.disabled_at is not None:
        raise NotFound("This link has been used, or is too old. Ask for a new one.")
    fresh = secrets.token_urlsafe(32)
    session.add(WebSession(person_id=person.id, token_hash=hash_of(fresh), expires_at=now() + LONGEST))
    session.flush()
    return fresh


def signed_in(session: Session, token: str) -> tuple[Person, WebSession] | None:
    """Whose browser session this is, and the session; None when unknown, ended, idle for too long or too old."""
    moment = now()
    found = session.exec(_LIVE, params={"hash": hash_of(token), "moment": moment, "idle": moment - IDLE}).first()
    return (found[0], found[1]) if found else None


def touch_due(browser: WebSession) -> bool:
    """Whether `touch_session` is due: at most once a minute, so that looking at a page rarely writes."""
    return browser.seen_at < now() - SEEN_EVERY


def touch_session(session: Session, token: str) -> None:
    """Notes that the browser is still in use (needs a writing session)."""
    found = signed_in(session, token)
    if found:
        found[1].seen_at = now()
        session.flush()


def seconds_left(session: Session, token: str) -> tuple[int, int]:
    """Seconds until the browser is signed out: without further use, and at the latest. (0, 0) when it already is."""
    found = signed_in(session, token)
    if found is None:
        return (0, 0)
    moment, mine = now(), found[1]
    return int((mine.seen_at + IDLE - moment).total_seconds()), int((mine.expires_at - moment).total_seconds())


def end_session(session: Session, token: str) -> None:
    """Signs the browser out for good. Nothing happens when it already was."""
    standing = (col(WebSession.token_hash) == hash_of(token)) & col(WebSession.ended_at).is_(None)
    session.exec(update(WebSession).where(standing).values(ended_at=now()))


def disable(session: Session, person: Person) -> None:
    """Ends the account and all its sessions at once; what the person did stays."""
    person.disabled_at = now()
    session.add(person)
    mine = (col(WebSession.person_id) == person.id) & col(WebSession.ended_at).is_(None)
    session.exec(update(WebSession).where(mine).values(ended_at=now()))
    session.flush()
