"""The template asks every question with a drop-down, opens in LibreOffice, and comes back counted right."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.engine import Engine

from casereview.database import read, write
from casereview.importing.applying import carry_out
from casereview.importing.layout import columns
from casereview.instruments.loading import load, loads, shipped
from casereview.instruments.model import Instrument
from casereview.store.records import records
from exports.template import make_template
from tests.builders import make_world
from tests.exports import libreoffice
from tests.tiny import TINY, TINY_TEXT
from tests.workbooks import filled

REVIEW = load(shipped()["case-review"][-1])
ROW = {"Reference": "T-1", "Area": "South", "Was there a chance?": "Yes", "By what?: A thing": "x", "Why that?": "=1+1"}


def opened(instrument: Instrument) -> Any:
    return load_workbook(io.BytesIO(make_template(instrument, title="Front door", workshops=["Norwich"])))


def test_it_has_one_column_per_option_and_per_row_of_a_grid() -> None:
    headings = [cell.value for cell in opened(TINY)["Cases"][1]]
    assert headings == [
        "Reference", "Summary", "Workshop", "Table", "Review", "Area", "Was there a chance?", "By what?: A friend",
        "By what?: A nurse", "By what?: A thing", "Why that?", "Where now?", "Where ideally?",
        "Who helped?: Nurse", "Who helped?: Friend",
    ]  # fmt: skip


def test_headings_and_keys_are_unique() -> None:
    for instrument in (TINY, REVIEW):
        made = columns(instrument)
        assert len({column.header.casefold() for column in made}) == len({column.key for column in made}) == len(made)


def test_every_choice_has_a_drop_down_of_its_labels() -> None:
    workbook = opened(REVIEW)
    sheet, lists = workbook["Cases"], workbook["Lists"]
    by_column = {str(v.sqref).split("2:")[0]: v for v in sheet.data_validations.dataValidation}
    for column, cell in zip(columns(REVIEW), sheet[1], strict=True):
        if column.role != "answer" or column.question is None or not column.question.options:
            continue
        cells = by_column[cell.column_letter].formula1.removeprefix("Lists!").replace("$", "")
        offered = [each[0].value for each in lists[cells]]
        assert offered == [option.label for option in column.question.choosable]


def test_headings_carry_the_question_in_full() -> None:
    sheet = opened(TINY)["Cases"]
    assert all(cell.comment is not None and cell.comment.text for cell in sheet[1])
    assert sheet.freeze_panes == "B2"


def test_no_label_becomes_a_formula() -> None:
    odd = loads(
        TINY_TEXT.replace('label = "Yes"', 'label = "=1+1"').replace('"Why that?"', '"=HYPERLINK(1)"'), "odd.toml"
    )
    workbook = opened(odd)
    kinds = {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "=HYPERLINK(1)" in [cell.value for cell in workbook["Cases"][1]]


def test_a_filled_template_is_counted_right(engine: Engine) -> None:
    with write(engine) as session:
        world = make_world(session)
    data = filled(make_template(TINY, title="Cases"), [{**ROW, "Why that?": "It broke"}, {**ROW, "Reference": "T-2"}])
    # "=1+1" typed into Excel is a formula nobody has worked out: asked about, not taken for nothing
    with write(engine) as session:
        outcome = carry_out(session, world.owner, world.study, data)
        assert [(p.cell, p.wrong) for p in outcome.plan.problems] == [("K3", "A formula nobody has worked out.")]
    data = filled(make_template(TINY, title="Cases"), [{**ROW, "Why that?": "It broke"}])
    with write(engine) as session:
        assert carry_out(session, world.owner, world.study, data).done
    with read(engine) as session:
        (record,) = records(session, world.owner, world.study)
    assert record.answers["means"].value == ("thing",) and record.answers["why"].value == "It broke"


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_keeps_its_drop_downs(tmp_path: Path) -> None:
    data = make_template(REVIEW, title="Front door", workshops=["Norwich"])
    before = load_workbook(io.BytesIO(data))
    after = load_workbook(libreoffice.converted(data, tmp_path, recalculate=False))
    assert after.sheetnames == before.sheetnames
    assert [c.value for c in after["Cases"][1]] == [c.value for c in before["Cases"][1]]
    lists = [v for v in after["Cases"].data_validations.dataValidation if v.type == "list"]
    reach = {
        letter
        for v in lists
        for letter in str(v.sqref).replace(" ", ":").replace("2", ":").split(":")
        if letter.isalpha()
    }
    assert len(reach) >= 45 and all("Lists" in v.formula1 for v in lists)
