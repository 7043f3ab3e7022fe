"""What a phone leaves behind on the server: its answers, a hash and the day. No address, browser, cookie or time."""

import re
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import make_url, text
from sqlmodel import SQLModel, select

from casereview import database
from casereview.access import operator
from casereview.models import WebSession
from casereview.store import projects
from tests.durability.server import Server
from tests.surveys import READY, add_survey

PHONE = {"User-Agent": "Tracer-Phone/77.7", "X-Forwarded-For": "203.0.113.77", "Referer": "http://intranet.example/ann"}
KEY = "the-tracer-phones-own-key-"
TOLD = {"survey", "survey_response", "survey_answer", "survey_key", "study"}
SENT = {"kind": "staff", "page": "4", "go": "send", **READY}


def everything(engine):
    """Every row of every table, by table."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')).all()))
            for name in SQLModel.metadata.tables
        }


def clock_times(engine):
    """Everything in the database that looks like a time of day, or like seconds since 1970."""
    looks = re.compile(r"\d{1,2}:\d\d|datetime\.datetime\([^)]*\)|\b1[6-9]\d{8}(?:\.\d+)?\b")
    return sorted(found for table in everything(engine).values() for row in table for found in looks.findall(row))


def test_an_answer_moves_no_table_but_the_surveys_even_of_somebody_signed_in(app, owner):
    engine = app.extensions["engine"]
    with database.write(engine) as session:
        survey = add_survey(session, operator(session, "riverside"), "readiness")
        browser = session.exec(select(WebSession)).first()
        browser.seen_at = datetime.now(UTC) - timedelta(minutes=30)  # the next page of theirs would note the time
    before, times = everything(engine), clock_times(engine)
    assert owner.get(f"/s/{survey.token}", headers=PHONE).status_code == 200
    answer = owner.post(f"/s/{survey.token}", data={**SENT, "client_key": f"{KEY}1"}, headers=PHONE)
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    assert owner.get(f"/s/{survey.token}/thanks", headers=PHONE).status_code == 200
    after = everything(engine)
    assert {name for name in after if after[name] != before[name]} == TOLD
    assert clock_times(engine) == times
    assert len(after["survey_response"]) == 1


def test_neither_the_files_nor_the_log_of_the_server_hold_anything_of_the_phone(database_url):
    file = Path(make_url(database_url).database)
    engine = database.make_engine(database_url)
    with database.write(engine) as session:
        projects.add_project(session, key="riverside", title="Riverside")
        survey = add_survey(session, operator(session, "riverside"), "readiness")
    times = clock_times(engine)
    server = Server(file)
    try:
        server.start()
        for number in range(6):
            send(server.port, survey.token, number)
        send(server.port, "no-such-link", 7)
        written = b"".join(each.read_bytes() for each in file.parent.iterdir() if each.is_file())
    finally:
        server.close()
    assert len(everything(engine)["survey_response"]) == 6 and clock_times(engine) == times
    for trace in (*(value.encode() for value in PHONE.values()), KEY.encode(), b"127.0.0.1 - -", b"/s/"):
        assert trace not in written, trace
    engine.dispose()


def send(port, token, number):
    """One phone opens the page and sends its answers."""
    body = urlencode({**SENT, "client_key": f"{KEY}{number}"})
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for method, given, headers in (("GET", None, PHONE), ("POST", body, PHONE | kind)):
        connection.request(method, f"/s/{token}", given, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in ((200, 303) if token != "no-such-link" else (404,))
    connection.close()
