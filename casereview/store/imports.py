"""Files that were imported: the same file twice adds nothing."""

from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import ImportBatch, Study
from casereview.store.scope import own, require, rows


def batch_of(session: Session, member: Member, study: Study, file_hash: str) -> ImportBatch | None:
    """What an earlier import of the file with this hash (sha256, hexadecimal) did, if there was one."""
    own(member, study)
    query = rows(member, ImportBatch).where(ImportBatch.study_id == study.id, ImportBatch.file_hash == file_hash)
    return session.exec(query).first()


def add_batch(
    session: Session,
    member: Member,
    study: Study,
    *,
    file_hash: str,
    file_name: str,
    added: int,
    updated: int = 0,
    submitted: int = 0,
) -> ImportBatch:
    """Notes an import in the transaction that does it. The database refuses a second row for the same file."""
    require(member, "import_cases")
    own(member, study)
    batch = ImportBatch(
        project_id=study.project_id, study_id=study.id, file_hash=file_hash, file_name=file_name[:255], added=added,
        updated=updated, submitted=submitted, person_id=member.person_id,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    return batch


def batches(session: Session, member: Member, study: Study) -> list[ImportBatch]:
    """The imports of a study, newest first."""
    own(member, study)
    query = rows(member, ImportBatch).where(ImportBatch.study_id == study.id)
    return list(session.exec(query.order_by(col(ImportBatch.id).desc())))
