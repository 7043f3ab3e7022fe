"""People: links that work once, sessions that end, and roles that hold at once."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from casereview import access
from casereview.database import now, read, write
from casereview.models import ROLES, Person, SignInLink, WebSession
from casereview.store import people
from casereview.store.errors import NotAllowed, NotFound, Refused
from tests.builders import World


@pytest.fixture
def person(engine: Engine, world: World) -> Person:
    with write(engine) as session:
        return people.add_person(session, email=" Owner@Example.org ")


def _signed_in(engine: Engine, person: Person) -> str:
    with write(engine) as session:
        return people.redeem_link(session, people.issue_link(session, person))


def _who(engine: Engine, token: str) -> str | None:
    with read(engine) as session:
        found = people.signed_in(session, token)
        return found[0].email if found else None


def test_one_address_is_one_person_however_it_is_typed(engine: Engine, world: World, person: Person) -> None:
    assert person.id == world.owner.person_id
    for wrong in ("nobody", "a b@example.org", "@example.org", "x@y"):
        with pytest.raises(Refused), write(engine) as session:
            people.add_person(session, email=wrong)


def test_a_link_lets_in_once_and_only_hashes_are_kept(engine: Engine, person: Person) -> None:
    with write(engine) as session:
        link = people.issue_link(session, person)
        token = people.redeem_link(session, link)
        kept = [*session.exec(select(SignInLink.token_hash)), *session.exec(select(WebSession.token_hash))]
    assert not {link, token} & set(kept)
    assert _who(engine, token) == "owner@example.org"
    with pytest.raises(NotFound, match="has been used"), write(engine) as session:
        people.redeem_link(session, link)


def test_an_old_link_and_an_unknown_one_let_nobody_in(engine: Engine, person: Person) -> None:
    with write(engine) as session:
        link = people.issue_link(session, person)
        session.exec(select(SignInLink)).one().expires_at = now() - timedelta(seconds=1)
    for token in (link, "unknown", ""):
        with pytest.raises(NotFound), write(engine) as session:
            people.redeem_link(session, token)


def test_a_session_ends_at_sign_out_and_a_copied_token_opens_nothing(engine: Engine, person: Person) -> None:
    token, other = _signed_in(engine, person), _signed_in(engine, person)
    with write(engine) as session:
        people.end_session(session, token)
    assert (_who(engine, token), _who(engine, other)) == (None, "owner@example.org")


@pytest.mark.parametrize(
    "change", [{"seen_at": people.IDLE + timedelta(seconds=1)}, {"expires_at": timedelta(seconds=1)}]
)
def test_a_session_ends_after_idling_and_at_the_latest_after_a_day_of_work(
    engine: Engine, person: Person, change: dict[str, timedelta]
) -> None:
    token = _signed_in(engine, person)
    with write(engine) as session:
        row = session.exec(select(WebSession)).one()
        for name, ago in change.items():
            setattr(row, name, now() - ago)
    assert _who(engine, token) is None


def test_use_keeps_a_session_alive_but_is_written_at_most_once_a_minute(engine: Engine, person: Person) -> None:
    token = _signed_in(engine, person)
    with write(engine) as session:
        browser = session.exec(select(WebSession)).one()
        assert not people.touch_due(browser)
        browser.seen_at = now() - timedelta(minutes=50)
        session.flush()
        assert people.touch_due(browser)
        people.touch_session(session, token)
        assert not people.touch_due(browser)


def test_a_disabled_person_is_out_at_once(engine: Engine, world: World, person: Person) -> None:
    token = _signed_in(engine, person)
    with write(engine) as session:
        link = people.issue_link(session, person)
        people.disable(session, session.get_one(Person, person.id))
    assert _who(engine, token) is None
    with pytest.raises(NotFound), write(engine) as session:
        people.redeem_link(session, link)
    with read(engine) as session:
        assert access.member_of(session, person.id, "norfolk") is None


def test_roles_add_up_and_go_at_once(engine: Engine, world: World, person: Person) -> None:
    with write(engine) as session:
        people.grant(session, world.owner, person, "analyst")
        people.grant(session, world.owner, person, "analyst")
        member = access.member_of(session, person.id, "norfolk")
        assert member is not None and member.roles == {"administrator", "facilitator", "analyst"}
        people.revoke(session, world.owner, person, "facilitator")
        member = access.member_of(session, person.id, "norfolk")
        assert member is not None and not member.may("see_cases")
        with pytest.raises(Refused, match="last administrator"):
            people.revoke(session, world.owner, person, "administrator")
        with pytest.raises(Refused, match="no role"):
            people.grant(session, world.owner, person, "operator")
        with pytest.raises(NotAllowed):
            people.grant(session, world.colleague, person, "administrator")
        found = {each.email: roles for each, roles in people.members(session, world.owner)}
    assert found == {"colleague@example.org": ("analyst",), "owner@example.org": ("administrator", "analyst")}


def test_an_outsider_and_an_unknown_project_look_the_same(engine: Engine, world: World) -> None:
    assert world.stranger.person_id is not None
    with read(engine) as session:
        assert access.member_of(session, world.stranger.person_id, "norfolk") is None
        assert access.member_of(session, world.stranger.person_id, "no-such-project") is None
        with pytest.raises(NotFound):
            access.operator(session, "no-such-project")
        assert access.operator(session, "norfolk").may("manage_people")


def test_permissions_name_only_roles_that_can_be_granted() -> None:
    for action, roles in access.permissions().items():
        assert roles <= set(ROLES), action
        assert roles, action


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("administrator", "manage_people", "see_cases"),
        ("administrator", "manage_studies", "see_cases_behind"),
        ("facilitator", "enter_cases", "manage_people"),
        ("reviewer", "enter_cases", "see_findings"),
        ("reviewer", "see_cases", "see_all_cases"),
        ("analyst", "see_cases_behind", "see_cases"),
        ("analyst", "take_workbook", "import_cases"),
    ],
)
def test_each_role_does_its_own_work_and_no_more(role: str, may: str, may_not: str) -> None:
    member = access.Member(1, "x", "x@example.org", 1, "norfolk", frozenset({role}))
    assert member.may(may)
    assert not member.may(may_not)


def test_it_says_how_long_a_session_still_lasts(engine: Engine, person: Person) -> None:
    token = _signed_in(engine, person)
    with write(engine) as session:
        session.exec(select(WebSession)).one().seen_at = now() - timedelta(minutes=50)
    with read(engine) as session:
        unused, longest = people.seconds_left(session, token)
        assert people.seconds_left(session, "unknown") == (0, 0)
    assert 590 <= unused <= 600
    assert 43_190 <= longest <= 43_200
