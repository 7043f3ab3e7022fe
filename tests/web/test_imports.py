"""A workbook goes from the template through its trial run into the case list, for those who may, and no other."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from casereview import database
from casereview.access import operator
from casereview.models import Project
from casereview.store import studies
from casereview.store.cases import case_list
from tests.surveys import add_survey
from tests.web.signing_in import CheckingClient
from tests.workbooks import filled, made

PAGE = "/p/riverside/review/import"
GOOD = [
    ["Reference", "Area", "Was there a chance?", "Summary"],
    ["A-1", "North", "", "Lives alone"],
    ["A-2", "south", "No", ""],
]
BAD = [["Reference", "Area", "Was there a chance?"], ["A-1", "Nroth", "No"], ["A-1", "South", ""]]


@pytest.fixture(autouse=True)
def uploads(app: Flask, tmp_path: Path) -> Path:
    app.config["UPLOADS"] = tmp_path / "uploads"
    return tmp_path / "uploads"


def sent(data: bytes, name: str = "list.xlsx", **more: Any) -> dict[str, Any]:
    return {"file": (io.BytesIO(data), name), **more}


def references(app: Flask, project: str = "riverside") -> dict[str, str]:
    with database.read(app.extensions["engine"]) as session:
        member = operator(session, project)
        rows = case_list(session, member, studies.study(session, member, "review"))
        return {row.reference: row.state for row in rows}


def trial(client: CheckingClient, data: bytes, **more: Any) -> str:
    """Uploads and follows to the trial run; gives its address."""
    client.see(PAGE)
    response = client.post_form(PAGE, sent(data, **more))
    assert response.status_code == 302, response.text
    client.see(response.location)
    return str(response.location)


def confirmed(client: CheckingClient, address: str, **more: Any) -> Any:
    return client.post_form(address.partition("?")[0], {"name": "list.xlsx", "update": "0", **more})


def test_a_good_file_is_looked_at_first_and_imported_when_confirmed(
    app: Flask, owner: CheckingClient, study: str, uploads: Path
) -> None:
    address = trial(owner, made(GOOD))
    text = owner.page.get_text(" ", strip=True)
    assert "Ready to import" in text and "2 new cases, 1 finished review among them" in text
    assert references(app) == {}
    assert confirmed(owner, address).status_code == 302
    assert references(app) == {"A-1": "to_do", "A-2": "done"}
    assert list(uploads.iterdir()) == []


def test_one_bad_cell_is_spoken_of_in_the_singular(owner: CheckingClient, study: str) -> None:
    trial(owner, made([["Reference", "Area"], ["A-1", "Nroth"]]))
    text = owner.page.get_text(" ", strip=True)
    assert "1 cell needs putting right first. Correct it in the workbook, then upload it again." in text


def test_a_bad_cell_is_named_and_nothing_is_imported(app: Flask, owner: CheckingClient, study: str) -> None:
    address = trial(owner, made(BAD))
    text = owner.page.get_text(" ", strip=True)
    assert "Nothing has been imported" in text and "2 cells need putting right first" in text
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in owner.page.select(".app-cells tbody tr")
    ]
    assert rows == [
        ["B2", "Area", "Nroth", "Not in this project’s list.", "Did you mean North?"],
        ["A3", "Reference", "A-1", "Already used in A2.", "Give each case its own reference."],
    ]
    assert confirmed(owner, address).status_code == 409
    assert references(app) == {}


def test_the_workbook_comes_back_with_its_cells_marked(owner: CheckingClient, study: str) -> None:
    address = trial(owner, made(BAD))
    link = owner.page.find("a", string=lambda text: text and "marked" in text)
    response = owner.get(link["href"])
    sheet = load_workbook(io.BytesIO(response.data))["Cases"]
    assert "Did you mean North?" in sheet["B2"].comment.text
    assert sheet["B2"].value == "Nroth" and sheet["A2"].comment is None
    assert "list marked.xlsx" in response.headers["Content-Disposition"]
    assert address.startswith(PAGE)


def test_a_case_that_came_meanwhile_stops_the_import(app: Flask, owner: CheckingClient, study: str) -> None:
    first, second = trial(owner, made(GOOD)), trial(owner, made([["Reference", "Area"], ["A-1", "South"]]))
    assert confirmed(owner, second).status_code == 302
    assert confirmed(owner, first).status_code == 409
    assert "Already in this study." in owner.page.get_text()
    assert references(app) == {"A-1": "to_do"}


def test_update_changes_what_is_here(app: Flask, owner: CheckingClient, study: str) -> None:
    confirmed(owner, trial(owner, made(GOOD)))
    changed = made([["Reference", "Area", "Was there a chance?"], ["A-1", "South", "No"]])
    address = trial(owner, changed, update="1")
    assert "1 case changed" in owner.page.get_text()
    assert confirmed(owner, address, update="1").status_code == 302
    assert references(app) == {"A-1": "done", "A-2": "done"}


def test_the_same_file_again_adds_nothing_and_says_so(app: Flask, owner: CheckingClient, study: str) -> None:
    confirmed(owner, trial(owner, made(GOOD)))
    trial(owner, made(GOOD))
    assert "Nothing to import" in owner.page.get_text()
    assert len(references(app)) == 2


def test_cells_can_be_pasted(app: Flask, owner: CheckingClient, study: str) -> None:
    text = 'Reference\tArea\tSummary\r\nP-1\tNorth\t"Two\nlines"\r\n'
    address = trial_of_pasted(owner, text)
    assert confirmed(owner, address, name="pasted cells").status_code == 302
    assert references(app) == {"P-1": "to_do"}


def trial_of_pasted(client: CheckingClient, text: str) -> str:
    client.see(PAGE)
    response = client.post_form(PAGE, {"pasted": text})
    client.see(response.location)
    return str(response.location)


@pytest.mark.parametrize(
    "data", [b"", b"not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"PK\x03\x04 cut short"]
)
def test_what_is_no_workbook_is_refused_in_words(owner: CheckingClient, study: str, data: bytes) -> None:
    owner.see(PAGE)
    assert owner.post_form(PAGE, sent(data)).status_code == 422
    assert owner.page.select_one(".govuk-error-summary") is not None


def test_an_upload_that_is_gone_or_someone_elses_sends_back_to_the_start(
    app: Flask, owner: CheckingClient, sign_in: Any, study: str, uploads: Path
) -> None:
    address = trial(owner, made(GOOD))
    other = sign_in("second@example.org", "riverside", "facilitator")
    assert other.get(address).location.endswith(PAGE)
    assert confirmed(other, address).location.endswith(PAGE)
    assert other.get(f"{PAGE}/..%2F..%2Fsecret").status_code in (302, 404)
    for path in uploads.iterdir():
        path.unlink()
    assert confirmed(owner, address).location.endswith(PAGE)
    assert references(app) == {}


def test_uploads_are_swept_out_after_a_day(owner: CheckingClient, study: str, uploads: Path) -> None:
    trial(owner, made(GOOD))
    old = next(uploads.iterdir())
    assert old.stat().st_mode & 0o077 == 0
    os.utime(old, (1, 1))
    trial(owner, made(BAD))
    assert old not in list(uploads.iterdir()) and len(list(uploads.iterdir())) == 1


def test_the_template_downloads_and_comes_back(app: Flask, owner: CheckingClient, study: str) -> None:
    response = owner.get("/p/riverside/review/template.xlsx")
    assert response.mimetype.endswith("spreadsheetml.sheet")
    data = filled(
        response.data, [{"Reference": "T-1", "Area": "North", "Was there a chance?": "Yes", "By what?: A thing": "x"}]
    )
    assert confirmed(owner, trial(owner, data)).status_code == 302
    assert references(app) == {"T-1": "done"}


def test_a_demonstration_takes_only_invented_cases(app: Flask, owner: CheckingClient, study: str) -> None:
    with database.write(app.extensions["engine"]) as session:
        session.get_one(Project, operator(session, "riverside").project_id).demo = True
    address = trial(owner, made(GOOD))
    assert confirmed(owner, address).status_code == 422
    assert references(app) == {}
    assert confirmed(owner, address, invented="1").status_code == 302
    assert len(references(app)) == 2


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/{'a' * 64}", f"{PAGE}/{'a' * 64}/marked.xlsx"])
def test_only_those_who_may_bring_cases_do(
    client: CheckingClient, colleague: CheckingClient, stranger: CheckingClient, study: str, address: str
) -> None:
    assert client.get(address).status_code == 401
    assert colleague.get(address).status_code == 403
    assert stranger.get(address).status_code == 404


def test_an_analyst_may_take_the_template_and_a_stranger_not(
    colleague: CheckingClient, stranger: CheckingClient, study: str
) -> None:
    assert colleague.get("/p/riverside/review/template.xlsx").status_code == 200
    assert stranger.get("/p/riverside/review/template.xlsx").status_code == 404


def test_a_survey_takes_no_workbook_and_leads_to_its_own_page(app: Flask, owner: CheckingClient) -> None:
    with database.write(app.extensions["engine"]) as session:
        add_survey(session, operator(session, "riverside"), "readiness")
    for path in ("import", "template.xlsx"):
        response = owner.get(f"/p/riverside/readiness/{path}")
        assert response.status_code == 302
        assert "no cases to bring" in owner.see(response.location).text
