"""An exercise as somebody sees it who wants to know more: nothing they can ask for moves when another one answers."""

import io
import re
import zipfile

import pytest
from flask import Flask

from casereview import database
from casereview.access import operator
from casereview.store import allotments, cases, studies
from tests.alone import ALONE_TEXT
from tests.web.test_room import P, answer

EACH_TIME = (  # what is new in every answer, and says nothing
    r"<dcterms:\w+ [^>]*>[^<]*",
    r'value="[^"]{20,}"',
    r'content="[^"]{60,}"',
    r'<section class="app-session"[^>]*>',
)


@pytest.fixture
def either_url(database_url: str) -> str:
    """What a page tells does not depend on the database: SQLite."""
    return database_url


@pytest.fixture
def case(app: Flask) -> str:
    """A case of a study that is answered alone. Returns its public id."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="exercise", instrument_text=ALONE_TEXT)
        cases.add_case(session, member, study, reference="EX-2")
        return cases.add_case(session, member, study, reference="EX-1").public_id


def addresses(app: Flask, case: str) -> list[str]:
    """Every page and file of the project that its addresses can name."""
    known = {"project": "riverside", "study": "exercise", "case": case, "finding": "lives_by_kind"}
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.arguments <= known.keys():
            found.append(re.sub(r"<(\w+)>", lambda name: known[name[1]], rule.rule))
    more = [f"{P}/cases/{case}?kind={kind}" for kind in ("individual", "mdt")]
    return [*found, *more, f"{P}/findings?so_far=1", f"{P}/findings/chance.json", "/p/riverside/workbook.xlsx?text=no"]


def said(answered) -> tuple[object, ...]:
    """What an answer tells: its status, where it leads, its mark and its content."""
    content = answered.get_data()
    if content[:2] == b"PK":
        files = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(files.read(name) for name in sorted(files.namelist()))
    words = content.decode("utf-8", "replace")
    for pattern in EACH_TIME:
        words = re.sub(pattern, "", words)
    words = re.sub(r"\d\d?:\d\d(:\d\d)?", "", words)
    return answered.status_code, answered.headers.get("Location"), answered.headers.get("ETag"), words


def test_nothing_that_others_can_ask_for_moves_when_somebody_answers(app, sign_in, colleague, case):
    ann, ben, admin = (
        sign_in("ann@example.org", "riverside", "reviewer"),
        sign_in("ben@example.org", "riverside", "reviewer"),
        sign_in("admin@example.org", "riverside", "administrator"),
    )
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "exercise")
        for person in allotments.reviewers(session, member):
            allotments.give(session, member, study, person.id, [case])
    pages = addresses(app, case)
    assert len(pages) > 40

    def seen():
        clients = {"ben": ben, "colleague": colleague, "admin": admin}
        return {(who, page): said(client.get(page)) for who, client in clients.items() for page in pages}

    before = seen()
    answer(ann, case, "no")
    after = seen()
    assert [key for key in before if before[key] != after[key]] == []
    assert sum(status == 200 for status, *_ in after.values()) > 40
