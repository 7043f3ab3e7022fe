"""What a study leads with: a number with its base, and without one who the base would be."""

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.store import cases, responses, studies
from casereview.web.leading import Headline, leading
from tests.tiny import TINY_TEXT

VISITS = TINY_TEXT.replace('["case", "cases"]', '["visit", "visits"]').replace(
    'title = "A chance"\n', 'title = "A chance"\nheadline = "{value} had a chance"\ntop = 1\n'
)


def led(app, reviews: int) -> Headline:
    engine = app.extensions["engine"]
    with database.write(engine) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="visits", instrument_text=VISITS)
        for _ in range(reviews):
            responses.enter(session, member, cases.add_case(session, member, study), draft={"chance": Given("no")})
    with database.read(engine) as session:
        member = operator(session, "riverside")
        return leading(session, member, studies.study(session, member, "visits")) or Headline("", "", "")


def test_a_number_stands_on_how_many_of_how_many(app):
    found = led(app, 2)
    assert (found.number, found.base) == ("0%", "0 of 2 visits. Interval 0% to 66%.")


def test_without_a_number_it_says_whose_it_would_be(app):
    found = led(app, 0)
    assert found.number == ""
    assert found.base.startswith("No visits ")
    assert "cases" not in found.base
