"""The shorter studies of the demonstration: every published figure by a slow count of the tables, and as loaded."""

import csv
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from casereview import database
from casereview.access import operator
from casereview.demo.files import DATA, words
from casereview.demo.studies import plans
from casereview.findings.study import study_results
from casereview.findings.wording import percent
from casereview.identifiers import personal_details
from casereview.store import blind, cases, studies

RANKS = ["own_home", "shared_lives", "supported_living", "housing_with_care", "residential", "nursing"]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ticked(found, column):
    return Counter(code for row in found for code in row[column].split("; ") if code)


@pytest.fixture
def results(loaded):
    """Every finding of every study by study and id, counted from the database."""
    found = {}
    with database.read(loaded) as session:
        member = operator(session, "demo")
        for plan in plans():
            _, counted = study_results(session, member, studies.study(session, member, plan["key"]))
            found |= {(plan["key"], result.id): result for result in counted}
    return found


def pair(result):
    return result.numerator, result.denominator


def test_first_contact_is_15_4_and_9_of_28():
    found = rows("first_contact.csv")
    answers = Counter(row["first_contact"] for row in found)
    assert answers == {"yes": 15, "elsewhere": 4, "no": 9}
    assert [percent(answers[code] / 28, 28) for code in ("yes", "elsewhere", "no")] == ["54%", "14%", "32%"]
    assert list(ticked(found, "enablers").values()) != []
    counts = ticked(found, "enablers")
    order = ["script", "community_awareness", "caller_criteria", "equipment_awareness", "health_awareness"]
    assert [counts[code] for code in order] == sorted(counts.values(), reverse=True)
    assert max(counts.values()) <= 9  # the published axis
    assert all(bool(row["enablers"]) == (row["first_contact"] != "no") for row in found)


def test_eleven_in_a_hundred_notes_not_from_professionals_are_recent_discharges():
    found = rows("contact_notes.csv")
    lay = [row for row in found if row["who_called"] in ("self", "contact_of_person")]
    recent = [row for row in lay if row["left_hospital"] == "yes"]
    assert (len(found), len(lay), len(recent)) == (102, 45, 5)
    assert percent(5 / 45, 45) == "11%"


def test_fourteen_of_34_cases_have_some_duplication_and_31_hours():
    found = rows("duplication.csv")
    some = [row for row in found if row["duplicated"] in ("yes", "maybe", "could_do_less")]
    hours = [float(row["hours"]) for row in some]
    assert (len(found), len(some), sum(hours)) == (34, 14, 31)
    assert percent(14 / 34, 34) == "41%"
    assert f"{31 / 14:.1f}" == "2.2"
    assert all(not row["hours"] and not row["avoided_by"] for row in found if row["duplicated"] == "no")
    repeated = [any(row[step] == "repeated" for step in row if step.startswith("steps.")) for row in found]
    assert repeated == [row in some for row in found]
    counts = ticked(some, "avoided_by")
    order = ["communication", "earlier_decision", "specific_questions", "circumstances"]
    assert [counts[code] for code in order] == sorted(counts.values(), reverse=True)


def test_what_is_loaded_comes_to_the_published_figures(results):
    assert pair(results["first-contact", "resolvable"]) == (15, 28)
    assert pair(results["first-contact", "elsewhere"]) == (4, 28)
    assert [pair(row) for row in results["first-contact", "first_point"].rows] == [(15, 28), (4, 28), (9, 28)]
    assert pair(results["contact-notes", "recent_discharge"]) == (5, 45)
    assert pair(results["duplication", "some_duplication"]) == (14, 34)
    assert pair(results["duplication", "hours"]) == (31, 14)
    assert results["duplication", "hours"].stats["total"] == 31


def test_a_step_is_repeated_out_of_the_cases_in_which_it_was_done(results):
    found = rows("duplication.csv")
    for row in results["duplication", "repeated_steps"].rows:
        done = [each[f"steps.{row.code}"] for each in found if each[f"steps.{row.code}"] != "not_done"]
        assert pair(row) == (done.count("repeated"), len(done))


def revealed():
    found = defaultdict(lambda: defaultdict(list))
    for row in rows("consistency.csv"):
        if row["reference"] != "CO-5":
            found[row["reference"]][row["kind"]].append(row["setting"])
    return found


def test_nine_people_and_then_an_mdt_judge_four_cases():
    for kinds in revealed().values():
        counted = {kind: len(settings) for kind, settings in kinds.items()}
        assert counted == {"individual": 9, "mdt": 1, "professional_at_the_time": 1, "person": 1, "actual": 1}


def test_agreement_and_the_shift_to_the_mdt_are_as_slow_pairs_say(results):
    agreed = less = 0
    for kinds in revealed().values():
        pairs = list(combinations(kinds["individual"], 2))
        agreed += sum(left == right for left, right in pairs) / len(pairs)
        less += sum(RANKS.index(each) > RANKS.index(kinds["mdt"][0]) for each in kinds["individual"])
    assert pair(results["consistency", "agreement"]) == (pytest.approx(agreed), 4)
    assert pair(results["consistency", "mdt_shift"]) == (less, 36)


def test_two_tables_agree_about_prevention_in_seven_of_nine_cases(loaded):
    first = {row["number"]: row for row in rows("cases.csv")}
    second = rows("second_table.csv")
    with database.read(loaded) as session:
        member = operator(session, "demo")
        _, counted = study_results(session, member, studies.study(session, member, "case-review"))
    found = {result.id: result for result in counted}
    for question in ("prevention", "outcome"):
        same = sum(first[row["number"]][question] == row[question] for row in second)
        assert pair(found[f"{question}_agreement"]) == (same, 9)
    assert found["prevention_agreement"].numerator == 7
    assert found["prevention_agreement"].stats["fleiss_cases"] == 9


def test_the_distribution_stands_by_kind_of_reviewer(results):
    series = {each.code: each for each in results["consistency", "by_reviewer"].series}
    again = series.pop("individual_round_2")
    for kind, found in series.items():
        settings = Counter(setting for kinds in revealed().values() for setting in kinds[kind])
        assert {row.code: row.numerator for row in found.rows if row.numerator} == dict(settings)
    assert len(series) == 5
    own_home = Counter(setting for kinds in revealed().values() for setting in kinds["individual"])["own_home"]
    assert pair(results["consistency", "by_reviewer"]) == (own_home, 36)  # of one kind: kinds are not added up
    assert again.label == "Individuals, round 2 (1 case)"
    settings = Counter(row["setting"] for row in rows("consistency_again.csv"))
    assert {row.code: row.numerator for row in again.rows if row.numerator} == dict(settings)


def test_the_open_case_is_in_no_number_and_four_have_answered_it(loaded, results):
    assert sum(row["reference"] == "CO-5" for row in rows("consistency.csv")) == 4
    assert results["consistency", "setting"].denominator == 36
    with database.read(loaded) as session:
        member = operator(session, "demo")
        found = cases.cases_in(session, member, studies.study(session, member, "consistency"))
        still_open = next(case for case in found if case.reference == "CO-5")
        assert not blind.round_of(session, still_open).revealed
        waiting = blind.waiting(session, member, still_open)
        assert (waiting.answered, waiting.asked) == (4, 9)


def test_a_study_says_what_its_source_leaves_open(loaded):
    with database.read(loaded) as session:
        member = operator(session, "demo")
        notes = {
            plan["key"]: " ".join(
                note.text for note in studies.notes(session, member, studies.study(session, member, plan["key"]))
            )
            for plan in plans()
        }
    assert "is ours" in notes["first-contact"]
    assert "a sample of 20" in notes["duplication"]
    assert "14 of 34" in notes["duplication"]
    assert "31 hours" in notes["duplication"]
    assert "5 of 45" in notes["contact-notes"]


def test_no_text_looks_like_it_names_somebody():
    plan = words("studies.toml")["studies"]
    texts = [*(note for each in plan for note in each["notes"]), *plan[-1]["summaries"].values()]
    assert [text for text in texts if personal_details(text)] == []
