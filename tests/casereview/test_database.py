"""Transactions: nothing is lost under 32 threads, times are UTC, and what was read stays readable."""

import shutil
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, func, select

from casereview import database
from casereview.database import DatabaseBusy, in_write, make_engine, read, write
from casereview.models import Person, ReviewedCase, Study
from casereview.store import cases, drafts, studies
from casereview.store.errors import StaleEdit
from tests.builders import World, draft, make_case

THREADS = 32


def _counted(engine: Engine, times: int) -> int:
    """What a counter stands at after every thread has read it and written one more, `times` times each."""
    start = threading.Barrier(THREADS)

    def work(_: int) -> None:
        start.wait()
        for _ in range(times):
            with write(engine) as session:
                study = session.exec(select(Study).where(Study.key == "cases").with_for_update()).first()
                assert study is not None
                study.reference_counter += 1

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    with read(engine) as session:
        return session.exec(select(Study.reference_counter).where(Study.key == "cases")).one()


@pytest.fixture
def one_study(engine: Engine, world: World) -> Engine:
    """A database in which one study has the key "cases", beside other people's."""
    with write(engine) as session:
        for study in session.exec(select(Study).where(Study.project_id != world.project.id)):
            study.key = "others"
        session.get_one(Study, world.study.id).reference_counter = 0
    return engine


def test_32_threads_that_read_and_write_lose_nothing(one_study: Engine) -> None:
    assert _counted(one_study, times=4) == THREADS * 4


def test_the_same_harness_shows_lost_updates_where_reading_comes_before_the_lock(
    one_study: Engine, world: World
) -> None:
    """The twin that must fail: without the lock at the start, the counter falls behind or a writer is refused."""
    start = threading.Barrier(8)

    def work(_: int) -> bool:
        with read(one_study) as session:
            seen = session.exec(select(Study.reference_counter).where(Study.key == "cases")).one()
        start.wait()
        with write(one_study) as session:
            session.get_one(Study, world.study.id).reference_counter = seen + 1
        return True

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with read(one_study) as session:
        assert session.get_one(Study, world.study.id).reference_counter < 8


def test_32_threads_posting_the_same_key_make_one_row_and_all_get_it(engine: Engine, world: World) -> None:
    start = threading.Barrier(THREADS)

    def post(_: int) -> int:
        start.wait()
        return in_write(engine, lambda session: make_case(session, world.owner, world.study, client_key="one").id)

    with ThreadPoolExecutor(THREADS) as pool:
        numbers = set(pool.map(post, range(THREADS)))
    with read(engine) as session:
        here = select(func.count()).select_from(ReviewedCase).where(ReviewedCase.study_id == world.study.id)
        assert (len(numbers), session.exec(here).one()) == (1, 1)


def test_of_many_who_change_one_answer_from_one_version_exactly_one_wins(engine: Engine, world: World) -> None:
    with write(engine) as session:
        response = drafts.open_review(session, world.owner, make_case(session, world.owner, world.study))
    start = threading.Barrier(8)

    def save(number: int) -> bool:
        start.wait()
        given = draft({"why": f"text {number}"})["why"]
        try:
            with write(engine) as session:
                drafts.save_entry(session, world.owner, response, ref="why", given=given, expected_version=0)
        except StaleEdit as stale:
            assert stale.mine == given != stale.theirs
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(save, range(8))) == 1


def test_many_who_ask_for_a_reference_at_once_get_different_ones(engine: Engine, world: World) -> None:
    def issue(_: int) -> str:
        return in_write(engine, lambda session: cases.next_reference(session, world.owner, world.study))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(issue, range(16)))) == 16


def test_sqlite_waits_for_the_lock_and_then_says_so_in_words(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0.05)
    engine = make_engine(f"sqlite:///{migrated}")
    holder = make_engine(f"sqlite:///{migrated}")
    with write(holder), pytest.raises(DatabaseBusy, match="Nothing was changed"), write(engine):
        pass
    with write(engine) as session:  # and afterwards all is well
        assert session.exec(text("SELECT 1")).one() == (1,)  # type: ignore[call-overload]
    engine.dispose()
    holder.dispose()


def test_writers_of_one_process_do_not_queue_at_the_lock_of_sqlite(migrated: Path, tmp_path: Path) -> None:
    """Each has to wait for fifteen others; at SQLite's own lock, which knows no queue, some would be refused."""
    engine = make_engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'many.db')}", lock_wait=0.01)
    start = threading.Barrier(16)

    def work(_: int) -> None:
        start.wait()
        for _ in range(3):
            with write(engine):
                time.sleep(0.004)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    engine.dispose()


def test_every_sqlite_connection_is_durable_and_keeps_foreign_keys(migrated: Path) -> None:
    engine = make_engine(f"sqlite:///{migrated}")
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert found == ["wal", 2, 1]
    engine.dispose()


def test_a_block_that_fails_leaves_nothing_behind(engine: Engine, world: World) -> None:
    with pytest.raises(RuntimeError), write(engine) as session:
        make_case(session, world.owner, world.study)
        raise RuntimeError
    with read(engine) as session:
        assert cases.case_list(session, world.owner, world.study) == []


def test_what_was_read_stays_readable_and_is_one_state_of_the_database(engine: Engine, world: World) -> None:
    with read(engine) as reading:
        before = studies.study(reading, world.owner, "cases").data_version
        with write(engine) as session:
            make_case(session, world.owner, world.study)
            studies.change_study(session, world.owner, world.study, title="T", target=3)
        again = reading.exec(select(Study.data_version).where(Study.id == world.study.id)).one()
        found = studies.study(reading, world.owner, "cases")
    assert again == before
    assert found.key == "cases"


def test_times_are_kept_in_utc_and_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=kathmandu)
    with write(engine) as session:
        session.add(Person(email="a@example.org", created_at=moment))
    with read(engine) as session:
        found = session.exec(select(Person.created_at)).one()
    assert (found, found.tzinfo) == (moment, UTC)
    with pytest.raises(Exception, match="without a zone"), write(engine) as session:
        session.add(Person(email="b@example.org", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001
        session.flush()


@pytest.mark.parametrize(("reference", "status"), [("Mrs Canary", "lost"), ("\0 Canary", "open"), ("", "Canary")])
def test_an_error_of_the_database_never_tells_what_was_written(
    engine: Engine, world: World, reference: str, status: str
) -> None:
    """It is logged with its traceback; case text has no business there."""
    row = ReviewedCase(
        project_id=world.project.id, study_id=world.study.id, position=1, summary="A Canary sang.",
        reference=reference, status=status,
    )  # fmt: skip
    with pytest.raises(SQLAlchemyError) as failed, write(engine) as session:
        session.add(row)
        session.flush()
        raise SQLAlchemyError("a NUL is kept here")  # by SQLite
    assert "Canary" not in "".join(traceback.format_exception(failed.value))


def test_a_postgresql_address_is_opened_with_psycopg() -> None:
    for prefix in ("postgres", "postgresql", "postgresql+psycopg"):
        engine = make_engine(f"{prefix}://somebody@nowhere.invalid/x")
        assert engine.url.drivername == "postgresql+psycopg"


def test_the_defaults_of_the_library_would_lose_updates(migrated: Path) -> None:
    """Why make_engine exists: with SQLAlchemy's own defaults foreign keys are not even looked at."""
    engine = create_engine(f"sqlite:///{migrated}")
    with Session(engine) as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    engine.dispose()
