"""Cited figures, opportunities and the order of the summary, as the store keeps them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from casereview.access import Member
from casereview.database import now, read, write
from casereview.models import CitedFigure, Opportunity, SummaryItem
from casereview.store import changing
from casereview.store.cited import Cited, add_cited, change_cited, cited_figures, retire_cited
from casereview.store.errors import KeyReused, NotAllowed, NotFound, Refused, StaleEdit
from casereview.store.opportunities import add_opportunity, change_opportunity, restore_opportunity
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.opportunity_typed import OpportunityTyped, PartTyped
from casereview.store.summary_items import ItemTyped, add_item, items, move
from tests.builders import World, make_member

CITED = Cited(9400, "more people a year than four years ago", "Contact records", unit="people", dated="31 March 2021")
QUARTER = Cited(0.25, "of contacts", "Contact records", percent=True)
VOLUME = PartTyped("volume", "Contacts in a year", 1000, 900, 1200, "Contact records")


@pytest.fixture
def cited(engine: Engine, world: World) -> CitedFigure:
    """One cited figure of the world's project, and one of somebody else's."""
    with write(engine) as session:
        add_cited(session, world.stranger, replace(CITED, sentence="of somebody else's"))
        return add_cited(session, world.owner, CITED)


def lever(cited: CitedFigure, title: str = "Resolve at once", **more: object) -> OpportunityTyped:
    fields = {"kind": "capacity", "unit": "capacity", "parts": (VOLUME,), "cited": cited, "reading": "gained"}
    return OpportunityTyped(title=title, **{**fields, **more})  # type: ignore[arg-type]


def test_a_cited_figure_is_kept_with_everything_that_defends_it(engine: Engine, world: World, cited: CitedFigure):
    with read(engine) as session:
        (found,) = cited_figures(session, world.colleague)
        assert (found.value, found.sentence, found.source, found.dated) == (
            9400, CITED.sentence, "Contact records", "31 March 2021"
        )  # fmt: skip
        assert [each.sentence for each in cited_figures(session, world.stranger)] == ["of somebody else's"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentence": " "}, "sentence"),
        ({"source": ""}, "comes from"),
        ({"low": 1.0}, "both ends"),
        ({"low": 9500.0, "high": 9600.0}, "between"),
        ({"value": float("nan")}, "number"),
        ({"value": 1e30}, "up to"),
        ({"note": "a\x00b"}, "NUL"),
    ],
)
def test_a_cited_figure_that_cannot_be_defended_is_refused(engine: Engine, world: World, change: dict, words: str):
    with read(engine) as session, pytest.raises(Refused, match=words):
        add_cited(session, world.owner, replace(CITED, **change))


def test_the_same_form_sent_twice_makes_one_figure(engine: Engine, world: World):
    for _ in range(2):
        with write(engine) as session:
            add_cited(session, world.owner, CITED, client_key="k")
    with write(engine) as session:
        assert len(cited_figures(session, world.owner)) == 1
        with pytest.raises(KeyReused):
            add_cited(session, world.owner, replace(CITED, value=1), client_key="k")


def test_a_second_edit_of_the_same_version_is_told_who_was_first(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        changed = change_cited(session, world.colleague, cited, replace(CITED, value=9500), expected_version=1)
        assert (changed.version, changed.value) == (2, 9500)
    with write(engine) as session, pytest.raises(StaleEdit) as stale:
        change_cited(session, world.owner, cited, replace(CITED, value=1), expected_version=1)
    assert (stale.value.by, stale.value.version) == ("Colleague", 2)
    with read(engine) as session:
        assert cited_figures(session, world.owner)[0].value == 9500


def test_what_is_put_away_can_be_brought_back_for_30_days(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        retire_cited(session, world.owner, cited, expected_version=1)
        assert cited_figures(session, world.owner) == []
        (away,) = changing.put_away(session, world.owner, CitedFigure)
        changing.bring_back(session, world.owner, away, expected_version=2)
        assert [each.id for each in cited_figures(session, world.owner)] == [cited.id]
    with write(engine) as session:
        gone = retire_cited(session, world.owner, cited, expected_version=3)
        gone.retired_at = now() - timedelta(days=31)
        session.flush()
        assert changing.put_away(session, world.owner, CitedFigure) == []
        with pytest.raises(Refused, match="30 days"):
            changing.bring_back(session, world.owner, gone, expected_version=4)
        with pytest.raises(NotFound):
            change_cited(session, world.owner, gone, CITED, expected_version=4)


def test_a_figure_something_rests_on_cannot_be_put_away(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        made = add_opportunity(session, world.owner, lever(cited))
        with pytest.raises(Refused, match="opportunity rests"):
            retire_cited(session, world.owner, cited, expected_version=1)
        changing.retire(session, world.owner, made, expected_version=1)
        add_item(session, world.owner, ItemTyped(cited=cited))
        with pytest.raises(Refused, match="in the summary"):
            retire_cited(session, world.owner, cited, expected_version=1)


def test_an_opportunity_keeps_its_parts_in_order(engine: Engine, world: World, cited: CitedFigure):
    effect = PartTyped("factor", "Reached", 0.4, 0.3, 0.5, "Our assumption", percent=True)
    with write(engine) as session:
        made = add_opportunity(session, world.colleague, lever(cited, parts=(VOLUME, effect)))
        change_opportunity(session, world.owner, made, lever(cited, parts=(effect, VOLUME)), expected_version=1)
    with read(engine) as session:
        (found,) = opportunities(session, world.owner)
        assert [(part.role, part.low, part.stated, part.high) for part in parts_of(session, world.owner, found)] == [
            ("factor", 0.3, 0.4, 0.5),
            ("volume", 900, 1000, 1200),
        ]
        assert opportunities(session, world.stranger) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "title"),
        ({"kind": "magic"}, "kind"),
        ({"cited": None}, "rests on"),
        ({"parts": (replace(VOLUME, low=1100),)}, "between"),
        ({"parts": (replace(VOLUME, source=""),)}, "volume comes from"),
        ({"parts": (replace(VOLUME, stated=float("inf")),)}, "numbers"),
        ({"overlap": 0.2}, "counted twice"),
        ({"overlap": 0.2, "overlap_high": 0.3}, "Say what is counted twice"),
        ({"unit": "people"}, "freed"),
        ({"parts": (replace(VOLUME, high=1e300),)}, "up to 100,000,000,000"),
        ({"parts": (replace(VOLUME, role="price", percent=True),)}, "not a percentage"),
        ({"reading": "freed"}, "a share from 0% to 100%"),
        ({"lever_group": "The team"}, "a share from 0% to 100%"),
    ],
)
def test_an_opportunity_that_cannot_stand_is_refused(
    engine: Engine, world: World, cited: CitedFigure, change: dict, words: str
):
    with write(engine) as session, pytest.raises(Refused, match=words):
        add_opportunity(session, world.owner, replace(lever(cited), **change))


def test_without_a_random_draw_an_assumption_is_asked_for(engine: Engine, world: World):
    resting = OpportunityTyped("More", "people", "people", (VOLUME,), study=world.study, finding="chance")
    with write(engine) as session:
        with pytest.raises(Refused, match="not drawn at random"):
            add_opportunity(session, world.owner, resting)
        made = add_opportunity(session, world.owner, replace(resting, assumption="The cases are typical."))
        assert (made.study_id, made.finding) == (world.study.id, "chance")
        with pytest.raises(Refused, match="one number"):
            add_opportunity(session, world.owner, replace(resting, finding="nothing"))


def test_levers_of_a_group_act_on_one_volume(engine: Engine, world: World):
    with write(engine) as session:
        cited = add_cited(session, world.owner, QUARTER)
        first = add_opportunity(session, world.owner, lever(cited, lever_group="The team"))
        add_opportunity(session, world.owner, lever(cited, "Less time", lever_group="The team"))
        other = (replace(VOLUME, high=1300),)
        with pytest.raises(Refused, match="same thing"):
            add_opportunity(session, world.owner, lever(cited, "No repeats", lever_group="The team", parts=other))
        with pytest.raises(Refused, match="same thing"):
            add_opportunity(session, world.owner, lever(cited, "Late", lever_group="The team", first_months=6))
        alone = add_opportunity(session, world.owner, lever(cited, "Alone", parts=other))
        with pytest.raises(Refused, match="same thing"):
            joining = lever(cited, "Alone", parts=other, lever_group="The team")
            change_opportunity(session, world.owner, alone, joining, expected_version=1)
        assert first.version == 1


def test_what_levers_share_changes_in_all_of_them_and_their_own_parts_stay(engine: Engine, world: World):
    own = PartTyped("factor", "Reached", 0.4, 0.3, 0.5, "Ours", percent=True)
    more = (replace(VOLUME, stated=1100), PartTyped("price", "A case", 20, 15, 25, "Finance"))
    with write(engine) as session:
        cited = add_cited(session, world.owner, QUARTER)
        first = add_opportunity(session, world.owner, lever(cited, lever_group="The team"))
        second = add_opportunity(session, world.owner, lever(cited, "Two", lever_group="The team", parts=(own, VOLUME)))
        gone = add_opportunity(session, world.owner, lever(cited, "Gone", lever_group="The team"))
        other = add_opportunity(session, world.owner, lever(cited, "Another team"))
        changing.retire(session, world.owner, gone, expected_version=1)
        change = lever(cited, lever_group="The team", parts=more, first_months=6)
        change_opportunity(session, world.owner, first, change, expected_version=1)
        read_back = [(each.role, each.stated, each.source) for each in parts_of(session, world.owner, second)]
        assert read_back == [
            ("volume", 1100, "Contact records"), ("factor", 0.4, "Ours"), ("price", 20, "Finance")
        ]  # fmt: skip
        assert (second.version, second.first_months, other.version, other.first_months) == (2, 6, 1, 12)
        renamed = replace(change, title="Resolve sooner")
        change_opportunity(session, world.owner, first, renamed, expected_version=2)
        assert second.version == 2  # nothing of what it shares has moved
        restore_opportunity(session, world.owner, gone, expected_version=2)
        assert [each.stated for each in parts_of(session, world.owner, gone)] == [1100, 20]


def order(session: Session, member: Member) -> list[tuple[str, str]]:
    return [(each.chapter, each.words or each.finding or "cited") for each in items(session, member)]


def test_lines_of_the_summary_change_places_within_their_chapter(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        add_item(session, world.owner, ItemTyped(study=world.study, finding="chance"))
        add_item(session, world.owner, ItemTyped("Later", words="How?"))
        last = add_item(session, world.owner, ItemTyped(cited=cited))
        move(session, world.owner, last, up=True, expected_version=1)
        assert order(session, world.owner) == [("", "cited"), ("Later", "How?"), ("", "chance")]
        move(session, world.owner, last, up=True, expected_version=2)  # at the top already
        assert order(session, world.owner)[0] == ("", "cited")
        assert order(session, world.stranger) == []


@pytest.mark.parametrize("typed", [ItemTyped(), ItemTyped(words="How?"), ItemTyped("Later", words="\u202e")])
def test_a_line_shows_one_thing(engine: Engine, world: World, typed: ItemTyped):
    with write(engine) as session, pytest.raises(Refused):
        add_item(session, world.owner, typed)


def test_nobody_outside_changes_or_sees_any_of_it(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        made = add_opportunity(session, world.owner, lever(cited))
        line = add_item(session, world.owner, ItemTyped(cited=cited))
        acts = [
            lambda: change_cited(session, world.stranger, cited, CITED, expected_version=1),
            lambda: retire_cited(session, world.stranger, cited, expected_version=1),
            lambda: add_opportunity(session, world.stranger, lever(cited)),
            lambda: changing.retire(session, world.stranger, made, expected_version=1),
            lambda: parts_of(session, world.stranger, made),
            lambda: add_item(session, world.stranger, ItemTyped(cited=cited)),
            lambda: move(session, world.stranger, line, up=True, expected_version=1),
            *(
                (lambda table=table, row=row: changing.by_public_id(session, world.stranger, table, row.public_id))
                for table, row in ((CitedFigure, cited), (Opportunity, made), (SummaryItem, line))
            ),
        ]
        for act in acts:
            with pytest.raises(NotFound):
                act()


def test_a_reviewer_sees_and_does_not_edit(engine: Engine, world: World, cited: CitedFigure):
    with write(engine) as session:
        reviewer = make_member(session, world.project, "reviewer@example.org", "reviewer")
        assert len(cited_figures(session, reviewer)) == 1
        for act in (
            lambda: add_cited(session, reviewer, CITED),
            lambda: change_cited(session, reviewer, cited, CITED, expected_version=1),
            lambda: add_opportunity(session, reviewer, lever(cited)),
            lambda: add_item(session, reviewer, ItemTyped(cited=cited)),
        ):
            with pytest.raises(NotAllowed):
                act()
