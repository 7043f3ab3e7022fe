"""The findings of a study as it stands: counted once for each state of its data, lists and filters."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from sqlmodel import Session

from casereview.access import Member
from casereview.findings.counting import count
from casereview.findings.frame import Filters, Frame
from casereview.findings.result import Result
from casereview.models import Project, Study
from casereview.store import records, scope, studies

KEPT = 40  # states of studies remembered in this process

_kept: "OrderedDict[Hashable, tuple[Frame, list[Result]]]" = OrderedDict()
_lock = Lock()


def study_results(
    session: Session, member: Member, study: Study, filters: Filters | None = None
) -> tuple[Frame, list[Result]]:
    """The responses that meet `filters` and every finding over them, in the order of the file.

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


def _count(session: Session, member: Member, study: Study, filters: Filters, demo: bool) -> tuple[Frame, list[Result]]:
    """Agreement is counted over all reviews of a case, everything else over the one that counts."""
    instrument = studies.instrument_of(session, study)
    frame = Frame(instrument, records.records(session, member, study), demo).where(filters)
    reviews = frame
    if any(finding.kind == "agreement" for finding in instrument.findings):
        every = records.records(session, member, study, counting_only=False)
        reviews = Frame(instrument, every, demo).where(filters)
    return frame, [count(each, reviews if each.kind == "agreement" else frame) for each in instrument.findings]
