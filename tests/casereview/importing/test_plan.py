"""The trial run names each cell that is in the way, by the form's own rules, and nothing that may name a person."""

from typing import Any

import pytest

from casereview.importing.plan import Plan, make_plan
from casereview.importing.reading_workbook import read_workbook
from casereview.importing.standing import Standing
from casereview.instruments.loading import loads
from tests.alone import ALONE_TEXT
from tests.tiny import TINY, TINY_TEXT
from tests.workbooks import made

HEAD = ["Reference", "Area", "Was there a chance?", "By what?: A friend", "By what?: A thing", "Why that?"]


def plan(
    *rows: list[Any], head: list[str] | None = None, update: bool = False, standing: Standing | None = None
) -> Plan:
    """The plan for a sheet of these rows under the headings."""
    sheets = read_workbook(made([head or HEAD, *rows]))
    return make_plan(TINY, sheets, standing or Standing(), update=update)


def problems(*rows: list[Any], head: list[str] | None = None) -> list[tuple[str, str, str, str]]:
    return [(p.cell, p.says, p.wrong, p.to_do) for p in plan(*rows, head=head).problems]


def test_labels_and_codes_are_read_alike_whatever_their_case() -> None:
    for area, chance, mark in (
        ("North", "Yes", "x"),
        (" NORTH ", "yes", "1"),
        ("north", "YES", "A friend"),
        ("north", "yes", True),
    ):
        made_plan = plan(["A", area, chance, mark])
        assert made_plan.problems == []
        (case,) = made_plan.cases
        assert {ref: given.value for ref, given in case.draft.items()} == {
            "area": "north",
            "chance": "yes",
            "means": ("friend",),
        }
        assert case.row.finished


def test_without_judgements_it_is_a_case_list() -> None:
    made_plan = plan(["A", "North"], ["B", ""], [None] * 6, ["C", "South"])
    assert (made_plan.added, made_plan.submitted, made_plan.rows, made_plan.problems) == (3, 0, 3, [])


def test_to_do_keeps_answers_as_a_start_and_done_wants_them_all() -> None:
    head = [*HEAD, "Review"]
    assert plan(["A", "North", "Yes", "", "", "", "To do"], head=head).submitted == 0
    assert problems(["A", "North", "Yes", "", "", "", "done"], head=head) == [
        ("D2", "Empty", "Empty, and it is needed.", "Choose A friend, A nurse, or A thing.")
    ]
    assert problems(["A", "North", "", "", "", "", "Done"], head=head)[0][2] == "Nothing is judged in this row."
    assert problems(["A", "", "", "", "", "", "Maybe"], head=head)[0][:2] == ("G2", "Maybe")


def test_a_slip_is_answered_with_what_may_have_been_meant() -> None:
    assert problems(["A", "Nroth"]) == [("B2", "Nroth", "Not in this project’s list.", "Did you mean North?")]
    assert problems(["A", "Mars"]) == [("B2", "Mars", "Not in this project’s list.", "Choose North or South.")]
    assert problems(["A", "North", "Yes", "perhaps"])[0] == (
        "D2",
        "perhaps",
        "Not a mark.",
        "Type x, or leave it empty.",
    )
    wrong = problems(["A", "North", "People"])
    assert wrong[0][:3] == ("C2", "People", "Not in the list.")


def test_a_heading_of_a_list_cannot_be_chosen() -> None:
    (wrong,) = problems(["A", "North", "Yes", "People"], head=["Reference", "Area", "Was there a chance?", "By what?"])
    assert wrong[2].startswith("“People” is a heading, not an answer.")


def test_several_answers_may_stand_in_one_cell() -> None:
    made_plan = plan(["A", "North", "Yes", "A thing; a friend"], head=["Reference", "Area", "chance", "means"])
    assert made_plan.cases[0].draft["means"].value == ("friend", "thing")


def test_a_closed_gate_is_named() -> None:
    (wrong,) = problems(["A", "North", "No", "x"])
    assert wrong[0] == "D2"
    assert wrong[2] == "Only asked where “Was there a chance?” is “Yes”."
    assert problems(["A", "North", "No", "0", "no"]) == []


def test_nothing_is_said_of_a_gate_that_could_not_be_read() -> None:
    assert [wrong[0] for wrong in problems(["A", "North", "Yse", "x"])] == ["C2"]


def test_a_needed_column_that_is_missing_is_said_once() -> None:
    head = ["Reference", "Was there a chance?"]
    wrong = problems(["A", "Yes"], ["B", "Yes"], head=head)
    assert wrong == [
        ("A1", "Empty", "There is no such column, and it is needed.", "Add the column, or choose To do in Review.")
    ]


def test_rules_to_confirm_are_worth_a_look_and_stops_are_in_the_way() -> None:
    head = ["Reference", "chance", "Where now?", "Where ideally?"]
    rows = [["A", "No", "Home", "Ward"]]
    assert plan(*rows, head=head).notes == ["Row 2: The ideal is worse."]
    strict = loads(TINY_TEXT.replace('id = "worse"', 'id = "worse"\nseverity = "stop"'), "strict.toml")
    (wrong,) = make_plan(strict, read_workbook(made([head, *rows])), Standing()).problems
    assert (wrong.cell, wrong.wrong) == ("D2", "The ideal is worse.")


def test_references_are_used_once_and_name_nobody() -> None:
    assert problems(["A"], ["B"], ["A"]) == [("A4", "A", "Already used in A2.", "Give each case its own reference.")]
    assert problems(["V-001"], ["v-001"])[0][:3] == ("A3", "v-001", "Already used in A2 as “V-001”.")
    assert problems(["943 476 5919"])[0][1:3] == ("Not shown", "Looks like an NHS number.")
    assert problems([9434765919])[0][1:3] == ("Not shown", "Looks like an NHS number.")
    assert problems(["x" * 61])[0][2].startswith("The text is 1 character too long.")


def test_what_may_name_somebody_is_not_repeated() -> None:
    for value in ("Mary Smith", "NR1 3QG", "07700 900123", "x" * 41):
        (wrong,) = problems(["A", value])
        assert (wrong[0], wrong[1]) == ("B2", "Not shown")


def test_free_text_that_may_name_somebody_is_worth_a_look_never_in_the_way() -> None:
    made_plan = plan(["A", "North", "Yes", "", "x", "Son on 07700 900123"])
    assert made_plan.problems == []
    assert made_plan.notes == ["Cell F2 may say who somebody is: it looks like it has a phone number."]


def test_columns_that_are_not_known_are_named_and_near_misses_are_asked_about() -> None:
    made_plan = plan(["A", "North", "x", ""], head=["Reference", "Area", "Worker", "Unused"])
    assert made_plan.notes == ["Column C, “Worker”, is not used and will be left out."]
    (wrong,) = problems(["A", "North"], head=["Reference", "Was there any chance?"])
    assert wrong == (
        "B1", "Was there any chance?", "Not a column of this study.", "Did you mean “Was there a chance?”?"
    )  # fmt: skip
    assert problems(["A", "N", "S"], head=["Reference", "Area", "area"])[0][2] == "Already used in B1."


def test_headings_may_stand_lower_and_on_another_sheet() -> None:
    sheets = read_workbook(made([["A list of 2026"], [], ["Area", "Reference"], ["North", "A"]], title="Sheet1"))
    made_plan = make_plan(TINY, sheets, Standing())
    assert (made_plan.sheet, made_plan.rows, made_plan.problems) == ("Sheet1", 1, [])


@pytest.mark.parametrize("table", [[["nothing", "known"]], [["", ""]], []])
def test_a_sheet_without_headings_is_refused_in_words(table: list[list[str]]) -> None:
    (wrong,) = make_plan(TINY, read_workbook(made(table)), Standing()).problems
    assert wrong.wrong == "No heading of this study was found."


def test_headings_without_rows_are_refused() -> None:
    assert problems()[0][2] == "There is no case under the headings."


def test_rows_of_one_person_twice_are_worth_a_look() -> None:
    words = "The same long summary of a person, word for word"
    assert plan(["A", words], ["B", words], head=["Reference", "Summary"]).notes == [
        "Rows 2 and 3 have the same summary. They may be the same person."
    ]


def test_a_workshop_is_added_unless_it_looks_like_one_that_is_here() -> None:
    head = ["Reference", "Workshop", "Table"]
    standing = Standing(places={"Norwich, March": ("1",)})
    assert plan(["A", "norwich, march", "1"], head=head, standing=standing).places == {}
    assert plan(["A", "Eastern", "2"], head=head, standing=standing).places == {"Eastern": ["2"]}
    said = [p.to_do for p in plan(["A", "Norwich, Marhc", ""], head=head, standing=standing).problems]
    assert said == ["Did you mean Norwich, March?"]
    assert [p.wrong for p in plan(["A", "", "1"], head=head).problems] == ["A table without a workshop."]
    assert [p.cell for p in plan(["A", "Norwich, March", "9"], head=head, standing=standing).problems] == ["C2"]


def test_the_likeliest_of_two_near_words_is_asked_about() -> None:
    text = TINY_TEXT.replace('label = "North"', 'label = "Western"').replace('label = "South"', 'label = "Eastern"')
    sheets = read_workbook(made([["Reference", "Area"], ["A", "Estern"]]))
    (wrong,) = make_plan(loads(text, "tiny.toml"), sheets, Standing()).problems
    assert wrong.to_do == "Did you mean Eastern?"


def test_a_number_is_answered_with_its_band_and_a_part_with_what_fits() -> None:
    text = TINY_TEXT.replace('label = "North"', 'label = "75 to 84"').replace(
        'label = "South"', 'label = "85 and over"'
    )
    for typed, band in ((83, "75 to 84"), ("91", "85 and over")):
        sheets = read_workbook(made([["Reference", "Area"], ["A", typed]]))
        (wrong,) = make_plan(loads(text, "tiny.toml"), sheets, Standing()).problems
        assert (wrong.wrong, wrong.to_do) == ("A number, not a band.", f"Choose {band}.")


def test_problems_stand_in_the_order_of_the_sheet() -> None:
    cells = [wrong[0] for wrong in problems(["A", "Mars", "Yse"], ["A", "North", "No", "x", "x", "y"], ["B", "Mars"])]
    assert cells == ["B2", "C2", "A3", "D3", "F3", "B4"]


@pytest.mark.parametrize("typed", ["A\u200b1", "\ufeffA1", "A1\u00ad", " A1\u200b ", "A\u20601"])
def test_a_reference_is_kept_as_it_looks(typed: str) -> None:
    assert [case.row.reference for case in plan([typed, "North"]).cases] == ["A1"]
    (problem,) = plan(["A1", "North"], [typed, "South"]).problems
    assert problem.wrong == "Already used in A2."


def test_any_gap_in_a_reference_is_one_space_and_signs_that_join_are_kept() -> None:
    assert [case.row.reference for case in plan(["A\u00a0 \t1", "North"]).cases] == ["A 1"]
    family = "\U0001f468\u200d\U0001f469"
    assert [case.row.reference for case in plan([family, "North"]).cases] == [family]


@pytest.mark.parametrize("typed", ["Total", "TOTAL:", "Grand total"])
def test_a_line_of_totals_is_no_case(typed: str) -> None:
    (problem,) = plan(["A1", "North"], [typed, ""]).problems
    assert (problem.cell, problem.wrong) == ("A3", "Looks like a line of totals, not a case.")


def test_a_line_under_the_table_is_worth_a_look() -> None:
    found = plan(["A1", "North"], ["A2", "South"], ["Source: extract of March", ""])
    assert found.problems == []
    assert found.notes == ["Row 4 holds a reference and nothing else, unlike the others. It may be no case."]
    assert plan(["A1", ""], ["A2", ""], ["A3", ""]).notes == []
    assert plan(["A1", "Nowhere"], ["A2", "South"], ["A3", "North"]).notes == []


def test_answers_to_a_study_answered_alone_are_refused_by_the_trial_already() -> None:
    sheets = read_workbook(made([HEAD, ["A1", "North", "Yes", "x"], ["A2", "North", ""]]))
    found = make_plan(loads(ALONE_TEXT, "alone"), sheets, Standing())
    assert [(p.cell, p.wrong) for p in found.problems] == [("C2", "Reviewers answer this study alone.")]
    assert found.ready == 1
