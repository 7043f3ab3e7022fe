"""Unit costs as people meet them: needed, typed, pasted, taken away; and what the cases of a study then cost."""

import csv
import io
import re
from pathlib import Path

import pytest

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.models import UnitCost
from casereview.store import cases, changing, responses, studies
from casereview.store.unit_costs import unit_costs
from tests.casereview.pricing.slow import PRICES, bills, frame
from tests.web.reviewed import NASTY

P = "/p/riverside"
PRICES_TEXT = (Path(__file__).parents[1] / "casereview" / "pricing" / "tiny_prices.toml").read_text("utf-8")
HOUR = {
    "label": f"Hour {NASTY}", "per": "hour", "low": "34", "gross": "£38", "high": "43", "contribution": "",
    "owner": "Finance", "source": "Ledger", "dated": "2026-04-01", "until": "2020-01-01", "price_year": "2026/27",
    "client_key": "h1",
}  # fmt: skip
LABELS = {"places.home": ("Home", "week"), "places.house": ("House", "week"), "hour": ("An hour", "hour")}
TABLE = "\n".join(
    f"{name},{per},{p.low},{p.gross},{p.high},{p.contribution},2026/27,{p.dated},{p.until},Finance,Ledger,"
    for p, (name, per) in ((PRICES[item], said) for item, said in LABELS.items())
)


@pytest.fixture
def either_url(database_url: str) -> str:
    """These pages ask the database nothing that the tests of the store do not: SQLite only."""
    return database_url


@pytest.fixture
def priced(app):
    """A study that prices its cases: 30 random ones, some with an answer that is not known."""
    found = frame(30, seed=9)
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="bills", instrument_text=PRICES_TEXT, target=30)
        for number, record in enumerate(found.records):
            case = cases.add_case(session, member, study, reference=f"B{number}")
            draft = {ref: Given(a.value) for ref, a in record.answers.items() if a.state == "answered"}
            responses.enter(session, member, case, draft=draft)
    return found


def table(app) -> list[UnitCost]:
    with database.read(app.extensions["engine"]) as session:
        return unit_costs(session, operator(session, "riverside"))


def text(page) -> str:
    return re.sub(r"\s+", " ", page.find("main").get_text(" "))


def test_what_the_studies_need_a_price_for_is_asked_for_until_it_has_one(app, priced, owner):
    page = owner.see(f"{P}/unit-costs")
    assert "Needed, without a price" in text(page)
    owner.see(page.find("a", href=re.compile("item=places.house"))["href"])
    assert "House" in text(owner.page)
    house = {**HOUR, "item": "places.house", "label": "Forged", "per": "hour", "until": "2099-01-01"}
    assert owner.post_form(f"{P}/unit-costs/new", house).status_code == 302
    (row,) = table(app)
    assert (row.item, row.label, row.per) == ("places.house", "House", "week")  # as the instrument has it


def test_a_price_comes_back_as_typed_until_it_is_right_and_is_flagged_past_its_date(app, owner):
    answer = owner.post_form(f"{P}/unit-costs/new", HOUR)
    assert answer.status_code == 422
    assert "cannot end before" in answer.text
    assert owner.page.find("input", id="gross")["value"] == "£38"
    for change in ({"gross": "lots"}, {"gross": ""}, {"owner": ""}, {"contribution": "40"}):
        assert owner.post_form(f"{P}/unit-costs/new", {**HOUR, "until": "2026-05-01", **change}).status_code == 422
    assert table(app) == []
    for _ in range(2):  # the same form sent twice
        assert owner.post_form(f"{P}/unit-costs/new", {**HOUR, "until": "2026-05-01"}).status_code == 302
    said = text(owner.see(f"{P}/unit-costs"))
    assert "£38 £34 to £43" in said
    assert "Past its date" in said
    assert NASTY in said


def test_the_second_editor_is_told_and_every_version_is_shown(app, owner, colleague):
    owner.post_form(f"{P}/unit-costs/new", {**HOUR, "until": "2099-01-01"})
    (row,) = table(app)
    where = f"{P}/unit-costs/{row.public_id}"
    changed = {**HOUR, "until": "2099-01-01", "gross": "39", "version": "1"}
    assert colleague.post_form(where, changed).status_code == 302
    late = owner.post_form(where, {**changed, "gross": "36"})
    assert late.status_code == 409
    assert "colleague@example.org changed this" in late.text
    said = text(owner.see(where))
    assert "Every version" in said
    assert "£38" in said
    assert owner.post_form(f"{where}/away", {"version": "2"}).status_code == 302
    assert table(app) == []
    assert owner.post_form(f"{where}/back", {"version": "3"}).status_code == 302
    assert len(table(app)) == 1


def test_a_table_is_pasted_whole_or_not_at_all_and_taken_away_as_it_was(app, priced, owner):
    refused = owner.post_form(
        f"{P}/unit-costs/paste", {"table": f"{TABLE}\nMile,hour,2,1,3,0,,2026-04-01,2027-01-01,F,L,"}
    )
    assert refused.status_code == 422
    assert "Mile" in refused.text
    assert table(app) == []
    assert owner.post_form(f"{P}/unit-costs/paste", {"table": TABLE}).status_code == 302
    assert [each.item for each in table(app)] == ["places.home", "places.house", "hour"]
    tabbed = TABLE.replace(",", "\t").replace("800", "820", 1)
    assert owner.post_form(f"{P}/unit-costs/paste", {"table": tabbed}).status_code == 302
    assert [(each.gross, each.version) for each in table(app)] == [(0, 2), (820, 2), (25, 2)]
    taken = owner.get(f"{P}/unit-costs.csv")
    lines = list(csv.reader(io.StringIO(taken.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [line[3] for line in lines] == ["gross", "0", "820", "25"]
    assert (
        owner.post_form(
            f"{P}/unit-costs/paste", {"table": taken.get_data(as_text=True).removeprefix("\ufeff")}
        ).status_code
        == 302
    )


def test_cases_are_priced_on_their_page_as_by_hand(app, priced, owner):
    assert "No case has a price yet" in text(owner.see(f"{P}/bills/costs"))
    owner.post_form(f"{P}/unit-costs/paste", {"table": TABLE})
    said, slow = text(owner.see(f"{P}/bills/costs")), bills(priced)
    saved = sum(each[2] - each[3] for each in slow)
    assert f"{len(slow)} of 30 cases reviewed" in said
    assert f"All cases priced a week {len(slow)}" in said
    assert f"£{abs(round(saved)):,}" in said
    assert f"{30 - len(slow)} with a setting or package that is not known" in said
    assert "not drawn at random" in said


def test_an_opportunity_rests_on_them_only_in_pounds_and_with_an_assumption(app, priced, owner):
    owner.post_form(f"{P}/unit-costs/paste", {"table": TABLE})
    typed = {
        "title": "Better places", "rests_on": "finding:bills:bill", "unit": "pounds", "kind": "avoided",
        "part-0-role": "volume", "part-0-label": "A year", "part-0-stated": "100", "part-0-source": "Records",
        "first_months": "6", "client_key": "o1",
    }  # fmt: skip
    assert "were not drawn at random" in owner.post_form(f"{P}/opportunities/new", typed).text
    typed["assumption"] = "They are like the others."
    assert "choose pounds" in owner.post_form(f"{P}/opportunities/new", {**typed, "unit": "people"}).text
    assert owner.post_form(f"{P}/opportunities/new", typed).status_code == 302
    said = app.test_cli_runner().invoke(args=["opportunities", "riverside"]).output
    assert "gross in a full year; net" in said
    assert "first year" in said
    assert "of the range" in said


def test_closed_figures_are_priced_for_nobody_and_strangers_find_nothing(app, priced, owner, stranger, sign_in):
    owner.post_form(f"{P}/unit-costs/paste", {"table": TABLE})
    with database.write(app.extensions["engine"]) as session:
        study = studies.study(session, operator(session, "riverside"), "bills")
        study.target = 40
        session.add(study)
    said = text(owner.see(f"{P}/bills/costs"))
    assert "is not complete" in said
    assert "£" not in said
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    assert reviewer.get(f"{P}/bills/costs").status_code == 403
    assert reviewer.get(f"{P}/unit-costs/new").status_code == 403
    assert "£25" in text(reviewer.see(f"{P}/unit-costs"))
    for row in table(app):
        for project in ("riverside", "elsewhere"):
            where = f"/p/{project}/unit-costs/{row.public_id}"
            assert stranger.get(where).status_code == 404
            assert stranger.post_form(f"{where}/away", {"version": "1"}).status_code == 404
    with database.read(app.extensions["engine"]) as session:
        assert changing.put_away(session, operator(session, "riverside"), UnitCost) == []
