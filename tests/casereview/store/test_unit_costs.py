"""The unit cost table as the store keeps it: defended, dated, versioned, one price for a thing; and parts restated."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from casereview.access import Member
from casereview.database import read, write
from casereview.models import Opportunity, UnitCost
from casereview.store import changing
from casereview.store.cited import Cited, add_cited
from casereview.store.errors import NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.opportunities import add_opportunity
from casereview.store.opportunity_rows import parts_of
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.store.restating import restate
from casereview.store.unit_costs import (
    UnitCostTyped,
    add_unit_cost,
    bring_back_unit_cost,
    change_unit_cost,
    prices,
    retire_unit_cost,
    unit_costs,
    versions_of,
)
from tests.builders import World, make_member

HOUR = UnitCostTyped("Hour of time", "hour", 38, 34, 43, 3, "2026-04-01", "2027-03-31", "Finance", "Ledger", "2026/27")


@pytest.fixture
def hour(engine: Engine, world: World) -> UnitCost:
    """An hour's price in the world's project, and another in somebody else's."""
    with write(engine) as session:
        add_unit_cost(session, world.stranger, replace(HOUR, gross=40))
        return add_unit_cost(session, world.owner, HOUR)


def opportunity(session: Session, member: Member, *parts: PartTyped, **more: object) -> Opportunity:
    cited = add_cited(session, member, Cited(0.5, "of it", "Records", percent=True))
    typed = OpportunityTyped("Save it", "capacity", "hours", tuple(parts), cited=cited, **more)  # type: ignore[arg-type]
    return add_opportunity(session, member, typed)


def test_every_version_is_kept_with_what_it_said(engine: Engine, world: World, hour: UnitCost):
    with write(engine) as session:
        change_unit_cost(session, world.colleague, hour, replace(HOUR, gross=39), expected_version=1)
    with write(engine) as session, pytest.raises(StaleEdit):
        change_unit_cost(session, world.owner, hour, replace(HOUR, gross=1, low=0), expected_version=1)
    with read(engine) as session:
        kept = versions_of(session, world.owner, hour)
        assert [(each.version, said.gross, each.person_id) for each, said in kept] == [
            (2, 39, world.colleague.person_id), (1, 38, world.owner.person_id)
        ]  # fmt: skip
        (price,) = prices(session, world.owner).values()
        assert (price.gross, price.net) == (39, 36)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"label": " "}, "what the price is for"),
        ({"owner": ""}, "who answers"),
        ({"source": ""}, "comes from"),
        ({"low": 39}, "between"),
        ({"contribution": 39}, "more of the price than all"),
        ({"gross": float("nan")}, "pounds from 0"),
        ({"dated": "1 April"}, "dates as"),
        ({"until": "2026-03-31"}, "cannot end before"),
        ({"per": "day"}, "a week, an hour, or once"),
        ({}, "has a price already"),
    ],
)
def test_a_price_that_cannot_be_defended_is_refused(engine: Engine, world: World, hour: UnitCost, change, words):
    with write(engine) as session:
        with pytest.raises(Refused, match=words):
            add_unit_cost(session, world.owner, replace(HOUR, **change))
        assert len(unit_costs(session, world.owner)) == 1


def test_a_price_in_use_stays_and_another_can_take_the_place_of_one_put_away(
    engine: Engine, world: World, hour: UnitCost
):
    with write(engine) as session:
        made = opportunity(session, world.owner, PartTyped("price", "", 0, 0, 0, unit_cost_id=hour.id))
        (part,) = parts_of(session, world.owner, made)
        assert (part.label, part.stated, part.source) == ("Hour of time", 38, "Ledger")
        with pytest.raises(Refused, match="priced with it"):
            retire_unit_cost(session, world.owner, hour, expected_version=1)
        changing.retire(session, world.owner, made, expected_version=1)
        retire_unit_cost(session, world.owner, hour, expected_version=1)
        with pytest.raises(Refused, match="was put away"):
            opportunity(session, world.owner, PartTyped("price", "", 0, 0, 0, unit_cost_id=hour.id))
        add_unit_cost(session, world.owner, replace(HOUR, gross=41))
        with pytest.raises(Refused, match="another price now"):
            bring_back_unit_cost(session, world.owner, hour, expected_version=2)


def test_nobody_outside_sees_or_uses_it_and_a_reviewer_only_sees(engine: Engine, world: World, hour: UnitCost):
    with write(engine) as session:
        reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
        assert [each.gross for each in unit_costs(session, reviewer)] == [38]
        assert [each.gross for each in unit_costs(session, world.stranger)] == [40]
        for act in (
            lambda: change_unit_cost(session, world.stranger, hour, HOUR, expected_version=1),
            lambda: retire_unit_cost(session, world.stranger, hour, expected_version=1),
            lambda: versions_of(session, world.stranger, hour),
            lambda: opportunity(session, world.stranger, PartTyped("price", "", 0, 0, 0, unit_cost_id=hour.id)),
        ):
            with pytest.raises(NotFound):
                act()
        for act in (
            lambda: add_unit_cost(session, reviewer, replace(HOUR, label="Mile")),
            lambda: change_unit_cost(session, reviewer, hour, HOUR, expected_version=1),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_part_is_restated_with_its_source_and_its_range_takes_it_in(engine: Engine, world: World):
    with write(engine) as session:
        made = opportunity(
            session, world.owner, PartTyped("volume", "A year", 1000, 900, 1100, "Records"),
            overlap=0.2, overlap_low=0.1, overlap_high=0.3, overlap_note="Both.",
        )  # fmt: skip
        with pytest.raises(Refused, match="where the new value comes from"):
            restate(session, world.owner, made, "0", 1300, " ", expected_version=1)
        restate(session, world.owner, made, "0", 1300, "A new count", expected_version=1)
        (part,) = parts_of(session, world.owner, made)
        assert (part.low, part.stated, part.high, part.source) == (900, 1300, 1300, "A new count")
        restate(session, world.owner, made, "o", 0.4, "Talked over.", expected_version=2)
        assert (made.overlap_low, made.overlap, made.overlap_high) == (0.1, 0.4, 0.4)
        assert made.overlap_note == "Both. Talked over."
        with pytest.raises(StaleEdit):
            restate(session, world.owner, made, "0", 1, "Late", expected_version=2)
        for place in ("1", "b", "-1"):
            with pytest.raises(NotFound):
                restate(session, world.owner, made, place, 1, "Nowhere", expected_version=3)
        with pytest.raises(NotFound):
            restate(session, world.stranger, made, "0", 1, "Not mine", expected_version=3)


def test_the_volume_of_a_group_moves_in_every_lever(engine: Engine, world: World):
    volume = PartTyped("volume", "A year", 1000, 1000, 1000, "Records")
    with write(engine) as session:
        levers = [opportunity(session, world.owner, volume, lever_group="The team") for _ in range(2)]
        alone = opportunity(session, world.owner, volume)
        restate(session, world.owner, levers[1], "0", 1200, "A new count", expected_version=1)
        stated = [parts_of(session, world.owner, each)[0].stated for each in (*levers, alone)]
        assert stated == [1200, 1200, 1000]
        assert [each.version for each in (*levers, alone)] == [2, 2, 1]
