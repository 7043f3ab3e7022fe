"""The gap map's pages: a list brought from a file, names matched one by one, the map and its cells, as files too."""

import csv
import io

import openpyxl
import pytest

from casereview import database
from casereview.access import operator
from casereview.gap_map.naming import print_of_name
from casereview.store import directory, name_matches
from tests.gap_map import asked, entry

ROOT = "/p/riverside/known/gap-map"
CLUB = print_of_name("Lunch club")
LIST = "Name,Provider,Helps with,Where\nChapel lunch,Chapel,Eating,Hill\nReading aloud,,Reading,Everywhere\n"
SAID = [
    *[{"area": "hill", "eating": "Lunch club", "reading": "-"}] * 5,
    {"area": "dale", "eating": "Ask Ann on 01603 555012", "reading": "Choir"},
    *[{"area": "dale", "eating": "-", "reading": "-"}] * 4,
]


@pytest.fixture
def either_url(database_url):
    """The store's own tests run on both databases; these pages make no query of their own."""
    return database_url


@pytest.fixture
def known(app, owner, colleague):
    """A closed survey `known` of `riverside`; `elsewhere` has one with a directory and a match of its own."""
    with database.write(app.extensions["engine"]) as session:
        theirs = operator(session, "elsewhere")
        other = asked(session, theirs, SAID)
        row = directory.add_entry(session, theirs, other, entry("Somebody else’s lunch"))
        name_matches.match(session, theirs, other, CLUB, [row.public_id], expected_version=0)
        asked(session, operator(session, "riverside"), SAID)


def upload(client, text=LIST, name="list.csv", **fields):
    about = {"source": "Control list", "dated": "March 2026"} | fields
    client.see(f"{ROOT}/directory/upload")
    return client.post_form(f"{ROOT}/directory/upload", {"file": (io.BytesIO(text.encode()), name), **about})


def bring(client, **fields):
    """Uploads, looks, and brings it as the trial run's own form would."""
    page = client.see(upload(client, **fields).location)
    form = page.select_one("main form")
    data = {field["name"]: field["value"] for field in form.find_all("input", attrs={"type": "hidden"})}
    return client.post_form(form["action"], data)


def words(page):
    return " ".join(page.main.get_text(" ", strip=True).split())


def cells(page):
    """The state and the first number of each cell of the map, by outcome and place."""
    heads = [cell.get_text(strip=True) for cell in page.select(".gap-map thead th")][1:]
    rows = {row.th.get_text(strip=True): row.find_all("td") for row in page.select(".gap-map tbody tr")}
    return {
        (outcome, place): (cell["class"][1].removeprefix("gap-cell--"), words_of(cell))
        for outcome, found in rows.items() for place, cell in zip(heads, found, strict=True)
    }  # fmt: skip


def words_of(cell):
    return [" ".join(each.get_text(" ", strip=True).split()) for each in cell.select(".gap-cell__number")]


def decide(client, name=CLUB, **data):
    page = client.see(f"{ROOT}/names/{name}")
    version = page.select_one(".coding__form input[name=version]")["value"]
    return client.post_form(f"{ROOT}/names/{name}", {"version": version, **data})


def test_from_a_file_to_the_map(colleague, known):
    assert "There is no directory yet" in words(colleague.see(ROOT))
    assert bring(colleague).status_code == 302
    assert "2 services are added." in words(colleague.see(f"{ROOT}/directory"))
    assert "3 names are not yet matched" in words(colleague.see(ROOT))
    assert cells(colleague.page)["Eating", "Hill"] == (
        "waiting",
        ["0 of 5 people", "0 of 1 service", "1 not yet matched"],
    )

    page = colleague.see(f"{ROOT}/names/{CLUB}")
    assert "“Lunch club” Named by 5 people" in words(page)
    assert page.select_one(".codes__row").get_text(strip=True).startswith("1Chapel lunch")
    decide(colleague, services=page.select_one(".codes__input")["value"])
    found = cells(colleague.see(ROOT))
    assert found["Eating", "Hill"] == ("known", ["5 of 5 people", "1 of 1 service"])
    assert found["Eating", "Anywhere"][1][0] == "5 of 10 people"
    assert found["Eating", "Dale"] == ("waiting", ["0 of 5 people", "no service", "1 not yet matched"])
    assert found["Reading", "Hill"] == ("unnamed", ["0 of 5 people", "0 of 1 service"])
    assert found["Washing", "Hill"] == ("hidden", ["no service"])
    assert found["Reading", "Coast"] == ("hidden", ["1 service"])


def test_a_cell_lists_its_services_with_who_named_them(colleague, known):
    bring(colleague)
    decide(colleague, services=ids(colleague)["Chapel lunch"])
    page = words(colleague.see(f"{ROOT}/cells/eating/hill"))
    assert "5 of 5 people named at least one service that the directory has there (100%, 95% interval 57% to" in page
    assert "Chapel lunch Chapel Control list, March 2026 named by 5 of 5" in page
    assert "named by nobody" in words(colleague.see(f"{ROOT}/cells/reading/hill"))
    colleague.see(f"{ROOT}/cells/eating/moon", 404)


def ids(client):
    """The public ids of the directory by name, from the addresses on its page."""
    page = client.see(f"{ROOT}/directory")
    return {
        row.th.find(string=True).strip(): row.a["href"].rpartition("/")[2]
        for row in page.select(".gap-services tbody tr")
    }


def test_a_wrong_cell_is_named_and_nothing_comes_in(colleague, known):
    page = colleague.see(upload(colleague, LIST.replace("Reading,Everywhere", "Raeding,Everywhere")).location)
    assert "1 cell needs putting right first" in words(page)
    assert [cell.get_text() for cell in page.select(".app-cells tbody th")] == ["C3"]
    assert "No service is in the directory yet" in words(colleague.see(f"{ROOT}/directory"))


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ("", {}, "Choose a workbook or a CSV file"),
        ("%PDF-1.7", {}, "This is a PDF"),
        (LIST, {"source": ""}, "Say where the list is from"),
        (LIST, {"dated": " "}, "Say where the list is from"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_on_the_form(colleague, known, text, fields, said):
    answer = upload(colleague, text, **fields)
    assert answer.status_code == 422
    assert said in words(colleague.page)


def test_the_template_filled_in_comes_back_as_the_directory(colleague, known):
    book = openpyxl.load_workbook(io.BytesIO(colleague.get(f"{ROOT}/directory/template.xlsx").data))
    sheet = book["Directory"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.data_validations.dataValidation
    for head, value in {"Name": "=Choir()", "Helps with: Reading": "x", "Where: Everywhere": "x"}.items():
        sheet.cell(2, heads[head]).value = value
        sheet.cell(2, heads[head]).data_type = "s"
    held = io.BytesIO()
    book.save(held)
    about = {"source": "Control list", "dated": "March 2026", "file": (io.BytesIO(held.getvalue()), "list.xlsx")}
    page = colleague.see(colleague.post_form(f"{ROOT}/directory/upload", about).location)
    assert "1 service would be added." in words(page)


def test_a_service_is_added_changed_put_away_and_brought_back_by_hand(colleague, known):
    colleague.see(f"{ROOT}/directory/new")
    typed = {"name": "Choir", "outcomes": "reading", "places": "hill", "source": "Control list", "dated": "2026"}
    nowhere = {name: value for name, value in typed.items() if name != "places"}
    wrong = colleague.post_form(f"{ROOT}/directory/new", nowhere)
    assert wrong.status_code == 422
    assert "Choose where it can be had" in words(colleague.page)
    assert colleague.page.select_one("#name")["value"] == "Choir"
    assert colleague.post_form(f"{ROOT}/directory/new", typed).status_code == 302
    address = f"{ROOT}/directory/services/{ids(colleague)['Choir']}"
    assert colleague.see(address).select_one("input[name=places][value=hill]").has_attr("checked")
    assert colleague.post_form(address, typed | {"name": "Band", "version": "1"}).status_code == 302
    stale = colleague.post_form(address, typed | {"name": "Trio", "version": "1"})
    assert (stale.status_code, "Nothing was overwritten" in words(colleague.page)) == (409, True)
    colleague.post_form(f"{address}/away", {"version": "2"})
    assert "Put away in the last 30 days Band" in words(colleague.see(f"{ROOT}/directory"))
    colleague.post_form(f"{address}/back", {"version": "3"})
    assert list(ids(colleague)) == ["Band"]


def test_what_exists_but_is_not_here_is_added_and_matched_at_once(colleague, known):
    bring(colleague)
    choir = print_of_name("Choir")
    page = colleague.see(f"{ROOT}/directory/new?name={choir}")
    assert page.select_one("#name")["value"] == "Choir"
    form = {each["name"]: each.get("value", "") for each in page.select("main form input:not([type=checkbox])")}
    ticked = {"outcomes": "reading", "places": "dale", "dated": "November 2026"}
    assert colleague.post_form(f"{ROOT}/directory/new", form | ticked).status_code == 302
    assert cells(colleague.see(ROOT))["Reading", "Dale"][0] == "known"
    assert "Choir” Choir" in words(colleague.see(f"{ROOT}/names"))


def test_not_a_service_undo_and_a_second_who_is_too_late(colleague, owner, known):
    bring(colleague)
    assert decide(owner, do="none").status_code == 302
    assert "Not a service: 1" in words(owner.see(f"{ROOT}/names"))
    late = colleague.post_form(f"{ROOT}/names/{CLUB}", {"version": "0", "services": ids(colleague)["Chapel lunch"]})
    assert (late.status_code, "owner@example.org changed this" in words(colleague.page)) == (409, True)
    assert decide(colleague).status_code == 422
    decide(colleague, do="undo")
    assert "Not yet matched: 3" in words(owner.see(f"{ROOT}/names"))


def test_a_name_that_may_say_who_somebody_is_is_not_repeated(colleague, known):
    bring(colleague)
    name = print_of_name("Ask Ann on 01603 555012")
    for path in ("names", f"names/{name}", f"directory/new?name={name}"):
        page = colleague.see(f"{ROOT}/{path}")
        assert "01603" not in str(page)
    assert "Not shown: it looks as if it holds a phone number" in words(colleague.see(f"{ROOT}/names/{name}"))


def test_an_administrator_sees_the_map_and_no_name_as_it_was_typed(sign_in, colleague, known):
    bring(colleague)
    administrator = sign_in("admin@example.org", "riverside", "administrator")
    assert cells(administrator.see(ROOT))
    administrator.see(f"{ROOT}/directory")
    administrator.see(f"{ROOT}/names", 403)
    assert administrator.post_form(f"{ROOT}/directory/new", {"name": "A"}).status_code == 403


def test_nothing_of_an_open_survey_and_nothing_of_another_project(app, colleague, stranger, known):
    bring(colleague)
    with database.write(app.extensions["engine"]) as session:
        asked(session, operator(session, "riverside"), SAID, key="open", close=False)
    page = colleague.see("/p/riverside/open/gap-map")
    assert "Its results come back once it is closed" in words(page)
    assert not page.select(".gap-map")
    assert "Somebody else’s lunch" not in str(colleague.see(f"{ROOT}/directory"))
    stranger.see(f"{ROOT}/directory/services/{ids(colleague)['Chapel lunch']}", 404)
    colleague.see("/p/riverside/review/gap-map", 404)


def test_the_map_as_csv_and_in_the_workbook_says_the_same(colleague, known):
    bring(colleague, text=LIST.replace("Chapel lunch", "=HYPERLINK(1)"))
    decide(colleague, services=ids(colleague)["=HYPERLINK(1)"])
    text = colleague.get(f"{ROOT}/map.csv").get_data(as_text=True).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text)))
    head = next(number for number, line in enumerate(lines) if line and line[0] == "outcome")
    rows = {tuple(line[:2]): dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]}
    assert rows["Eating", "Hill"]["people who named one"] == "5"
    assert rows["Eating", "Hill"]["services"] == "'=HYPERLINK(1)"
    assert rows["Washing", "Hill"]["people who answered"] == ""
    book = openpyxl.load_workbook(io.BytesIO(colleague.get("/p/riverside/workbook.xlsx").data))
    sheet = [[cell.value for cell in row] for row in book["Gap map"].iter_rows()]
    below = next(number for number, line in enumerate(sheet) if line[0] == "outcome")
    assert [line[:7] for line in sheet[below + 1 :]] == [
        [*key, each["state"], *(int(each[name]) if each[name] else None for name in sheet[below][3:7])]
        for key, each in rows.items()
    ]
    assert sheet[below + 1][7] == f"=F{below + 2}/G{below + 2}"


def test_the_navigation_leads_there_only_where_there_is_one(colleague, known, study):
    assert ROOT in [link["href"] for link in colleague.see("/p/riverside/known/findings").select("nav a")]
    colleague.see(f"/p/riverside/{study}/gap-map", 404)
    assert not [a for a in colleague.see(f"/p/riverside/{study}/findings").select("nav a") if "gap-map" in a["href"]]


def test_the_survey_leads_there_once_its_results_may_be_read(colleague, known):
    assert ROOT in [link["href"] for link in colleague.see("/p/riverside/known/survey").main.select("a")]
