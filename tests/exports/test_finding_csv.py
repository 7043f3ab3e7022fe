"""One finding as CSV: the result's own numbers, base and filter in it, and nothing a spreadsheet would run."""

import csv
import io

from exports.finding_csv import finding_csv, safe
from tests.casereview.charts.results import distribution, row


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_it_begins_with_a_mark_that_makes_excel_read_utf8() -> None:
    assert finding_csv(distribution(row("a", "Café", 16, 41)), "us").startswith("\ufeffFinding,")


def test_the_numbers_are_the_results_own_unrounded() -> None:
    result = distribution(row("a", "A", 16, 41), row("b", "B", 8.5, 41))
    found = {line[1]: line for line in lines(finding_csv(result, "us")) if len(line) == 10}
    assert float(found["a"][6]) == result.rows[0].value
    assert found["a"][4:6] == ["16", "41"]
    assert found["b"][4] == "8.5"
    assert float(found["b"][8]) == result.rows[1].high


def test_base_filter_and_source_stand_above_the_rows() -> None:
    about = {
        line[0]: line[1]
        for line in lines(finding_csv(distribution(row("a", "A", 1, 2)), "us", "Area North"))
        if len(line) == 2
    }
    assert about["Base"] == "the 41 cases asked"
    assert about["Filter"] == "Area North"
    assert about["Source"] == "us"


def test_no_text_can_become_a_formula() -> None:
    for start in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
        assert str(safe(start)).startswith("'")
    text = finding_csv(distribution(row("a", "=HYPERLINK(1)", 1, 2), headline="@x", base="+1"), "=x", "-x")
    assert not [cell for line in lines(text) for cell in line if cell[:1] in tuple("=+-@")]


def test_an_empty_base_leaves_the_value_empty() -> None:
    found = [line for line in lines(finding_csv(distribution(row("a", "A", 0, 0)), "us")) if len(line) == 10]
    assert found[-1][4:9] == ["0", "0", "", "", ""]
