"""The sheets of a pack: one a case, one each for who answers alone, blank ones; what the case list says on them."""

from casereview.answers import Given
from casereview.instruments.loading import loads
from casereview.printing.sheets import sheets
from casereview.store.case_papers import CasePaper
from tests.alone import ALONE_TEXT
from tests.tiny import TINY

FACTS = {"area": Given("north"), "lives": Given("ward")}
CASE = CasePaper("p1", "MC-1", "First.\n\nSecond.", "Workshop 1", "B", True, FACTS)
ALONE = loads(ALONE_TEXT, "alone.toml")


def test_a_sheet_has_the_facts_the_summary_and_what_the_case_list_says():
    (made,) = sheets(TINY, [CASE])
    assert (made.reference, made.place, made.begun) == ("MC-1", "Workshop 1, table B", True)
    assert made.facts == (("Area", "North"),)
    assert made.summary == ("First.", "Second.")
    assert made.started == {"lives": "Ward"}


def test_a_blank_form_has_lines_for_the_facts_and_no_words():
    assert [each.reference for each in sheets(TINY, [CASE], blank=2)] == ["MC-1", "", ""]
    blank = sheets(TINY, [], blank=1)[0]
    assert (blank.facts, blank.summary, blank.started) == ((("Area", ""),), (), {})


def test_alone_each_has_a_sheet_of_their_own_and_nothing_to_lean_on():
    made = sheets(ALONE, [CASE], copies=2, kinds=["mdt", "individual"])
    assert [(each.kind, each.alone) for each in made] == [("Individuals", True), ("Individuals", True), ("MDT", False)]
    assert all(not each.started and not each.begun for each in made)
