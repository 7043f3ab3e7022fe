"""The invented cases: complete, within the rules, believable, and nobody's."""

from collections import Counter

from casereview.demo.cases import reviewed, second_table
from casereview.demo.files import table, words
from casereview.identifiers import looks_like_identifier, personal_details
from casereview.rules import broken, missing_required
from casereview.settling import derive, settle

BANDS = {"none": (0, 0), "up_to_7": (0.5, 7), "up_to_14": (7.5, 14), "up_to_28": (14.5, 28), "over_28": (28.5, 168)}


def test_nothing_required_is_missing_and_no_rule_is_broken(instrument):
    for case in [*reviewed(instrument), *second_table(instrument)]:
        assert missing_required(instrument, case.answers) == [], case.reference
        complete = derive(instrument, settle(instrument, case.answers))
        assert [rule.id for rule in broken(instrument, complete)] == [], case.reference


def test_nothing_stands_behind_a_closed_gate(instrument):
    for case in [*reviewed(instrument), *second_table(instrument)]:
        settled = settle(instrument, case.answers)
        assert [ref for ref in case.answers if settled[ref].state == "not_asked"] == [], case.reference


def test_every_column_of_the_tables_is_an_item_of_the_instrument(instrument):
    for name in ("cases.csv", "second_table.csv"):
        columns = set(table(name)[0]) - {"number", "state", "workshop", "table"}
        assert columns <= set(instrument.item)


def test_every_fact_is_known_of_every_case(instrument, every_case):
    for case in every_case:
        assert all(attribute.id in case.facts for attribute in instrument.attributes), case.reference


def test_the_list_holds_83_reviewed_cases_and_seven_more(every_case):
    states = Counter(case.state for case in every_case)
    assert states == {"reviewed": 83, "parked": 2, "skipped": 1, "withdrawn": 1, "in_progress": 1, "to_do": 2}
    assert [case.number for case in every_case] == list(range(1, 91))
    assert every_case[6].reference == "MC-0007"


def test_localities_are_uneven_and_all_five_are_there(counted_cases):
    found = Counter(case["locality"] for case in counted_cases)
    assert found == {"norwich": 22, "eastern": 18, "southern": 16, "northern": 15, "western": 12}


def test_hours_before_fit_the_package(counted_cases):
    for case in counted_cases:
        if case["actual_hours"]:
            low, high = BANDS[case["actual_hours"]]
            assert low <= case["home_care_hours"] <= high


def test_most_people_live_at_home_and_most_moves_are_out_of_residential_care(counted_cases):
    settings = Counter(case["actual_setting"] for case in counted_cases)
    assert settings["own_home"] == 42
    moved = [case for case in counted_cases if case["actual_setting"] != case["ideal_setting"]]
    assert Counter(case["actual_setting"] for case in moved)["residential"] == 17
    assert {case["ideal_setting"] for case in moved if case["actual_setting"] == "residential"} == {
        "own_home",
        "housing_with_care",
        "supported_living",
    }


def test_both_the_own_choice_and_the_family_are_reasons_also_in_one_case(counted_cases):
    named = [(case["main_reason"], *(case["other_reasons"] or ())) for case in counted_cases]
    assert any({"own_choice", "family_preference"} <= set(reasons) for reasons in named)
    assert all(len(reasons) == len(set(reasons)) for reasons in named)


def test_second_tables_review_nine_cases_elsewhere_in_the_room_and_agree_on_seven(instrument, every_case):
    first = {case.number: case for case in every_case}
    second = second_table(instrument)
    assert len({case.number for case in second}) == len(second) == 9
    for case in second:
        other = first[case.number]
        assert (other.state, other.workshop, other.facts) == ("reviewed", case.workshop, case.facts)
        assert other.table != case.table
    assert sum(first[case.number].draft["prevention"] == case.draft["prevention"] for case in second) == 7


def test_no_text_looks_like_it_names_somebody(instrument, every_case):
    plan = words("demo.toml")
    texts = [*plan["aside"].values(), *(risk["note"] for risk in plan["risks"]), *plan["study"]["notes"]]
    for case in [*every_case, *second_table(instrument)]:
        assert looks_like_identifier(case.reference) is None
        texts += [case.summary, *(str(given.value) for given in case.answers.values())]
        texts += [given.other for given in case.answers.values()]
    assert [text for text in texts if personal_details(text)] == []


def test_every_case_has_its_own_summary(every_case):
    summaries = [case.summary for case in every_case]
    assert len(set(summaries)) == len(summaries)
    assert all(25 <= len(summary.split()) <= 130 for summary in summaries)


def test_what_asks_for_words_has_them(instrument, every_case):
    for case in every_case:
        for ref, given in case.answers.items():
            options = instrument.options_of(ref).by_code
            codes = given.value if isinstance(given.value, tuple) else (given.value,)
            asked = any(code in options and options[code].other for code in codes)
            assert bool(given.other) == asked, (case.reference, ref)
