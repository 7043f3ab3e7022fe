"""A case to review in `riverside`, and another project's case beside it in every test."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.store import cases, drafts, responses, studies, workshops
from tests import tiny

CASES = "/p/riverside/review/cases"


@dataclass(frozen=True)
class Kept:
    """What stands in the database for a case."""

    entries: dict[str, drafts.Entry]
    responses: int
    submitted: int

    def value(self, ref: str) -> object:
        """The value at `ref`; None where nothing stands."""
        entry = self.entries.get(ref)
        return entry.given.value if entry and entry.given else None


@pytest.fixture
def noise(app: Flask) -> str:
    """A case with the same reference and answers in a project of somebody else. Its public id."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "elsewhere")
        study = studies.add_study(session, member, key="review", instrument_text=tiny.TINY_TEXT)
        made = cases.add_case(session, member, study, reference="R1", summary="Not yours")
        response = drafts.open_review(session, member, made)
        drafts.save_entry(session, member, response, ref="chance", given=Given("no"), expected_version=0)
        return made.public_id


@pytest.fixture
def case(app: Flask, study: str, noise: str) -> str:
    """The public id of case R1 of `riverside`: in the north, living at home by the case list; R2 and R3 follow it."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, study)
        workshop = workshops.add_workshop(session, member, found, title="Workshop 1", tables=["A", "B"])
        table = workshops.tables_of(session, member, workshop)[0]
        made = [
            cases.add_case(
                session, member, found, reference=name, summary="Fell twice.\n\nWants to stay.", workshop=workshop,
                table=table, facts={"area": Given("north"), "lives": Given("ward")},
            )
            for name in ("R1", "R2", "R3")
        ]  # fmt: skip
        return made[0].public_id


@pytest.fixture
def form(case: str) -> str:
    """The address of the case's form."""
    return f"{CASES}/{case}"


@pytest.fixture
def kept(app: Flask) -> Callable[..., Kept]:
    """`kept(case)`: what the database holds for a case of `riverside`, in its counting review."""

    def look(public_id: str) -> Kept:
        with database.read(app.extensions["engine"]) as session:
            member = operator(session, "riverside")
            found = cases.case(session, member, public_id)
            all_of_them = responses.responses_of(session, member, found)
            entries = drafts.entries(session, member, all_of_them[0]) if all_of_them else {}
            return Kept(entries, len(all_of_them), sum(r.status == "submitted" for r in all_of_them))

    return look
