"""The workbook of a survey holds nothing that its pages hold back."""

import io

import openpyxl
import pytest

from casereview import database
from casereview.access import operator
from casereview.models import Survey
from casereview.store import surveys
from tests.surveys import add_survey, reply

BOOK = "/p/riverside/workbook.xlsx"


@pytest.fixture
def survey(app):
    with database.write(app.extensions["engine"]) as session:
        return add_survey(session, operator(session, "riverside"), "readiness")


def answer(app, survey, kinds, **changes):
    with database.write(app.extensions["engine"]) as session:
        for number, kind in enumerate(kinds):
            reply(session, session.get_one(Survey, survey.id), number, kind=kind, **changes)


def close(app, survey):
    with database.write(app.extensions["engine"]) as session:
        surveys.move(session, operator(session, "riverside"), session.get_one(Survey, survey.id), "closed")


def book_of(client):
    return openpyxl.load_workbook(io.BytesIO(client.get(BOOK).data))


def answers_in(client):
    """How many answers stand in the sheets of responses."""
    sheets = [sheet for sheet in book_of(client) if "responses" in sheet.title.lower()]
    assert sheets
    cells = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return cells.count(4)


def words(client):
    book = book_of(client)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_before_the_close_there_is_no_answer_in_it(app, owner, survey):
    answer(app, survey, ["staff"] * 8)
    assert answers_in(owner) == 0
    found = words(owner)
    assert any("once it is closed" in word for word in found)


def test_after_the_close_a_small_audience_is_named_nowhere(app, owner, survey):
    answer(app, survey, ["staff"] * 9 + ["managers"] * 8 + ["leaders"] * 3)
    close(app, survey)
    assert answers_in(owner) > 9
    found = words(owner)
    assert found.count("staff") + found.count("Staff") > 9
    column = [word for word in found if word in ("leaders", "Senior managers and leaders")]
    assert len(column) <= 3  # in the codebook and as a heading, in no row of an answer


def test_a_finding_of_too_few_is_left_out_and_said_to_be(app, owner, survey):
    with database.write(app.extensions["engine"]) as session:
        for number in range(9):
            rated = "5" if number < 3 else "not_my_area"
            reply(session, session.get_one(Survey, survey.id), number, strategy=rated)
    close(app, survey)
    found = words(owner)
    assert "A coherent prevention strategy. Not shown: fewer than 5 people answered." in found
    assert not any("there is a coherent prevention strategy: 5" in word for word in found)


def test_four_answers_are_no_answers(app, owner, survey):
    answer(app, survey, ["staff"] * 4)
    close(app, survey)
    assert answers_in(owner) == 0
    assert any("Fewer than 5 people" in word for word in words(owner))
