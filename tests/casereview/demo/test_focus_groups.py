"""The focus groups of the demonstration: counted a second time by hand, in the published order and under its axis."""

from itertools import pairwise

import pytest

from casereview import database
from casereview.access import operator
from casereview.demo.focus_groups import contributions
from casereview.findings.study import study_results
from casereview.store import coding, quotes, studies, texts
from casereview.store.coding_agreement import agreement
from casereview.store.spoken import spoken

THEMES = ("coordination", "visibility", "digital_inclusion", "transport")
ORDER = ("community_connection", "available_capacity", "criteria", "effectiveness")


@pytest.fixture
def demo(loaded):
    """A reading session, the command line as a member, and the study."""
    with database.read(loaded) as session:
        member = operator(session, "demo")
        yield session, member, studies.study(session, member, "focus-groups")


def stand(raw, number):
    """The codes that stand for a contribution, by the file alone; none where nothing stands yet."""
    if number == 39:
        return []  # drawn to be read twice, and read once
    if "settled" in raw:
        return raw["settled"]
    if "second" in raw and sorted(raw["second"]) != sorted(raw["codes"]):
        return []
    return raw["codes"]


def counted():
    """How many coded contributions there are, and how many name each code or category, each once."""
    base, found = 0, {}
    for number, raw in enumerate(contributions(), 1):
        codes = stand(raw, number)
        base += bool(codes)
        for name in {*codes, *("community_connection" for code in codes if code in THEMES)}:
            found[name] = found.get(name, 0) + 1
    return base, found


def test_the_product_counts_categories_and_themes_as_the_slow_count_does(demo):
    base, slow = counted()
    results = {result.id: result for result in study_results(*demo)[1]}
    for finding in ("categories", "themes"):
        assert {row.code: (row.numerator, row.denominator) for row in results[finding].rows} == {
            row.code: (slow.get(row.code, 0), base) for row in results[finding].rows
        }
    assert tuple(row.code for row in results["themes"].rows) == THEMES
    assert (results["connection"].numerator, results["connection"].denominator) == (17, 37) == (slow[ORDER[0]], base)


def test_categories_fall_in_the_published_order_and_end_under_half():
    base, slow = counted()
    assert all(slow[left] > slow[right] for left, right in pairwise(ORDER))
    assert slow[ORDER[0]] / base < 0.5
    assert slow[ORDER[3]] > slow["something_else"]


def test_what_is_not_yet_coded_is_left_out_by_that_name(demo):
    for result in study_results(*demo)[1]:
        assert [(each.reason, each.count) for each in result.left_out] == [("not_yet_coded", 3)], result.id


def test_the_three_groups_said_forty_things(demo):
    frame, results = study_results(*demo)
    assert len(frame) == len(contributions()) == 40
    assert len({record.workshop for record in frame.records}) == 3
    series = next(result for result in results if result.id == "connection_by_group").series
    assert sum(each.rows[0].numerator for each in series) == 17
    assert sum(each.rows[0].denominator for each in series) == 37


def test_eleven_are_read_twice_one_is_settled_and_one_is_still_to_settle(demo):
    session, member, study = demo
    every = texts.texts(session, member, study)
    assert [each.number for each in every if each.twice] == [
        number for number, raw in enumerate(contributions(), 1) if "second" in raw or number == 39
    ]
    assert [each.number for each in every if each.state == "differs"] == [32]
    assert [each.number for each in every if each.state == "second"] == [39]
    found = agreement(session, member, every, texts.frame_of(session, study)[1])
    assert (found.texts, found.exact) == (10, 8)
    for text in every:
        if len(text.readers) == 2:
            raw = contributions()[text.number - 1]
            assert tuple(map(set, coding.readings(session, member, text))) == (set(raw["codes"]), set(raw["second"]))


def test_every_theme_has_a_quote_with_a_role_and_a_figure_with_its_source(demo):
    session, member, study = demo
    said = quotes.quotes(session, member, texts.texts(session, member, study))
    figures = quotes.figures(session, member, study)
    for theme in THEMES:
        assert [each for each in said if each.code == theme]
        assert figures[theme].source
    assert all(each.speaker for each in said)


def test_a_theme_is_taken_away_with_its_quotes_and_figure_and_without_text_with_its_figure(demo):
    session, member, study = demo
    frame, results = study_results(*demo)
    (finding,) = [each for each in frame.instrument.findings if each.id == "themes"]
    (result,) = [each for each in results if each.id == "themes"]
    said = {each.code: each.to_json() for each in spoken(session, member, study, frame, finding, result)}
    assert set(said) == set(THEMES)
    for theme in said.values():
        assert theme["quotes"] and all(set(quote) == {"words", "speaker"} for quote in theme["quotes"])
        assert set(theme["figure"]) == {"words", "source"}
    silent = spoken(session, member, study, frame, finding, result, text=False)
    assert [(each.quotes, bool(each.figure)) for each in silent] == [((), True)] * len(THEMES)
