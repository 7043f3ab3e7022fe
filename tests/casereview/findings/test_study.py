"""A study's findings follow its data, its lists and its filters, and nobody counts in somebody else's project."""

import random
from dataclasses import replace

import pytest
from sqlmodel import Session

from casereview import database
from casereview.access import Member, operator
from casereview.answers import Draft
from casereview.findings import study as study_module
from casereview.findings.frame import FilterError
from casereview.findings.study import study_results
from casereview.models import Study
from casereview.store import cases, projects, responses, studies
from casereview.store.errors import NotAllowed, NotFound
from tests import every_finding
from tests.plain_counts import PlainCounts


def fill(session: Session, project: str, drafts: list[Draft]) -> tuple[Member, Study]:
    """A project with one study, and one reviewed case for each draft."""
    projects.add_project(session, key=project, title=project)
    member = operator(session, project)
    study = studies.add_study(session, member, key="review", instrument_text=every_finding.TOML)
    for draft in drafts:
        review(session, member, study, draft)
    return member, study


def review(session: Session, member: Member, study: Study, draft: Draft) -> None:
    case = cases.add_case(session, member, study)
    responses.enter(session, member, case, draft=draft, kind="alone")


@pytest.fixture
def drafts() -> list[Draft]:
    chance = random.Random(20)
    return [every_finding.random_draft(chance) for _ in range(60)]


@pytest.fixture
def filled(engine, drafts):
    """`mine` with thirty reviews, and noise: another project with thirty others."""
    with database.write(engine) as session:
        fill(session, "mine", drafts[:30])
        fill(session, "noise", drafts[30:])
    with database.read(engine) as session:
        member = operator(session, "mine")
        yield session, member, studies.study(session, member, "review")


def test_what_was_entered_is_what_is_counted(filled):
    session, member, study = filled
    frame, results = study_results(session, member, study)
    plain = PlainCounts(every_finding.RAW, every_finding.plain(list(frame.records)))
    assert len(frame) == 30
    for result, raw in zip(results, every_finding.RAW["findings"], strict=True):
        expected = plain.count(raw)
        number = (
            expected["number"] if "number" in expected else expected["rows"][raw.get("lead") or result.rows[0].code]
        )
        assert (pytest.approx(result.numerator), result.denominator) == number


def test_a_filter_counts_a_part(filled):
    session, member, study = filled
    parts = [len(study_results(session, member, study, {"town": (town,)})[0]) for town in ("north", "south")]
    both, _ = study_results(session, member, study, {"town": ("south", "north")})
    assert 0 < parts[0] < 30
    assert sum(parts) == len(both)
    with pytest.raises(FilterError):
        study_results(session, member, study, {"town": ("west",)})


def test_the_same_state_is_counted_once_and_a_new_case_counts_again(filled, engine, drafts):
    session, member, study = filled
    first = study_results(session, member, study)
    assert study_results(session, member, study, {"town": ()})[1] is first[1]
    session.close()
    with database.write(engine) as writing:
        review(writing, member, studies.study(writing, member, "review"), drafts[40])
    with database.read(engine) as fresh:
        frame, _ = study_results(fresh, member, studies.study(fresh, member, "review"))
    assert len(frame) == 31


def test_what_is_kept_is_bounded(filled, monkeypatch):
    session, member, study = filled
    monkeypatch.setattr(study_module, "KEPT", 2)
    for town in ("north", "south", "shut", "nowhere"):
        study_results(session, member, study, {"town": (town,)})
    assert len(study_module._kept) <= 2


def test_a_stranger_has_no_numbers_even_when_they_are_kept(filled):
    session, member, study = filled
    study_results(session, member, study)
    with pytest.raises(NotFound):
        study_results(session, operator(session, "noise"), study)
    with pytest.raises(NotAllowed):
        study_results(session, replace(member, roles=frozenset()), study)
