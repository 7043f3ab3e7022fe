"""What a study already holds, read in a few queries however many cases: an import is compared with this."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.answers import Given
from casereview.models import Allotment, CaseFact, ClientRequest, Response, ReviewedCase, StoredAnswer, Study
from casereview.store.scope import cases_of, own, require
from casereview.store.studies import instrument_of, item_numbers
from casereview.store.values import given
from casereview.store.workshops import tables_of, workshops

KEYS = "import-"  # what the client keys of imported rows begin with


@dataclass(frozen=True)
class Existing:
    """A case that is here: its facts, and the answers of its counting review where that was submitted.

    `read_apart`: its reviews are other people's own, so that answers from a file would open one more beside them.
    """

    case: ReviewedCase
    facts: Mapping[str, Given]
    answers: Mapping[str, Given] | None = None
    being_typed: bool = False
    workshop: str = ""
    table: str = ""
    read_apart: bool = False


@dataclass(frozen=True)
class Standing:
    """`cases` by reference, `places` the tables of each workshop by title, `keys` those of rows imported before."""

    cases: Mapping[str, Existing] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()

    @property
    def says(self) -> object:
        """All of it as plain values: the same exactly when nothing has changed that an import looks at."""
        cases = {
            reference: (
                each.case.id, each.case.version, each.case.status, each.case.summary, each.facts, each.answers,
                each.being_typed, each.workshop, each.table, each.read_apart,
            )
            for reference, each in self.cases.items()
        }  # fmt: skip
        return cases, self.places, self.keys


def standing_of(session: Session, member: Member, study: Study) -> Standing:
    """Everything the import of a file is compared with. Raises NotAllowed, NotFound."""
    require(member, "import_cases")
    own(member, study)
    places = {w.title: tuple(t.name for t in tables_of(session, member, w)) for w in workshops(session, member, study)}
    keys = select(ClientRequest.client_key).where(
        ClientRequest.project_id == member.project_id, col(ClientRequest.client_key).startswith(KEYS)
    )
    return Standing(_cases(session, member, study), places, frozenset(session.exec(keys)))


def _cases(session: Session, member: Member, study: Study) -> dict[str, Existing]:
    refs = {number: ref for ref, number in item_numbers(session, study).items()}
    facts, responses = _facts(session, study, refs), _responses(session, study)
    answers = _answers(session, study, refs)
    places, apart = _place_names(session, member, study), _read_apart(session, study)
    found = session.exec(cases_of(member, study).where(col(ReviewedCase.deleted_at).is_(None)))
    made = {}
    for case in found:
        response = responses.get(case.id)
        made[case.reference] = Existing(
            case,
            facts[case.id],
            answers[response.id] if response and response.status == "submitted" else None,
            bool(response and (response.editing or (response.status == "draft" and response.touched_at))),
            places.get((case.workshop_id, None), ""),
            places.get((case.workshop_id, case.table_id), "") if case.table_id else "",
            case.id in apart,
        )
    return made


def _facts(session: Session, study: Study, refs: dict[int, str]) -> defaultdict[int, dict[str, Given]]:
    query: Any = select(CaseFact.case_id, CaseFact.item_id, CaseFact.value, CaseFact.other)
    query = query.join(ReviewedCase, col(ReviewedCase.id) == CaseFact.case_id)
    return _gathered(
        session, query.where(ReviewedCase.study_id == study.id, CaseFact.project_id == study.project_id), refs
    )


def _answers(session: Session, study: Study, refs: dict[int, str]) -> defaultdict[int, dict[str, Given]]:
    query: Any = select(StoredAnswer.response_id, StoredAnswer.item_id, StoredAnswer.value, StoredAnswer.other)
    query = query.join(Response, col(Response.id) == StoredAnswer.response_id)
    query = query.where(Response.study_id == study.id, StoredAnswer.project_id == study.project_id)
    return _gathered(session, query, refs)


def _gathered(session: Session, query: Any, refs: dict[int, str]) -> defaultdict[int, dict[str, Given]]:
    found: defaultdict[int, dict[str, Given]] = defaultdict(dict)
    for owner, item, value, other in session.connection().execute(query):
        entry = given(value, other)
        if entry is not None and item in refs:
            found[owner][refs[item]] = entry
    return found


def _responses(session: Session, study: Study) -> dict[int, Response]:
    """The counting response of each case; none where reviewers answer alone, whose answers an import must not show."""
    if instrument_of(session, study).alone:
        return {}
    query = select(Response).where(Response.project_id == study.project_id, Response.study_id == study.id)
    query = query.where(col(Response.counting).is_(True), col(Response.deleted_at).is_(None))
    return {response.case_id: response for response in session.exec(query)}


def _read_apart(session: Session, study: Study) -> set[int]:
    """The cases that have reviews or several readers, but no review where the answers of a file would go."""
    if instrument_of(session, study).alone:
        return set()  # no answers at all can be brought
    of: Any = select(Response.case_id).where(Response.project_id == study.project_id, Response.study_id == study.id)
    of = of.where(col(Response.deleted_at).is_(None))
    ours = of.where(Response.seat == "", Response.kind == "", Response.round == 1)
    several = select(Allotment.case_id).where(Allotment.project_id == study.project_id)
    several = several.group_by(col(Allotment.case_id)).having(func.count() > 1)
    return {*session.exec(of), *session.exec(several)} - set(session.exec(ours))


def _place_names(session: Session, member: Member, study: Study) -> dict[tuple[int | None, int | None], str]:
    names: dict[tuple[int | None, int | None], str] = {}
    for workshop in workshops(session, member, study):
        names[workshop.id, None] = workshop.title
        names |= {(workshop.id, table.id): table.name for table in tables_of(session, member, workshop)}
    return names
