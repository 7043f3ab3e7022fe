"""The demonstration's survey by personal link, and what everybody was told: the figures, and that no name is left."""

import csv
from collections import Counter

from sqlmodel import select

from casereview import database
from casereview.access import operator
from casereview.demo.files import DATA
from casereview.demo.surveys import plans
from casereview.models import Invitation, InvitationMark
from casereview.store import invitation_progress, studies, survey_release, surveys


def of(session, key):
    member = operator(session, "demo")
    return member, surveys.survey_of(session, member, studies.study(session, member, key))


def test_47_of_60_answered_by_their_own_link_and_every_team_is_counted(loaded):
    plan = next(each for each in plans() if "invited" in each)
    with (DATA / plan["answers"]).open(encoding="utf-8", newline="") as file:
        answered = Counter(row["team"] for row in csv.DictReader(file))
    with database.read(loaded) as session:
        member, survey = of(session, plan["key"])
        counts = invitation_progress.counts(session, member, survey, secret="another key")
        assert session.exec(select(InvitationMark)).all() == []
        assert {each.label for each in session.exec(select(Invitation))} == {""}
    assert (counts.invited, counts.opened, counts.started, counts.complete) == (60, 54, 51, 47)
    assert {(each.team, each.invited, each.complete) for each in counts.teams} == {
        (each["team"], each["people"], answered[each["code"]]) for each in plan["invited"]
    }


def test_everybody_was_told_what_was_heard_about_community_services(loaded):
    with database.read(loaded) as session:
        _, survey = of(session, "community-services")
        release = survey_release.current(session, survey)
        shown = survey_release.Shown.from_json(release.shown)
    assert (release.number, shown.answers) == (1, 38)
    gaps, *_, ways = shown.findings
    assert (gaps.number, gaps.of[:8]) == ("82%", "31 of th")
    assert {bar.label: bar.number for bar in ways.bars}["Colleagues"] == "30%"
