"""Numbers are rounded for people one way, and a base says what it is in words."""

import pytest

from casereview.findings.base import population
from casereview.findings.counting import count
from casereview.findings.frame import Frame
from casereview.findings.wording import interval, n_of_n, number, percent
from casereview.instruments.conditions import AnyOf, Compare, Is
from casereview.instruments.finding import Base
from tests import every_finding


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (41, 83, "49%"),
        (16, 41, "39%"),
        (42, 83, "51%"),
        (57, 200, "29%"),
        (1, 8, "13%"),
        (0, 83, "0%"),
        (83, 83, "100%"),
        (1, 250, "<1%"),
        (1, 200, "1%"),
        (1, 999, "<1%"),
        (285, 1000, "28.5%"),
        (1, 3000, "<0.1%"),
        (2, 3000, "0.1%"),
        (26.5, 83, "32%"),
        (15.5, 83, "19%"),
        (145, 1000, "14.5%"),
        (125, 10, "1,250%"),
        (12345, 1000, "1,234.5%"),
    ],
)
def test_a_percentage_is_rounded_for_people(k, n, words):
    assert percent(k / n, n) == words


def test_an_empty_base_is_no_cases_never_nothing_per_cent():
    assert percent(None, 0) == "no cases"
    assert n_of_n(0, 0) == "0 of 0"  # units follow: "0 of 0 visits"


def test_a_count_keeps_its_half():
    assert (number(41.0), number(8.5), number(1200), number(4.883), number(5.9999999)) == (
        "41",
        "8.5",
        "1,200",
        "4.9",
        "6",
    )
    assert n_of_n(41, 83) == "41 of 83"
    assert n_of_n(8.5, 83) == "8.5 of 83"


def test_the_base_of_a_grid_is_called_by_the_grid_where_every_row_has_the_same():
    frame = every_finding.frame(30, 120)
    grid = next(each for each in frame.instrument.findings if each.kind == "distribution" and each.of == "help")
    asked = count(grid.replace(base=Base(of="help", level="asked"), by=""), frame)
    assert asked.base.endswith("asked “Help”")
    assert {each.words for each in asked.left_out} == {"not asked “Help”"}


def test_an_interval_runs_to():
    assert interval(0.389, 0.6, 83) == "39% to 60%"
    assert interval(None, None, 83) == ""


def words(base: Base, n: int = 200, **more) -> str:
    return population(base, every_finding.frame(1, n), **more).words


def test_each_level_says_who_is_in_it():
    assert words(Base(of="happy", level="responses")) == "200 responses"
    assert words(Base(of="why", level="asked")).endswith(" responses asked “Why not?”")
    assert words(Base(of="why", level="answered")).endswith(" responses with an answer to “Why not?”")
    assert words(Base(of="why", level="known")).endswith(" responses with a known answer to “Why not?”")
    assert words(Base(of="happy", level="asked"), 1) == "the 1 response asked “Happy?”"
    assert words(Base(of="happy", level="asked"), 0) == "no responses asked “Happy?”"


def test_cases_are_reviewed_and_units_have_their_own_words():
    instrument = every_finding.instrument()
    everyone = Base(of="happy", level="responses")
    assert (
        population(everyone, Frame(instrument.replace(unit="case", unit_words=("", "")), [])).words
        == "no cases reviewed"
    )
    own = instrument.replace(unit_words=("note", "notes"))
    assert population(everyone, Frame(own, every_finding.random_responses(1, 2))).words == "2 notes"


def test_a_base_among_some_names_the_condition():
    among = Is("town", ("north",))
    assert words(Base(of="happy", level="responses", among=among)).endswith(" responses where “Town” is “North”")
    asked = words(Base(of="why", level="asked", among=among))
    assert asked.endswith(" responses asked “Why not?”, among those where “Town” is “North”")


def test_what_a_condition_says_already_is_not_said_twice():
    gate = Base(of="why", level="known", among=Is("happy", ("no",)))
    assert words(gate).endswith(" with a known answer to “Why not?”, among those where “Happy?” is “No”")
    same = Base(of="happy", level="known", among=Is("happy", ("no",)))
    assert words(same).endswith(" responses where “Happy?” is “No”")
    either = Base(of="happy", level="answered", among=AnyOf((Is("happy", ("no",)), Is("town", ("north",)))))
    assert " with an answer to “Happy?”, among those where " in words(either)


def test_both_sides_of_a_comparison_are_known_where_they_differ():
    differing = Base(of="dream", level="known", among=Compare("differs", "dream", "lives"))
    names = [f"“{every_finding.instrument().question[ref].name}”" for ref in ("dream", "lives")]
    said = words(differing, known=("lives", "dream"))
    assert said.endswith(f" responses where {names[0]} is not the same as {names[1]}")


@pytest.mark.parametrize("level", ["asked", "answered", "known"])
def test_a_base_names_a_question_once(level):
    assert words(Base(of="why", level=level), known=("why",)).endswith(" responses with a known answer to “Why not?”")
    both = words(Base(of="why", level=level), known=("why", "happy"))
    assert both.endswith(" responses with a known answer to “Why not?” and to “Happy?”")


def test_a_row_with_a_base_of_its_own_is_called_by_its_row():
    by_id = {finding.id: finding for finding in every_finding.instrument().findings}
    result = count(by_id["grid_codes"], every_finding.frame(1))
    assert f": {result.rows[0].label}” is " in result.base


def test_declared_words_follow_the_count_or_hold_it():
    assert words(Base(of="happy", level="responses", words="happy people")) == "200 happy people"
    assert words(Base(of="happy", level="responses", words="all {n} of them")) == "all 200 of them"


def test_what_was_left_out_says_why():
    base = Base(of="why", level="known", among=Is("town", ("north", "south")))
    left_out = population(base, every_finding.frame(3)).left_out
    assert [(each.reason, each.words) for each in left_out] == [
        ("outside", "outside the responses where “Town” is “North” or “South”"),
        ("not_asked", "not asked “Why not?”"),
        ("left_blank", "“Why not?” left blank"),
        ("missing", "“Why not?” not known"),
    ]


def test_the_base_of_a_comparison_says_that_both_sides_must_be_known():
    by_id = {finding.id: finding for finding in every_finding.instrument().findings}
    frame = every_finding.frame(2)
    n = count(by_id["comparison_all"], frame).denominator
    lives, dream = (f"“{every_finding.instrument().question[ref].name}”" for ref in ("lives", "dream"))
    known = f"the {n:.0f} responses with a known answer to"
    assert count(by_id["comparison_all"], frame).base == f"{known} {lives} and to {dream}"
    declared = by_id["comparison_all"].replace(base=Base(of="dream", level="known"))
    assert count(declared, frame).base == f"{known} {dream} and to {lives}"


def test_a_distribution_without_a_headline_says_which_row_its_number_is_of():
    finding = next(f for f in every_finding.instrument().findings if f.kind == "distribution" and not f.headline)
    result = count(finding, every_finding.frame(1))
    assert f": {result.rows[0].label}, " in result.headline


def test_what_is_not_yet_coded_is_named():
    left_out = population(Base(of="help.soup", level="known"), every_finding.frame(2)).left_out
    assert "not_yet_coded" in [each.reason for each in left_out]


def test_a_headline_is_filled_and_stays_whole_without_cases():
    finding = (
        every_finding.instrument()
        .findings[0]
        .replace(title="Happy", headline="{value} are happy: {numerator} of {denominator}, {lead}")
    )
    frame = every_finding.frame(1)
    result = count(finding, frame)
    assert result.headline == (
        f"{percent(result.value, 300)} are happy: {result.numerator:.0f} of {result.denominator:.0f}, Happy"
    )
    assert count(finding, every_finding.frame(1, 0)).headline == "Happy: no responses"


def test_a_mean_says_its_unit():
    finding = next(f for f in every_finding.instrument().findings if f.id == "mean").replace(
        headline="{value} on average"
    )
    result = count(finding, every_finding.frame(1))
    assert result.headline == f"{result.value:.1f} hours a week on average"


def test_reconstructed_counts_say_so_in_a_demonstration_only():
    finding = every_finding.instrument().findings[0].replace(reconstructed=True, note="As asked.")
    records = every_finding.random_responses(1, 20)
    demo = count(finding, Frame(every_finding.instrument(), records, demo=True))
    live = count(finding, Frame(every_finding.instrument(), records))
    assert demo.notes == ("As asked.", "The source prints only the rounded figure; the counts behind it are ours.")
    assert live.notes == ("As asked.",)
    assert (demo.reconstructed, live.reconstructed) == (True, False)
