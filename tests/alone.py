"""The tiny instrument with reviewers who answer alone, and a project in which two of them have a case."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Person, ReviewedCase
from casereview.store import workshops
from tests.builders import World, make_case, make_member, make_world
from tests.tiny import TINY_TEXT

ALONE_TEXT = (
    TINY_TEXT.replace('id = "tiny"', 'id = "tiny-alone"', 1).replace(
        "[lists.places]",
        """[[kinds]]
code = "individual"
label = "Individuals"
alone = true
[[kinds]]
code = "mdt"
label = "MDT"

[lists.places]""",
        1,
    )
    + """
[[findings]]
id = "lives_by_kind"
kind = "distribution"
title = "Lives, by kind of reviewer"
of = "lives"
order = "listed"
by = "kind"
base = { of = "lives", level = "known" }
"""
)


@dataclass
class Exercise:
    """A world whose study is answered alone; `ann` and `ben` are reviewers who were given `case`, `eve` was not."""

    world: World
    case: ReviewedCase
    other: ReviewedCase
    ann: Member
    ben: Member
    eve: Member


def make_exercise(session: Session) -> Exercise:
    """A project with an exercise of two cases, the first given to two reviewers."""
    world = make_world(session, ALONE_TEXT)
    ann, ben, eve = (
        make_member(session, world.project, f"{name}@example.org", "reviewer") for name in ("ann", "ben", "eve")
    )
    case, other = (make_case(session, world.owner, world.study) for _ in range(2))
    for each in (ann, ben):
        person = session.get_one(Person, each.person_id)
        workshops.allot(session, world.owner, [case], reviewer=person)
    return Exercise(world, case, other, ann, ben, eve)
