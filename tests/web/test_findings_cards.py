"""What a card says beside its number: how far reviewers agreed, and of groups side by side what each said most."""

import pytest

from casereview.charts import figures
from casereview.charts.sides import sided
from casereview.findings.counting import count
from casereview.findings.frame import Frame
from casereview.findings.result import Result, Series
from casereview.web.findings.cards import Card, beside, card, commonest, range_words
from casereview.web.findings.words import about_rounding
from tests.casereview.charts.results import row
from tests.every_finding import instrument, random_responses


def agreement(value: float | None, low: float | None, high: float | None) -> Result:
    headline = "Two tables said the same in 78% of cases"
    return Result("two", "agreement", "Do two tables agree?", headline, "share", 7, 9, value, low, high, "", "9 cases")


def test_agreement_stands_beside_a_number_with_its_cases_and_interval() -> None:
    assert beside(agreement(7 / 9, 0.44, 1)) == (
        "Two tables said the same in 78% of cases (9 cases, interval 44% to 100%)."
    )
    assert beside(agreement(1.0, None, None)).endswith("(9 cases).")


def test_agreement_of_one_case_is_not_known_yet() -> None:
    assert beside(agreement(None, None, None)) == (
        "Do two tables agree? Not known yet: it takes two cases that were reviewed twice."
    )


def test_side_by_side_is_copied_as_what_each_group_said_most() -> None:
    alone = Series("alone", "Alone", (row("home", "Own home", 9, 12), row("care", "Care home", 3, 12)))
    team = Series("team", "Team", (row("home", "Own home", 2, 4), row("care", "Care home", 2, 4)))
    assert commonest(sided([alone, team])) == "Alone: Own home (9 of 12); Team: Own home and Care home (2 of 4)."


def test_agreement_of_pairs_is_an_average_and_not_a_count() -> None:
    def of(numerator: float, n: float) -> str:
        found = Result("two", "agreement", "", "", "share", numerator, n, numerator / n, 0.3, 0.42, "", "")
        return Card(found, None, "", None, figures.of_result(found), None, None, (), "", ()).agreed  # type: ignore[arg-type]

    assert of(1.41, 4) == "35% (averaged over 4 cases, interval 30% to 42%)"
    assert of(7, 9) == "78% (7 of 9 cases, interval 30% to 42%)"


@pytest.mark.parametrize(
    ("lowest", "stated", "highest", "said"),
    [
        (0.4, 0.4, 0.6, "40% as stated. With every “Maybe” or “Not known” it would be 60%, 6 of 10."),
        (0.2, 0.4, 0.4, "40% as stated. Without any “Maybe” or “Not known” it would be 20%, 2 of 10."),
    ],
)
def test_a_range_names_only_the_ends_that_differ(lowest: float, stated: float, highest: float, said: str) -> None:
    finding = next(each for each in instrument().findings if each.id == "share_unsure")
    stats: dict[str, float | None] = {"lowest": lowest, "highest": highest, "unsure": 2.0}
    result = Result("a", "share", "", "", "share", stated * 10, 10, stated, None, None, "", "", stats=stats)
    assert range_words(result, finding, instrument()) == said


def test_a_base_of_a_thousand_has_percentages_with_a_decimal_and_says_so() -> None:
    assert about_rounding(83).startswith("Whole percentages, because every base is under 100.")
    assert about_rounding(102).startswith("Whole percentages. ")
    assert about_rounding(1000).startswith(
        "Percentages have one decimal where the base is 1,000 or more, and none below."
    )


@pytest.mark.parametrize(("unit", "n", "number"), [("contribution", 0, "no responses"), ("response", 2, "not shown")])
def test_without_a_number_a_card_keeps_to_the_words_of_its_instrument(unit: str, n: int, number: str) -> None:
    frame = Frame(instrument().replace(unit=unit), random_responses(3, n))
    finding = next(each for each in instrument().findings if each.id == "share")
    found = card(count(finding, frame), finding, frame)
    assert found.number == number
    assert "no cases" not in found.sentence
    assert "0 of 0" not in found.sentence
