"""A reviewed study for the findings page: twelve cases with a finding of every shape, and labels that mean harm."""

from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.answers import Given, Value
from casereview.models import Study
from casereview.store import cases, projects, responses, studies, workshops
from tests.tiny import TINY_TEXT

NASTY = "<script>alert(1)</script>"
FINDINGS = f'''
top = 1
headline = "{{value}} had a chance"
unsure = {{ chance = ["maybe"] }}

[[findings]]
id = "by_what"
kind = "distribution"
title = "{NASTY} by what"
headline = "{{lead}} would have helped most"
of = "means"
group = "group"
weight = "split"
base = {{ of = "means", level = "asked" }}
note = "=1+1 is a note"

[[findings]]
id = "by_area"
kind = "share"
title = "A chance by area"
headline = "{{value}} overall"
counts = {{ chance = ["yes"] }}
by = "area"
base = {{ of = "chance", level = "answered" }}

[[findings]]
id = "moves"
kind = "comparison"
title = "Where now, and where ideally"
headline = "{{numerator}} could have lived better"
actual = "lives"
ideal = "ideal"
base = {{ of = "ideal", level = "known" }}

[[findings]]
id = "helped"
kind = "distribution"
title = "Who helped"
headline = "{{lead}} helped most"
of = "helpers"
codes = ["helped"]
base = {{ of = "helpers", level = "known" }}

[[findings]]
id = "nobody"
kind = "share"
title = "Of those in hostels who said no"
headline = "{{value}} of nobody"
counts = {{ chance = ["yes"] }}
base = {{ of = "chance", level = "answered", among = {{ lives = ["hostel"] }} }}
'''
TEXT = (TINY_TEXT.rstrip() + FINDINGS).replace('label = "A nurse"', f'label = "{NASTY}"')

# area, chance, means, lives, ideal, nurse helped: six yes, three maybe, three no; four of the north
REVIEWS: tuple[tuple[str, str, tuple[str, ...], str, str, str], ...] = (
    ("north", "yes", ("nurse",), "ward", "home", "helped"),
    ("north", "yes", ("nurse",), "ward", "home", "helped"),
    ("north", "no", (), "home", "home", "not"),
    ("north", "maybe", (), "ward", "ward", "not"),
    ("south", "yes", ("nurse", "friend"), "home", "home", "helped"),
    ("south", "yes", ("friend",), "ward", "home", "not"),
    ("south", "yes", ("nurse",), "home", "ward", "helped"),
    ("south", "yes", ("thing",), "ward", "ward", "not"),
    ("south", "no", (), "home", "home", "not"),
    ("south", "no", (), "home", "home", "not"),
    ("south", "maybe", (), "ward", "home", "not"),
    ("south", "maybe", (), "ward", "ward", "not"),
)


def add_reviews(app: Flask, *, target: int | None = 12, key: str = "looked", **study: object) -> None:
    """A study `looked` of `riverside` with the twelve reviews above, and one case set aside."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        made = studies.add_study(session, member, key=key, instrument_text=TEXT, target=target, **study)  # type: ignore[arg-type]
        hall = workshops.add_workshop(session, member, study=made, title="First, in the hall", tables=["A"])
        second = workshops.add_workshop(session, member, study=made, title="Second", tables=[])
        for number, review in enumerate(REVIEWS):
            found = cases.add_case(
                session, member, made, reference=f"R{number}", workshop=hall if number < 6 else second
            )
            responses.enter(session, member, found, draft=draft(review), confirmed={"worse"})
        aside = cases.add_case(session, member, made, reference="ASIDE")
        cases.set_aside(session, member, aside, status="parked", reason="Notes missing", expected_version=aside.version)
        projects.project(session, member).demo = False


def draft(review: tuple[str, str, tuple[str, ...], str, str, str]) -> dict[str, Given]:
    area, chance, means, lives, ideal, nurse = review
    values: dict[str, Value] = {"area": area, "chance": chance, "lives": lives, "ideal": ideal}
    values |= {"means": means} if means else {}
    values |= {"helpers.nurse": nurse, "helpers.friend": "not"}
    return {ref: Given(value) for ref, value in values.items()}


def study_of(app: Flask, key: str = "looked") -> Study:
    """The study as it stands."""
    with database.read(app.extensions["engine"]) as session:
        return studies.study(session, operator(session, "riverside"), key)
