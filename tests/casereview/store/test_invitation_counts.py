"""How many of each team answered: no team under five, and no hidden number that the others give away."""

from itertools import product

import pytest

from casereview.store.invitation_counts import OTHERS, Counts, TeamCount, by_team


def people(**teams: tuple[int, int]) -> list[tuple[str, bool]]:
    """`team=(invited, answered)` as a list of people."""
    return [(team.strip("_"), n < done) for team, (invited, done) in teams.items() for n in range(invited)]


def shown(**teams: tuple[int, int]) -> dict[str, tuple[int, int | None]]:
    return {row.team: (row.invited, row.complete) for row in by_team(people(**teams))}


def test_teams_of_five_or_more_stand_alone_and_the_others_together():
    assert shown(north=(12, 9), south=(8, 5), east=(3, 3), west=(2, 2)) == {
        "north": (12, 9), "south": (8, 5), OTHERS: (5, 5),
    }  # fmt: skip


def test_a_small_remainder_takes_the_next_smallest_team_with_it():
    assert shown(north=(12, 9), south=(8, 6), middle=(6, 5), east=(2, 1)) == {
        "north": (12, 9), "south": (8, 6), OTHERS: (8, 6),
    }  # fmt: skip


def test_one_team_is_no_breakdown():
    assert shown(north=(12, 9)) == {} and shown(north=(12, 9), east=(4, 1)) == {}


def test_a_single_hidden_number_hides_a_second():
    assert shown(north=(12, 9), south=(8, 7), east=(9, 2)) == {"north": (12, 9), "south": (8, None), "east": (9, None)}
    assert shown(north=(12, 9), south=(8, 1), east=(9, 2)) == {"north": (12, 9), "south": (8, None), "east": (9, None)}


def test_whoever_knows_the_whole_cannot_work_out_a_hidden_number():
    """The attack, by trying: every way the hidden numbers could be, that fits the whole and the published rule."""
    for done in product(range(7), repeat=3):
        rows = by_team(people(a=(6, done[0]), b=(7, done[1]), c=(8, done[2])))
        hidden = [row for row in rows if row.complete is None]
        whole = sum(done) - sum(row.complete for row in rows if row.complete is not None)
        fits = [each for each in product(*(range(row.invited + 1) for row in hidden)) if sum(each) == whole]
        assert not hidden or len(fits) > 1 or whole == 0, done


def test_counts_survive_being_kept():
    counts = Counts(20, 15, 12, 11, (TeamCount("north", 12, 9), TeamCount("south", 8, None)))
    assert Counts.from_json(counts.to_json()) == counts


@pytest.mark.parametrize("size", [0, 4])
def test_nobody_and_a_handful_make_no_breakdown(size):
    assert by_team([("north", True)] * size) == ()
