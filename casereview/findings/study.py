"""The findings of a study as it stands: counted once for each state of its data, lists and filters."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from sqlmodel import Session

from casereview.access import Member
from casereview.findings.counting import count
from casereview.findings.frame import Filters, Frame
from casereview.findings.result import Result
from casereview.models import Project, Study
from casereview.store import records, scope, studies

KEPT = 40  # states of studies remembered in this process

_kept: "OrderedDict[Hashable, Counted]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Counted:
    """A study under some filters: what counts, every review of the same cases (agreement is of these), the findings."""

    frame: Frame
    reviews: Frame
    results: list[Result]


def study_results(
    session: Session, member: Member, study: Study, filters: Filters | None = None
) -> tuple[Frame, list[Result]]:
    """The responses that meet `filters` and every finding over them, in the order of the file; as `counted`."""
    found = counted(session, member, study, filters)
    return found.frame, found.results


def counted(session: Session, member: Member, study: Study, filters: Filters | None = None) -> Counted:
    """The study under `filters`.

    Call it with a reading session: what it finds is kept until the study's data version or the project's lists move.
    Raises NotFound, NotAllowed (the member's rights are looked at each time), and FilterError for a filter that is
    not there.
    """
    scope.own(member, study)
    scope.require(member, "see_findings")
    project = session.get_one(Project, study.project_id)
    chosen = {key: tuple(sorted(set(codes))) for key, codes in (filters or {}).items() if codes}
    key = (study.public_id, study.data_version, project.lists_stamp, tuple(sorted(chosen.items())))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _count(session, member, study, chosen, project.demo)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _count(session: Session, member: Member, study: Study, filters: Filters, demo: bool) -> Counted:
    """Agreement is counted over all reviews of a case, everything else over the one that counts."""
    instrument = studies.instrument_of(session, study)
    counting, every = records.both(session, member, study)
    whole = Frame(instrument, counting, demo)
    if instrument.alone:
        whole.later = Frame(instrument, records.later_rounds(session, member, study), demo)
    frame = whole.where(filters)
    reviews = frame if every is counting else Frame(instrument, every, demo).where(filters)
    results = [count(each, reviews if each.kind == "agreement" else frame) for each in instrument.findings]
    return Counted(frame, reviews, results)
