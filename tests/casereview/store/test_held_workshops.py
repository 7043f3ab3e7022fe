"""A workshop counts as held once its day has come, or a case of it was reviewed."""

from datetime import timedelta

from sqlalchemy import Engine

from casereview.database import now, read, write
from casereview.store import workshops
from casereview.store.held_workshops import held_workshops
from tests.builders import World, make_case, make_response


def test_a_workshop_that_is_only_planned_is_not_held(engine: Engine, world: World) -> None:
    today = now().date()
    with write(engine) as session:
        for title, days in (("Past", -3), ("Today", 0), ("Planned", 9), ("Held early", 9)):
            day = today + timedelta(days=days)
            made = workshops.add_workshop(session, world.owner, world.study, title=title, date=day)
        early = make_case(session, world.owner, world.study, "EARLY")
        workshops.allot(session, world.owner, [early], workshop=made)
        make_response(session, world.owner, early)
    with read(engine) as session:
        found = held_workshops(session, world.owner, world.study)
        assert [each.title for each in found] == ["Past", "Today", "Held early"]
