"""Every kind of finding agrees with its slow second count, whole and in every group."""

import pytest

from casereview.answers import Given
from casereview.findings.counting import cases_behind, count, count_all
from casereview.findings.frame import Frame, Record
from casereview.findings.result import Result, Row
from casereview.settling import derive, settle
from tests import every_finding
from tests.plain_counts import PlainCounts

IDS = [each["id"] for each in every_finding.RAW["findings"]]


def finding(key: str):
    return next(each for each in every_finding.instrument().findings if each.id == key)


def raw(key: str):
    return next(each for each in every_finding.RAW["findings"] if each["id"] == key)


def both(key: str, seed: int, n: int = 300):
    frame = every_finding.frame(seed, n)
    plain = PlainCounts(every_finding.RAW, every_finding.plain(list(frame.records)))
    return count(finding(key), frame), plain, frame


def pair(row: Row | Result) -> tuple[float, float]:
    return pytest.approx(row.numerator), row.denominator


def retired(key: str) -> set[str]:
    of = finding(key).of
    if not of or finding(key).kind != "distribution":
        return set()
    return {o.code for o in every_finding.instrument().options_of(of).options if o.retired}


def same_rows(key: str, rows: tuple[Row, ...], expected: dict) -> None:
    unused = {code for code in retired(key) if not expected[code][0]} if expected else set()
    assert {row.code: pair(row) for row in rows} == {k: v for k, v in expected.items() if k not in unused}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("key", IDS)
def test_it_counts_what_the_slow_count_counts(key, seed):
    result, plain, _ = both(key, seed)
    expected = plain.count(raw(key))
    same_rows(key, result.rows, {} if key == "rating_by_kind" else expected["rows"])
    number = expected["number"] if "number" in expected else expected["rows"][result_lead(result, key)]
    assert pair(result) == number
    assert result.denominator > 0


def result_lead(result: Result, key: str) -> str:
    return finding(key).lead or result.rows[0].code


@pytest.mark.parametrize("key", [key for key in IDS if finding(key).by])
def test_each_group_counts_what_the_slow_count_counts(key):
    result, plain, _ = both(key, 4)
    expected = plain.series(raw(key))
    assert result.series
    for series in result.series:
        if result.kind == "distribution" or result.profile:
            shown = {code: pair for code, pair in expected[series.code]["rows"].items() if code in codes(result)}
            assert {row.code: pair(row) for row in series.rows} == shown
            assert [row.code for row in series.rows] == codes(result)
        else:
            assert [pair(row) for row in series.rows] == [expected[series.code]["number"]]


def codes(result: Result) -> list[str]:
    return [row.code for row in result.rows]


@pytest.mark.parametrize("n", [0, 1, 2, 7])
@pytest.mark.parametrize("key", IDS)
def test_hardly_any_responses_are_counted_too(key, n):
    result, plain, frame = both(key, 5, n)
    expected = plain.count(raw(key))
    same_rows(key, result.rows, {} if key == "rating_by_kind" else expected["rows"])
    assert len(frame) == n
    if result.denominator == 0:
        assert result.value is None
        assert result.low is None
        assert result.headline == f"{key}: no responses"


@pytest.mark.parametrize("key", ["comparison", "comparison_all"])
def test_a_comparison_has_both_sides_and_the_whole_flow(key):
    result, plain, _frame = both(key, 6)
    expected = plain.count(raw(key))
    for series in result.series:
        chosen = {row.code: row.numerator for row in series.rows if row.numerator}
        assert chosen == expected[series.code]
        assert {row.denominator for row in series.rows} == {result.denominator}
    flow = {
        (row, column): result.flow.cells[r][c]
        for r, (row, _) in enumerate(result.flow.rows)
        for c, (column, _) in enumerate(result.flow.columns)
        if result.flow.cells[r][c]
    }
    assert flow == expected["flow"]
    assert result.flow.base == sum(flow.values()) > 0
    assert [result.stats[f"{word}_n"] for word in ("more", "right", "less")] == [
        expected[word] for word in ("more", "right", "less")
    ]
    assert sum(result.stats[word] for word in ("more", "right", "less")) == pytest.approx(1)


def test_both_sides_of_a_comparison_show_the_same_options():
    records = [r for r in every_finding.random_responses(6, 300) if r.answers["dream"].value != "cave"]
    assert any(record.answers["lives"].value == "cave" for record in records)
    result = count(finding("comparison_all"), Frame(every_finding.instrument(), records))
    actual, ideal = ([row.code for row in series.rows] for series in result.series)
    assert actual == ideal == ["tent", "hut", "shed", "castle", "cave"]
    assert result.flow.rows == result.flow.columns


@pytest.mark.parametrize("key", ["share_unsure", "share_lowest"])
def test_unsure_answers_bound_the_share_on_the_same_base(key):
    result, plain, _ = both(key, 7)
    expected = plain.count(raw(key))
    assert result.stats["lowest"] == expected["lowest"] / result.denominator
    assert result.stats["highest"] == expected["highest"] / result.denominator
    assert result.stats["lowest"] <= result.value <= result.stats["highest"]
    assert result.stats["lowest"] < result.stats["highest"]


def test_groups_are_those_of_the_file_and_whichever_somebody_is_in():
    result, _, frame = both("share_by_town", 4)
    assert [series.code for series in result.series] == ["north", "south", "shut", "nowhere"]
    assert result.notes[0].endswith(" responses without “Town” are in no group.")
    north = count(finding("share_by_town"), frame.where({"town": ("north",)}))
    assert [series.code for series in north.series] == ["north", "south"]
    assert north.notes == ()


@pytest.mark.parametrize("key", [key for key in IDS if not key.startswith(("mentions", "agreement"))])
def test_the_base_and_what_was_left_out_add_up_to_every_response(key):
    result, _, frame = both(key, 8)
    assert result.denominator + sum(each.count for each in result.left_out) == len(frame)
    assert all(each.count > 0 and each.words for each in result.left_out)


def test_people_who_mention_and_people_left_out_add_up_to_every_response():
    result, _plain, frame = both("mentions", 8)
    respondents = int(result.base.split(" by ")[1].split()[0])
    assert respondents + sum(each.count for each in result.left_out) == len(frame)
    assert result.denominator > respondents


def test_a_shared_weight_adds_up_to_its_base_at_every_level():
    result, _, _ = both("split_group", 9)
    assert sum(row.numerator for row in result.rows) == pytest.approx(result.denominator)
    by_leaf = count(finding("split_group").replace(level=""), every_finding.frame(9))
    weather = sum(row.numerator for row in by_leaf.rows if row.code in ("cold", "wet", "damp"))
    assert weather == pytest.approx(next(row.numerator for row in result.rows if row.code == "weather"))


def test_mentions_add_up_to_one():
    result, _, _ = both("mentions", 10)
    assert sum(row.value for row in result.rows) == pytest.approx(1)
    assert result.method == "resampling respondents 2,000 times, 95%"


def test_rows_go_by_count_and_ties_by_the_file():
    result, _, _ = both("choices", 11)
    order = [o.code for o in every_finding.instrument().options_of("why").options]
    keys = [(-round(row.numerator, 9), order.index(row.code)) for row in result.rows]
    assert keys == sorted(keys)


def unhappy(*why: str) -> Frame:
    """Two unhappy responses for each reason given."""
    draft = [{"happy": Given("no"), "why": Given((code,))} for code in why] * 2 or [{"happy": Given("no")}]
    instrument = every_finding.instrument()
    return Frame(instrument, [Record("c", "C", derive(instrument, settle(instrument, each))) for each in draft])


def test_a_headline_claims_no_lead_where_nobody_chose_anything():
    leading = finding("choices").replace(headline="{lead} leads")
    assert count(leading, unhappy("cold")).headline == "Cold leads"
    assert count(leading, unhappy()).headline == "choices: none in 1 response"


def test_rows_that_tie_for_the_top_are_named():
    assert count(finding("choices"), unhappy("cold", "rent")).notes == ("“Rent” has as many as “Cold”.",)
    three = count(finding("choices"), unhappy("cold", "wet", "rent"))
    assert three.notes == ("“Wet” and “Rent” have as many as “Cold”.",)
    assert count(finding("choices"), unhappy("cold")).notes == ()


def test_rows_as_listed_stay_as_listed_and_the_lead_is_the_number():
    result, _, _ = both("choice_known", 11)
    assert codes(result) == ["yes", "maybe", "no"]
    assert pair(result) == pair(result.rows[2])


def test_an_option_nobody_chose_is_a_row_unless_it_is_retired():
    only = [r for r in every_finding.random_responses(12, 300) if r.answers["lives"].value == "tent"]
    result = count(finding("choice_retired"), Frame(every_finding.instrument(), only))
    assert codes(result) == ["tent", "hut", "shed", "castle"]
    assert [row.value for row in result.rows] == [1, 0, 0, 0]


def test_rows_carry_the_heading_they_are_gathered_under():
    result, _, _ = both("choices", 13)
    groups = {row.code: row.group for row in result.rows}
    assert {code: groups[code] for code in ("cold", "wet", "damp", "rent", "odd")} == {
        "cold": "Weather",
        "wet": "Weather",
        "damp": "Weather",
        "rent": "Money",
        "odd": "",
    }


def test_a_mean_has_its_median_and_total():
    result, _, frame = both("mean_elsewhere", 14)
    asked = [r.answers for r in frame.records if r.answers["why"].state != "not_asked"]
    hours = sorted(a["hours"].value for a in asked if a["hours"].value is not None)
    half = len(hours) // 2
    middle = hours[half] if len(hours) % 2 else (hours[half - 1] + hours[half]) / 2
    assert result.stats == {"median": middle, "total": sum(hours)}
    assert result.notes[0].startswith(f"{sum(hours):,} hours a week in all; the median is ")
    assert count(finding("mean"), frame.only(~frame.everyone())).stats == {"median": None, "total": None}


def test_a_count_has_no_interval_and_is_no_share():
    result, plain, _ = both("share_count", 14)
    assert result.unit == "count"
    assert result.value == plain.count(raw("share_count"))["number"][0]
    assert (result.low, result.high, result.method) == (None, None, "")


def test_agreement_needs_two_cases_reviewed_twice():
    records = every_finding.random_responses(15, 40)
    once = list({record.public_id: record for record in records}.values())
    result = count(finding("agreement"), Frame(every_finding.instrument(), once))
    assert result.value is None
    assert result.notes == ("Agreement needs two cases or more that were reviewed twice.",)
    assert sum(each.count for each in result.left_out) == len(once)


@pytest.mark.parametrize("key", IDS)
def test_the_cases_behind_a_number_are_as_many_as_its_numerator(key):
    result, _, frame = both(key, 16)
    behind = cases_behind(finding(key), frame)
    assert behind
    assert all(any(record is each for each in frame.records) for record in behind)
    if result.kind in ("share", "comparison") or (result.kind == "distribution" and finding(key).weight == "each"):
        assert len(behind) == result.numerator
        for row in result.rows:
            assert len(cases_behind(finding(key), frame, row.code)) == row.numerator


def test_a_row_that_is_not_there_has_no_cases():
    with pytest.raises(KeyError):
        cases_behind(finding("choice"), every_finding.frame(1, 5), "castle")


def test_all_findings_come_in_the_order_of_the_file():
    assert [result.id for result in count_all(every_finding.frame(1, 20))] == IDS


def test_intervals_hold_their_value_and_stay_between_nothing_and_all():
    for result in count_all(every_finding.frame(17)):
        for row in [*result.rows, *(row for series in result.series for row in series.rows)]:
            if row.low is not None and result.kind == "distribution":
                assert 0 <= row.low <= row.value <= row.high <= 1


def test_a_base_under_ten_is_small():
    small = count(finding("choice"), every_finding.frame(1, 9))
    assert small.small
    assert all(row.small for row in small.rows)
    assert not count(finding("choice"), every_finding.frame(1, 30)).small


def test_the_number_is_of_the_kind_that_leads_and_every_kind_stands_beside_it():
    result, _, frame = both("one_kind_leads", 8)
    together = {series.code: series for series in result.series}["together"]
    assert result.rows == together.rows
    assert result.whole == "The number above: Together"
    assert "“Reviewer” is “Together”" in result.base
    alone = {series.code: series for series in result.series}["alone"]
    assert alone.rows[0].denominator > 0
    survey = Frame(frame.instrument.replace(unit="response"), frame.records)
    assert [series.code for series in count(finding("one_kind_leads"), survey).series] == ["together"]
