"""Who somebody is in a project, and what that allows: read per request from the database, never from a cookie."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from casereview.models import Membership, Person, Project

PERMISSIONS = Path(__file__).with_name("permissions.toml")
OPERATOR = "operator"  # whoever has the command line of the server; not a role that can be granted


@dataclass(frozen=True)
class Member:
    """One person in one project. `person_id` is None for the command line."""

    person_id: int | None
    name: str
    email: str
    project_id: int
    project_key: str
    roles: frozenset[str]

    def may(self, action: str) -> bool:
        """Whether one of the roles allows `action`. Raises KeyError for an action that permissions.toml lacks."""
        allowed = permissions()[action]
        return OPERATOR in self.roles or not allowed.isdisjoint(self.roles)


# Asked with every page, so built once: building a statement takes ten times as long as running it.
_ROLES: Any = (
    select(Person.name, Person.email, Project.id, Membership.role)
    .join(Membership, col(Membership.person_id) == Person.id)
    .join(Project, col(Project.id) == Membership.project_id)
    .where(Person.id == bindparam("person"), col(Person.disabled_at).is_(None), Project.key == bindparam("key"))
)


@cache
def permissions() -> dict[str, frozenset[str]]:
    """Roles by action, as permissions.toml has them."""
    return {action: frozenset(roles) for action, roles in tomllib.loads(PERMISSIONS.read_text("utf-8")).items()}


def member_of(session: Session, person_id: int, project_key: str) -> Member | None:
    """The member this person is of the project; None for outsiders, disabled people and unknown projects alike."""
    found = session.exec(_ROLES, params={"person": person_id, "key": project_key}).all()
    if not found:
        return None
    name, email, project_id, _ = found[0]
    return Member(person_id, name or email, email, project_id, project_key, frozenset(row[3] for row in found))


def operator(session: Session, project_key: str) -> Member:
    """The command line as a member with every right. Raises NotFound where there is no such project."""
    from casereview.store.errors import NotFound

    project_id = session.exec(select(Project.id).where(Project.key == project_key)).first()
    if project_id is None:
        raise NotFound(f"There is no project “{project_key}”.")
    return Member(None, "command line", "", project_id, project_key, frozenset({OPERATOR}))
