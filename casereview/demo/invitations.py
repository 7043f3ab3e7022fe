"""Surveys of the demonstration that were answered by personal links, and what everybody was told afterwards."""

import secrets
from collections import defaultdict
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Draft
from casereview.invitees import Invitee
from casereview.models import Survey
from casereview.store import invitation_progress, invitations, survey_answers, survey_links, survey_release, surveys


def answer_by_link(
    session: Session, member: Member, survey: Survey, plan: dict[str, Any], replies: list[tuple[str, Draft]]
) -> Survey:
    """Invites the teams of `plan`, answers with a link of the team each answer names, and closes the survey.

    The key is thrown away: after the close nothing is left that it could open.
    """
    key = secrets.token_hex(16)
    invitations.begin(session, member, survey, secret=key)
    people = [Invitee(f"{each['team']} {n}", each["team"]) for each in plan["invited"] for n in range(each["people"])]
    links = defaultdict(list)
    for issued in invitations.invite(session, member, survey, people):
        links[issued.team].append(issued.token)
    surveys.move(session, member, survey, "open")
    teams = {each["code"]: each["team"] for each in plan["invited"]}
    for number, (kind, draft) in enumerate(replies):
        token = links[teams[str(draft["team"].value)]].pop()
        survey_answers.answer(
            session, token, draft=draft, kind=kind, client_key=f"demonstration by link {number}", secret=key
        )
    _opened_only(session, [token for tokens in links.values() for token in tokens], plan, key)
    closed = surveys.move(session, member, survey, "closed")
    invitation_progress.close_out(session, member, closed, secret=key)
    return closed


def _opened_only(session: Session, unused: list[str], plan: dict[str, Any], key: str) -> None:
    """Some looked and did not begin, some began and did not send."""
    for number, token in enumerate(unused[: plan["opened_only"]]):
        found = survey_links.entrance(session, token)
        for stage in ("opened", "started") if number < plan["started_only"] else ("opened",):
            survey_links.note(session, found, stage, key)


def tell(session: Session, member: Member, survey: Survey, heard: dict[str, Any]) -> None:
    """Publishes what was heard."""
    draft = survey_release.save(session, member, survey, **heard, expected_version=0)
    survey_release.publish(session, member, survey, expected_version=draft.version)
