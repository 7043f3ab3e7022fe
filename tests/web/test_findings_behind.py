"""The cases behind an agreement: two reviews of one case are two reviews and one case."""

from casereview.findings.result import Result
from casereview.web.findings.cases import amount
from tests.every_finding import instrument


def test_reviews_and_cases_are_told_apart() -> None:
    def said(kind: str, cases: list[str]) -> str:
        return amount(instrument(), Result("a", kind, "", "", "", 1, 1, 1, None, None, "", ""), cases)

    assert said("agreement", ["c1", "c1", "c2", "c2", "c2"]) == "5 reviews of 2 cases"
    assert said("agreement", ["c1", "c1"]) == "2 reviews of 1 case"
    assert said("share", ["c1", "c2"]) == "2 responses"
