"""A study without facts to filter or break down by: no empty bar, no link that leads back to the same page."""

from pathlib import Path

import pytest
from flask import Flask

import forms
from casereview import database
from casereview.access import operator
from casereview.answers import Given, Value
from casereview.store import cases, responses, studies
from tests.web.signing_in import CheckingClient

TEXT = (Path(forms.__file__).parent / "instruments" / "contact_notes.v1.toml").read_text("utf-8")
ANSWERS: dict[str, Value] = {"who_called": "self", "left_hospital": "no"}
PAGE = "/p/riverside/notes/findings"


@pytest.fixture(autouse=True)
def reviewed(app: Flask) -> None:
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="notes", instrument_text=TEXT, target=1)
        found = cases.add_case(session, member, study, reference="N1")
        responses.enter(session, member, found, draft={ref: Given(value) for ref, value in ANSWERS.items()})


def test_it_offers_neither_filters_nor_a_breakdown(colleague: CheckingClient) -> None:
    page = colleague.see(PAGE)
    assert not page.select(".filters button, .filters select")
    assert "1 of 1 contact notes" in " ".join(page.select_one(".filters").get_text(" ").split())
    assert not page.find("a", string=lambda text: text and text.startswith("Break down"))


def test_what_is_behind_a_number_has_the_name_it_has_in_the_study(colleague: CheckingClient) -> None:
    words = colleague.see(PAGE).select_one("#finding-who_called .finding__links").get_text(" ")
    assert "Show the contact notes" in words
    assert "Show the cases" not in words
