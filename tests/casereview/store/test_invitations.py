"""Personal links: one answer each, counted without saying whose, and nothing left of persons after the close."""

import random
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, select

from casereview.database import read, write
from casereview.invitees import Invitee, ListError
from casereview.models import Invitation, InvitationMark, Survey, SurveyResponse
from casereview.store import invitation_progress, invitations, survey_links, survey_room, surveys
from casereview.store.errors import NotAllowed, NotFound, Refused
from casereview.store.invitation_marks import mark_of
from casereview.store.survey_links import AlreadySent, entrance
from tests.invited import SECRET, add_invited, send
from tests.surveys import add_survey

PEOPLE = {f"person {n}": "front door" if n < 6 else "reablement" for n in range(12)}


@pytest.fixture
def invited(engine, world):
    """An open survey of twelve people in two teams, and their links; the stranger has one with the same names."""
    with write(engine) as session:
        add_invited(session, world.stranger, PEOPLE)
        return add_invited(session, world.owner, PEOPLE)


def answer(engine, links, *labels):
    with write(engine) as session:
        for label in labels:
            send(session, links[label])


def counts(engine, world, survey):
    with read(engine) as session:
        return invitation_progress.counts(session, world.colleague, survey, secret=SECRET)


def close(engine, world, survey):
    with write(engine) as session:
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), "closed")
        invitation_progress.close_out(session, world.owner, survey, secret=SECRET)


def test_a_link_counts_once_whichever_phone_it_is_sent_from(engine, world, invited):
    survey, links = invited
    with write(engine) as session:
        assert send(session, links["person 3"], key="one and the same phone") is True
        assert send(session, links["person 3"], key="one and the same phone") is False
    with pytest.raises(AlreadySent), write(engine) as session:
        send(session, links["person 3"], key="another phone than that")
    with read(engine) as session:
        assert session.get_one(Survey, survey.id).answers == 1
    found = counts(engine, world, survey)
    assert (found.invited, found.opened, found.started, found.complete) == (12, 1, 1, 1)


def test_the_shared_link_and_the_code_take_no_answers_beside_personal_links(engine, invited):
    survey, _ = invited
    with pytest.raises(Refused, match="link of your own"), write(engine) as session:
        send(session, survey.token)
    with read(engine) as session:
        assert surveys.by_code(session, survey.code) is None
        assert entrance(session, survey.token).invitation is None


def test_stages_are_counted_once_and_only_while_the_survey_is_open(engine, world, invited):
    survey, links = invited
    with write(engine) as session:
        for label in ("person 1", "person 1", "person 2"):
            survey_links.note(session, entrance(session, links[label]), "opened", SECRET)
        survey_links.note(session, entrance(session, links["person 1"]), "started", SECRET)
        surveys.move(session, world.owner, session.get_one(Survey, survey.id), "paused")
        survey_links.note(session, entrance(session, links["person 5"]), "opened", SECRET)
    found = counts(engine, world, survey)
    assert (found.opened, found.started, found.complete) == (2, 1, 0)


def test_the_database_alone_does_not_tell_who_has_answered(engine, invited):
    """Every value of every row, against all that can be worked out from an invitation without the server's key."""
    _, links = invited
    answer(engine, links, "person 3")
    with read(engine) as session:
        everybody = {each.label: each for each in session.exec(select(Invitation)) if each.token_hash}
        rows = {each.label: each.model_dump() for each in everybody.values()}
        kept = {each.mark for each in session.exec(select(InvitationMark))}
    assert len(kept) == 3
    untouched = {key: value for key, value in rows["person 3"].items() if key in ("withdrawn_at", "team")}
    assert untouched == {"withdrawn_at": None, "team": "front door"}
    for wrong in ("", "another key", rows["person 3"]["public_id"]):
        assert kept.isdisjoint(mark_of(wrong, each, stage) for each in everybody.values() for stage in ("complete",))
    assert set(InvitationMark.__table__.columns.keys()) == {"project_id", "survey_id", "mark", "stage"}
    assert not [key for key in SurveyResponse.__table__.foreign_keys if "invit" in key.target_fullname]
    about = {table.name for table in SQLModel.metadata.tables.values() for key in table.foreign_keys
             if key.column.table.name.startswith("invit")}  # fmt: skip
    assert about == set()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_marks_lie_in_another_order_than_answers_came(engine, world):
    people = {f"person {n}": "" for n in range(200)}
    with write(engine) as session:
        _, links = add_invited(session, world.owner, people)
    came = random.Random(7).sample(sorted(people), 200)
    answer(engine, links, *came)
    with read(engine) as session:
        by_mark = {mark_of(SECRET, each, "complete"): each.label for each in session.exec(select(Invitation))}
        lie = [by_mark[m] for (m,) in session.connection().execute(text(
            "SELECT mark FROM invitation_mark WHERE stage = 'complete'"))]  # fmt: skip
    place = {label: n for n, label in enumerate(came)}
    squares = sum((n - place[label]) ** 2 for n, label in enumerate(lie))
    assert abs(1 - 6 * squares / (200 * (200**2 - 1))) < 0.25  # Spearman's; by chance 0.07 is usual


def test_after_the_close_only_counts_are_left(engine, world, invited):
    survey, links = invited
    answer(engine, links, *[f"person {n}" for n in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10)])
    before = counts(engine, world, survey)
    close(engine, world, survey)
    assert counts(engine, world, survey) == before
    assert [(each.team, each.invited, each.complete) for each in before.teams] == [
        ("front door", 6, 5), ("reablement", 6, 5),
    ]  # fmt: skip
    with read(engine) as session:
        mine = select(InvitationMark).where(InvitationMark.project_id == survey.project_id)
        assert session.exec(mine).all() == []
        rows = session.exec(select(Invitation).where(Invitation.project_id == survey.project_id)).all()
        assert {(each.label, each.team) for each in rows} == {("", "")}
        assert entrance(session, links["person 11"]).survey.id == survey.id  # still good for what was heard
        theirs = select(Invitation).where(Invitation.project_id != survey.project_id)
        assert {each.label for each in session.exec(theirs)} == set(PEOPLE)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_file_keeps_no_name_after_the_close(engine, world, tmp_path: Path):
    with write(engine) as session:
        survey, _ = add_invited(session, world.owner, {"Quetzalcoatl Xylophone": "the tower"})
    close(engine, world, survey)
    engine.dispose()  # the last connection that closes empties the log into the file
    assert b"Quetzalcoatl" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_who_has_still_to_answer_is_not_told_while_it_would_single_out_those_who_did(engine, world, invited):
    survey, links = invited

    def left():
        with read(engine) as session:
            mine = session.get_one(Survey, survey.id)
            return [e.label for e in invitation_progress.to_remind(session, world.owner, mine, secret=SECRET)]

    assert left() == list(PEOPLE)
    answer(engine, links, *[f"person {n}" for n in range(4)])
    with pytest.raises(Refused, match="remind everybody"):
        left()
    answer(engine, links, "person 4")
    assert left() == [f"person {n}" for n in range(5, 12)]


def test_a_replaced_link_leads_nowhere_and_the_new_one_still_counts_once(engine, world, invited):
    survey, links = invited
    answer(engine, links, "person 0")
    with write(engine) as session:
        new = {each.label: each.token for each in invitations.replace_links(session, world.owner, survey)}
    assert set(new) == set(PEOPLE) and not set(new.values()) & set(links.values())
    with pytest.raises(NotFound), write(engine) as session:
        send(session, links["person 5"])
    with pytest.raises(AlreadySent), write(engine) as session:
        send(session, new["person 0"], key="another phone than that")
    answer(engine, new, "person 5")
    assert counts(engine, world, survey).complete == 2


def test_a_withdrawn_link_takes_no_answer_until_it_is_given_back(engine, world, invited):
    survey, links = invited
    answer(engine, links, "person 0")
    with write(engine) as session:
        by_label = {each.label: each.public_id for each in invitations.listing(session, world.owner, survey)}
        for label in ("person 0", "person 1"):
            invitations.withdraw(session, world.owner, survey, by_label[label])
    with pytest.raises(Refused, match="withdrawn"), write(engine) as session:
        send(session, links["person 1"])
    assert counts(engine, world, survey).invited == 11  # who had answered counts on
    with write(engine) as session:
        invitations.withdraw(session, world.owner, survey, by_label["person 1"], back=True)
        assert send(session, links["person 1"])


def test_a_changed_key_of_the_server_stops_links_rather_than_count_somebody_twice(engine, world, invited):
    survey, links = invited
    answer(engine, links, "person 0")
    with write(engine) as session:
        session.exec(text("UPDATE invited_survey SET key_print = 'of another key'"))
    with pytest.raises(Refused, match="not sent"):
        answer(engine, links, "person 1")
    with pytest.raises(Refused, match="SECRET_KEY"):
        counts(engine, world, survey)
    close(engine, world, survey)
    assert (counts(engine, world, survey).invited, counts(engine, world, survey).complete) == (12, 1)


def test_personal_links_are_chosen_before_the_survey_opens_and_for_anonymous_ones_only(engine, world):
    with write(engine) as session:
        opened = add_survey(session, world.owner, "readiness")
        named = add_survey(session, world.owner, "accountability", status="draft", anonymous=False)
        for survey, says in ((opened, "opened"), (named, "anonymous")):
            with pytest.raises(Refused, match=says):
                invitations.begin(session, world.owner, survey, secret=SECRET)


def test_before_it_opens_a_survey_can_go_back_to_its_code(engine, world):
    with write(engine) as session:
        survey, links = add_invited(session, world.owner, PEOPLE, status="draft")
        invitations.end(session, world.owner, survey)
        surveys.move(session, world.owner, survey, "open")
        assert surveys.by_code(session, survey.code) is not None
        with pytest.raises(NotFound):
            entrance(session, links["person 1"])


def test_the_database_refuses_another_way_in_once_somebody_has_answered(engine, invited):
    survey, links = invited
    answer(engine, links, "person 0")
    with pytest.raises(DBAPIError, match="joined as it was"), engine.begin() as connection:
        connection.execute(text(f"DELETE FROM invited_survey WHERE survey_id = {survey.id}"))


def test_the_rooms_screen_reveals_nothing_while_links_are_used_one_by_one(engine, world, invited):
    survey, links = invited
    answer(engine, links, *[f"person {n}" for n in range(6)])
    with write(engine) as session:
        survey_room.act(session, world.owner, survey, "choose", "strategy")
        with pytest.raises(Refused, match="once it is closed"):
            survey_room.act(session, world.owner, survey, "reveal")


def test_people_are_added_and_nobody_twice(engine, world, invited):
    survey, _ = invited
    with write(engine) as session:
        assert len(invitations.invite(session, world.owner, survey, [Invitee("person 12")])) == 1
        assert session.get_one(Survey, survey.id).expected == 13
    with pytest.raises(ListError, match="has a link already"), write(engine) as session:
        invitations.invite(session, world.owner, survey, [Invitee("PERSON 3")])


def test_only_a_facilitator_of_the_project_gives_out_links_or_sees_the_list(engine, world, invited):
    survey, _ = invited
    for member, error in ((world.colleague, NotAllowed), (world.stranger, NotFound)):
        with write(engine) as session:
            for work in (invitations.replace_links, invitations.listing, invitations.end):
                with pytest.raises(error):
                    work(session, member, survey)
