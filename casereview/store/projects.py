"""Projects and their own lists of options (localities, teams): append and retire only, once used."""

import re
from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.instruments.question import Option
from casereview.models import Membership, Project, ProjectListEntry, ReviewedCase
from casereview.models.project import new_stamp
from casereview.store.errors import NotFound, Refused
from casereview.store.scope import numbers_moved, require, rows

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def check_key(key: str) -> str:
    """`key` when it can stand in an address. Raises Refused."""
    if not KEY.fullmatch(key):
        raise Refused(
            f"“{key}” cannot be a key: use small letters, digits and hyphens, at most 60, such as front-door."
        )
    return key


def add_project(
    session: Session, *, key: str, title: str, organisation: str = "", demo: bool = False, colour: str = ""
) -> Project:
    """A new project of `organisation`; `colour` such as "#1d6f6a", empty for the product’s own. Raises Refused."""
    if session.exec(select(Project).where(Project.key == check_key(key))).first():
        raise Refused(f"There is already a project “{key}”. Choose another key.")
    if not title.strip():
        raise Refused("Give the project a title.")
    project = Project(key=key, title=title.strip(), organisation=organisation.strip(), demo=demo, colour=colour)
    session.add(project)
    session.flush()
    return project


def projects_of(session: Session, person_id: int) -> list[Project]:
    """The projects in which the person has a role, by title."""
    query = select(Project).join(Membership, col(Membership.project_id) == Project.id)
    found = session.exec(query.where(Membership.person_id == person_id).distinct().order_by(Project.title, Project.key))
    return list(found)


def project(session: Session, member: Member) -> Project:
    """The member's project."""
    found = session.get(Project, member.project_id)
    if found is None:
        raise NotFound
    return found


def at_hand(session: Session, project_id: int) -> Project:
    """The project of a row that was found, read once in a session, which by itself forgets what nobody holds."""
    held: dict[int, Project] = session.info.setdefault("projects", {})
    if project_id not in held or held[project_id] not in session:
        held[project_id] = session.get_one(Project, project_id)
    return held[project_id]


def project_lists(session: Session, member: Member) -> dict[str, tuple[Option, ...]]:
    """Every list of the project by key, options in their order."""
    entries = rows(member, ProjectListEntry).order_by(ProjectListEntry.list_key, col(ProjectListEntry.position))
    lists: dict[str, tuple[Option, ...]] = {}
    for entry in session.exec(entries):
        lists[entry.list_key] = (*lists.get(entry.list_key, ()), _option(entry))
    return lists


def set_list(session: Session, member: Member, key: str, options: Sequence[Option]) -> None:
    """Replaces a list. Once the project has cases, options can only be added at the end or retired. Raises Refused."""
    require(member, "manage_lists")
    _check_options(key, options)
    before = project_lists(session, member).get(key, ())
    if before and session.exec(rows(member, ReviewedCase).limit(1)).first():
        _check_only_appended(before, options)
    replace_list(session, member, key, options)


def replace_list(session: Session, member: Member, key: str, options: Sequence[Option]) -> None:
    """Writes the list as given, and everything that depends on it. `set_list` checks first; a new study need not."""
    from casereview.store.studies import add_missing_items

    scope = (col(ProjectListEntry.project_id) == member.project_id) & (col(ProjectListEntry.list_key) == key)
    session.exec(delete(ProjectListEntry).where(scope))
    for position, option in enumerate(options):
        fields = option.model_dump(include=set(Option.model_fields))
        session.add(ProjectListEntry(project_id=member.project_id, list_key=key, position=position, **fields))
    project(session, member).lists_stamp = new_stamp()
    session.flush()
    add_missing_items(session, member)
    numbers_moved(session, member.project_id)


def _option(entry: ProjectListEntry) -> Option:
    return Option(**entry.model_dump(include=set(Option.model_fields)))


def _check_options(key: str, options: Sequence[Option]) -> None:
    codes = [option.code for option in options]
    if not codes:
        raise Refused(f"The list “{key}” would be empty. Give it at least one option.")
    for code in codes:
        if codes.count(code) > 1:
            raise Refused(f"The list “{key}” has the code “{code}” twice. Give each option its own.")


def _check_only_appended(before: Sequence[Option], after: Sequence[Option]) -> None:
    """Raises Refused where an option that answers may hold would go or come to mean something else."""
    for old, new in zip(before, [*after, *[None] * len(before)], strict=False):
        if new is None or old.replace(retired=False) != new.replace(retired=False):
            raise Refused(
                f"“{old.label}” is in use, so it can be retired but not changed, moved or removed. "
                "Add new options at the end."
            )
