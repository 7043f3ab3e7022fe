"""Chapters of the summary as a whole: renamed, and moved before or after the next one with all their lines."""

import hashlib

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import SummaryItem
from casereview.store import changing
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.scope import locked, require, rows
from casereview.store.summary_items import items
from casereview.store.values import tidy


def print_of(lines: list[SummaryItem]) -> str:
    """A print of the whole order: it moves with any change of a line."""
    return hashlib.sha256(repr([(line.id, line.version) for line in lines]).encode()).hexdigest()


def rename_chapter(session: Session, member: Member, chapter: str, name: str, *, expected_print: str) -> None:
    """Gives its lines, those taken out too, the new name. Raises StaleEdit, NotFound; Refused for a name in use."""
    lines = _held(session, member, chapter, expected_print)
    wanted = tidy(name, "The chapter", 100)
    if not wanted:
        raise Refused("Give the chapter a name.")
    if wanted != chapter and any(line.chapter == wanted for line in lines):
        raise Refused(f"There is already a chapter “{wanted}”. Choose another name.")
    for line in session.exec(rows(member, SummaryItem).where(SummaryItem.chapter == chapter)).all():
        if line.chapter != wanted:
            line.chapter = wanted
            changing.touched(session, member, line)


def move_chapter(session: Session, member: Member, chapter: str, *, up: bool, expected_print: str) -> None:
    """Changes places with the chapter before or after; nothing at an end. Raises StaleEdit, NotFound."""
    lines = _held(session, member, chapter, expected_print)
    order = [name for name in dict.fromkeys(line.chapter for line in lines) if name]
    place = order.index(chapter)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    moved = [line for name in ("", *order) for line in lines if line.chapter == name]
    for position, line in enumerate(moved, 1):
        if line.position != position:
            line.position = position
            changing.touched(session, member, line)


def _held(session: Session, member: Member, chapter: str, expected_print: str) -> list[SummaryItem]:
    """The lines of the summary, held for writing, where the chapter is one of them and the order as it was seen."""
    require(member, "edit_summary")
    standing = rows(member, SummaryItem).where(col(SummaryItem.retired_at).is_(None)).order_by(col(SummaryItem.id))
    for line in session.exec(standing).all():
        locked(session, SummaryItem, line)
    lines = items(session, member)
    if not chapter or chapter not in {line.chapter for line in lines}:
        raise NotFound
    if print_of(lines) != expected_print:
        raise StaleEdit("chapter", chapter, chapter, 0, "")
    return lines
