"""What goes into a workbook, read from the store in one session: for the download and for the command."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from casereview.access import Member
from casereview.findings.disclosure import TOO_FEW, without_hidden
from casereview.findings.frame import Frame
from casereview.gap_map.mapping import GapMap
from casereview.models import Study
from casereview.store import progress, projects, records, studies, survey_records, surveys
from casereview.store.gap_maps import gap_map
from casereview.store.scope import require
from casereview.store.spoken import Spoken, spoken
from casereview.store.unit_costs import prices
from casereview.summary.gathering import everything
from casereview.web.filtering import Filters, under
from casereview.web.findings import filters
from exports.workbook import Meta, Money, StudyExport

WAITS = "Its figures wait until its last case: a running tally sways how the next cases are judged."


class TallyHiddenError(Exception):
    """Every study asked for keeps its running figures closed. `str()` says so to the one who asked."""


def collect(
    session: Session,
    member: Member,
    *,
    key: str = "",
    where: Filters | None = None,
    include_text: bool = True,
    so_far: bool = False,
) -> tuple[list[StudyExport], Meta]:
    """The studies of the member's project (or the one named `key`) under the filters, and the facts for the cover.

    A study that the filter cannot be used on is left out, and so is, without `so_far`, one whose running figures are
    hidden; the cover names them. Raises NotAllowed, NotFound for an unknown study, FilterError where the filter can be
    used on none, and TallyHiddenError where all are hidden.
    """
    require(member, "take_workbook")
    project = projects.project(session, member)
    chosen = {name: tuple(codes) for name, codes in (where or {}).items() if codes}
    found = [studies.study(session, member, key)] if key else studies.studies(session, member)
    hidden = [] if so_far else [each for each in found if progress.tally_hidden(session, member, each)]
    if hidden and len(hidden) == len(found):
        raise TallyHiddenError(WAITS if key else f"No study of this project is complete. {WAITS}")
    pairs = [(each, studies.instrument_of(session, each)) for each in found if each not in hidden]
    exported, left_out = under(
        pairs, chosen, lambda study: _study(session, member, study, chosen, project.demo, include_text)
    )
    meta = Meta(
        project=project.key,
        title=project.title,
        made_at=datetime.now(UTC),
        made_by=member.name,
        filter=filters.words(exported[0].instrument, chosen) if exported else "",
        include_text=include_text,
        demo=project.demo,
        left_out=tuple((each.title, why) for each, why in [*left_out, *((each, WAITS) for each in hidden)]),
    )
    return exported, meta


def collect_money(session: Session, member: Member) -> Money:
    """Opportunities and unit costs, for a workbook of the whole project. Raises NotAllowed."""
    require(member, "take_workbook")
    rows = everything(session, member).rows
    return Money(tuple(rows), tuple(prices(session, member).values()))


def _study(session: Session, member: Member, study: Study, where: Filters, demo: bool, text: bool) -> StudyExport:
    instrument = studies.instrument_of(session, study)
    whole = Frame(instrument, records.records(session, member, study), demo)
    if instrument.alone:
        whole.later = Frame(instrument, records.later_rounds(session, member, study), demo)
    frame, hidden = without_hidden(whole.where(where))
    reviews = None
    if any(finding.kind == "agreement" for finding in instrument.findings):
        every = records.records(session, member, study, counting_only=False)
        reviews = Frame(instrument, every, demo).where(where)
    made = StudyExport(
        key=study.key,
        title=study.title,
        frame=frame,
        reviews=reviews,
        drawn=study.how_drawn,
        notes=(
            *(note.text for note in studies.notes(session, member, study)),
            *_not_shown(session, member, study, hidden),
        ),
        set_aside=records.set_aside_counts(session, member, study),
        gap_map=_gap_map(session, member, study),
    )
    return replace(made, spoken=_said(session, member, study, made, text)) if instrument.coded else made


def _said(session: Session, member: Member, study: Study, made: StudyExport, text: bool) -> dict[str, list[Spoken]]:
    """By finding, the quotes and figures under its rows; without free `text` the figures only."""
    pairs = zip(made.instrument.findings, made.results, strict=True)
    said = {f.id: spoken(session, member, study, made.frame, f, result, text=text) for f, result in pairs}
    return {finding: each for finding, each in said.items() if each}


def _gap_map(session: Session, member: Member, study: Study) -> GapMap | None:
    """The gap map of the study, where it has one, its results may be seen and there is a directory."""
    declared = studies.instrument_of(session, study).gap_map is not None
    if not declared or survey_records.withheld(surveys.survey_of(session, member, study)):
        return None
    drawn = gap_map(session, member, study)
    return drawn if drawn.services else None


def _not_shown(session: Session, member: Member, study: Study, hidden: tuple[str, ...]) -> tuple[str, ...]:
    """What of a survey is left out of the workbook, and why."""
    if not surveys.is_survey(session, study):
        return ()
    withheld = survey_records.withheld(surveys.survey_of(session, member, study))
    return tuple(filter(None, [withheld, *(f"{title}. {TOO_FEW}" for title in hidden)]))
