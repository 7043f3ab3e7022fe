"""The workbook goes to those who may take it, under the filters of the address, and to nobody else."""

import io
import random

import openpyxl
import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, responses, studies
from tests import every_finding, tiny
from tests.web.reviewed import add_reviews

REVIEWS = 9
PAGE, FILE = "/p/riverside/take-away", "/p/riverside/workbook.xlsx"


@pytest.fixture
def study(app):
    """Some reviews in `riverside`, and as many of somebody else's in `elsewhere`."""
    chance = random.Random(7)
    with database.write(app.extensions["engine"]) as session:
        for key in ("riverside", "elsewhere"):
            member = operator(session, key)
            made = studies.add_study(session, member, key="review", instrument_text=every_finding.TOML)
            for number in range(REVIEWS):
                case = cases.add_case(session, member, made, reference=f"{key}-{number}")
                responses.enter(session, member, case, draft=every_finding.random_draft(chance), kind="alone")


def book(response) -> openpyxl.Workbook:
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.data), data_only=True)


def references(response) -> list[str]:
    return [line[0] for line in book(response)["Responses"].iter_rows(min_row=2, max_col=1, values_only=True)]


@pytest.mark.parametrize("path", [PAGE, FILE])
def test_an_owner_and_an_analyst_may_and_others_may_not(path, study, owner, colleague, stranger, client, sign_in):
    assert owner.get(path).status_code == 200
    assert colleague.get(path).status_code == 200
    assert stranger.get(path).status_code == 404
    assert client.get(path).status_code in (302, 401)
    assert sign_in("reviewer@example.org", "riverside", "reviewer").get(path).status_code == 403


def test_the_workbook_holds_this_project_and_no_other(study, owner):
    response = owner.get(FILE)
    assert response.headers["Content-Disposition"] == 'attachment; filename="riverside-workbook.xlsx"'
    assert response.headers["Cache-Control"] == "no-store"
    assert sorted(references(response)) == sorted(f"riverside-{number}" for number in range(REVIEWS))
    assert b"elsewhere" not in response.data


def test_the_filter_of_the_address_holds_in_the_file_and_is_said_on_its_cover(study, owner):
    parts = [owner.get(f"{FILE}?town={town}") for town in ("north", "south")]
    assert 0 < len(references(parts[0])) < REVIEWS
    cover = {line[0]: line[1] for line in book(parts[0])["Cover"].iter_rows(max_col=2, values_only=True)}
    assert "North" in cover["Filter"]
    assert cover["Responses counted"] == len(references(parts[0]))


def test_the_findings_lead_to_the_workbook_of_the_same_responses(study, owner):
    page = owner.see("/p/riverside/review/findings?town=north&so_far=1")
    link = next(each for each in page.select("main a") if each.text.startswith("Take the workbook of these"))
    assert link["href"] == f"{FILE}?town=north&so_far=1&study=review"
    assert references(owner.get(link["href"])) == references(owner.get(f"{FILE}?town=north"))
    whole = owner.see("/p/riverside/review/findings?so_far=1")
    assert any(each.text == "Take the workbook" for each in whole.select("main a"))


def test_a_filter_that_is_not_there_is_answered_in_words(study, owner):
    response = owner.get(f"{FILE}?town=atlantis")
    assert response.status_code == 400
    assert "atlantis" in response.text


def test_a_study_that_is_not_there_is_not_found(study, owner):
    assert owner.get(f"{FILE}?study=nothing").status_code == 404


def test_the_page_keeps_the_filter_and_offers_the_file_without_text(study, owner):
    page = owner.see(f"{PAGE}?town=north&project=elsewhere&_external=1")
    addresses = [link["href"] for link in page.select("main a.govuk-button")]
    assert addresses[0].startswith(f"{FILE}?town=north")
    assert addresses[1].endswith("text=no")
    lines = book(owner.get(f"{FILE}?text=no"))["Cover"].iter_rows(max_col=2, values_only=True)
    cover = {line[0]: line[1] for line in lines}
    assert cover["Free text"] == "Left out of this file"


def test_a_project_without_studies_says_so(owner):
    assert "nothing to take away" in owner.see(PAGE).text


def test_the_command_writes_the_same_file(app, study, tmp_path):
    out = tmp_path / "out.xlsx"
    result = app.test_cli_runner().invoke(args=["export-workbook", "riverside", str(out), "--where", "town=north"])
    assert result.exit_code == 0, result.output
    assert "1 study" in result.output
    sheet = openpyxl.load_workbook(out, data_only=True)["Findings"]
    assert sheet.max_row == len(every_finding.instrument().findings) + 1


def test_the_command_leaves_out_the_studies_that_a_filter_cannot_be_used_on(app, study, tmp_path):
    with database.write(app.extensions["engine"]) as session:
        studies.add_study(session, operator(session, "riverside"), key="tiny", instrument_text=tiny.TINY_TEXT)
    out = tmp_path / "out.xlsx"
    result = app.test_cli_runner().invoke(args=["export-workbook", "riverside", str(out), "--where", "town=north"])
    assert result.exit_code == 0, result.output
    assert "1 study, 1 response." in result.output
    assert "Left out: Tiny. There is no filter “town”." in result.output


def test_the_page_leaves_out_the_studies_that_a_filter_cannot_be_used_on_and_the_cover_names_them(app, study, owner):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        studies.add_study(session, member, key="tiny", title="Before", instrument_text=tiny.TINY_TEXT)
    found = book(owner.get(f"{FILE}?town=north"))
    assert [each[:34] for each in not_in(found)] == ["Before. There is no filter “town”."]
    assert "Responses" in found.sheetnames
    assert not_in(book(owner.get(FILE))) == []
    assert "Study tiny: There is no filter “town”." in owner.get(f"{FILE}?study=tiny&town=north").text


def not_in(found: openpyxl.Workbook) -> list[str]:
    """What the cover says is not in the file."""
    lines = found["Cover"].iter_rows(max_col=2, values_only=True)
    return [text for label, text in lines if label == "Not in this file"]


class TestHiddenFigures:
    """Beside the complete `review` stands `looked`, 12 of 83 cases reviewed: its figures wait."""

    @pytest.fixture
    def either_url(self, database_url):
        """What waits does not depend on the database, and a workbook takes long to make."""
        return database_url

    @pytest.fixture(autouse=True)
    def unfinished(self, app, study):
        add_reviews(app, target=83)

    def test_the_workbook_of_a_study_waits_with_its_findings(self, owner, colleague):
        for client in (owner, colleague):
            answer = client.get(f"{FILE}?study=looked")
            assert answer.status_code == 403
            assert "wait until its last case" in answer.text
        assert owner.get(f"{FILE}?study=looked&so_far=1").status_code == 403

    def test_the_workbook_of_the_project_goes_without_it_and_says_so(self, owner):
        found = book(owner.get(FILE))
        assert [line.split(". ")[0] for line in not_in(found)] == ["Tiny"]
        assert [name for name in found.sheetnames if name.startswith("Responses")] == ["Responses"]

    def test_an_analyst_opens_it_and_the_facilitator_shows_it(self, app, owner, colleague):
        page = colleague.see(PAGE)
        link = next(each for each in page.select("main a") if "with the figures so far" in each.text)
        found = book(colleague.get(link["href"]))
        assert {"Responses review", "Responses looked"} <= set(found.sheetnames)
        assert not_in(found) == []
        assert "figures so far" in next(each for each in page.select("main li") if "study=looked" in str(each)).text
        there = colleague.see("/p/riverside/looked/findings?so_far=1")
        link = next(each for each in there.select("main a") if each.text.strip() == "Take the workbook")
        assert colleague.get(link["href"]).status_code == 200
        assert "so_far" not in str(owner.see(PAGE).select_one("main"))
        with database.write(app.extensions["engine"]) as session:
            member = operator(session, "riverside")
            studies.show_tally(session, member, studies.study(session, member, "looked"), shown=True)
        assert owner.get(f"{FILE}?study=looked").status_code == 200
        assert "before the last case" not in owner.see(PAGE).text

    def test_the_page_says_which_wait_and_offers_no_file_of_them(self, owner):
        page = owner.see(PAGE)
        assert "before the last case" in page.text
        assert page.select_one("main a[href='/p/riverside/looked/findings']")
        assert not page.select("main a[href*='study=looked']")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "out.xlsx"], "There is no project “nowhere”"),
        (["riverside", "out.xlsx", "--where", "town=atlantis"], "atlantis"),
        (["riverside", "out.xlsx", "--study", "nothing"], "There is no study “nothing”"),
        (["riverside", "no/such/folder/out.xlsx"], "There is no folder"),
    ],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(app, study, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    result = app.test_cli_runner().invoke(args=["export-workbook", *arguments])
    assert result.exit_code != 0
    assert said in result.output
    assert list(tmp_path.glob("*.xlsx")) == []
