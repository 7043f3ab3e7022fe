"""The command line writes the template, tries a file out, imports it, and says what is wrong with exit code 1."""

from pathlib import Path
from typing import Any

from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.models import Project
from tests.surveys import add_survey
from tests.workbooks import filled, made


def run(app: Flask, *words: object) -> Any:
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def test_a_template_is_written_filled_tried_out_and_imported(app: Flask, study: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert run(app, "template", "riverside", study, path).exit_code == 0
    path.write_bytes(filled(path.read_bytes(), [{"Reference": "A-1", "Area": "North", "Was there a chance?": "No"}]))
    for more, words in (
        (["--dry-run"], "Ready to import: 1 new case"),
        ([], "Imported: 1 new case"),
        ([], "Nothing added"),
    ):
        done = run(app, "import", "riverside", study, path, *more)
        assert done.exit_code == 0 and words in done.output


def test_a_wrong_cell_is_said_with_exit_code_1(app: Flask, study: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(made([["Reference", "Area"], ["A-1", "Nroth"]]))
    done = run(app, "import", "riverside", study, path)
    assert done.exit_code == 1
    assert "Cases B2 (Area): Nroth. Not in this project’s list. Did you mean North?" in done.output
    assert "Nothing has been imported. 1 cell needs putting right first." in done.output


def test_what_is_not_there_is_said_in_words(app: Flask, study: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("no workbook")
    for words in (
        ["nowhere", study, path],
        ["riverside", "none", path],
        ["riverside", study, path],
        ["riverside", study, "no"],
    ):
        done = run(app, "import", *words)
        assert done.exit_code == 1 and "Traceback" not in done.output and done.output.startswith("Error: ")


def test_a_survey_takes_no_workbook_and_says_where_its_answers_come_from(app: Flask, tmp_path: Path) -> None:
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "riverside"), "readiness")
    path = tmp_path / "answers.xlsx"
    path.write_bytes(made([["Reference"], ["A-1"]]))
    for words in (
        ["template", "riverside", "readiness", tmp_path / "t.xlsx"],
        ["import", "riverside", "readiness", path],
    ):
        done = run(app, *words)
        assert done.exit_code == 1
        assert "no cases to bring" in done.output
    assert not (tmp_path / "t.xlsx").exists()


def test_a_template_has_the_name_of_an_excel_file(app: Flask, study: str, tmp_path: Path) -> None:
    for name in ("out", "out.csv", "out.xls"):
        done = run(app, "template", "riverside", study, tmp_path / name)
        assert done.exit_code == 1 and "ends in .xlsx" in done.output
    assert list(tmp_path.iterdir()) == []
    assert run(app, "template", "riverside", study, tmp_path / "OUT.XLSX").exit_code == 0


def test_a_demonstration_says_how_invented_cases_come_in(app: Flask, study: str, tmp_path: Path) -> None:
    with database.write(app.extensions["engine"]) as session:
        session.get_one(Project, operator(session, "riverside").project_id).demo = True
    path = tmp_path / "list.xlsx"
    path.write_bytes(made([["Reference", "Area"], ["A-1", "North"]]))
    refused = run(app, "import", "riverside", study, path)
    assert refused.exit_code == 1 and "To say so: --invented" in refused.output
    assert run(app, "import", "riverside", study, path, "--dry-run").exit_code == 0
    assert "Imported: 1 new case" in run(app, "import", "riverside", study, path, "--invented").output
