"""What a card says beside its number: how far reviewers agreed, and of groups side by side what each said most."""

from casereview.charts.sides import sided
from casereview.findings.result import Result, Series
from casereview.web.findings.cards import beside, commonest
from tests.casereview.charts.results import row


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
