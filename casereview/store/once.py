"""Keys that make a retry harmless: no answer does not mean not saved, so the same key always means the same row."""

import hashlib
import json
from collections.abc import Callable

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from casereview.access import Member
from casereview.models import ClientRequest
from casereview.store.errors import KeyReused

Body = dict[str, object]


def hashed(body: Body) -> str:
    """A hash of what was sent, the same however its keys are ordered."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def once(
    session: Session, member: Member, *, client_key: str | None, action: str, body: Body, make: Callable[[], int]
) -> int:
    """The number of the row that `make` made for this key, now or before. Without a key it is made each time.

    Where `make` raises, all it did is undone and the key stays free, also when the caller goes on and commits.
    Raises KeyReused where the key came before with another `action` or `body`.
    """
    with session.begin_nested():
        if not client_key:
            return make()
        key, body_hash = (member.project_id, client_key), hashed(body)
        if _claim(session, key, action, body_hash):
            request = session.get_one(ClientRequest, key)
            request.result_id = make()
            session.flush()
            return request.result_id
    earlier = session.get_one(ClientRequest, key, populate_existing=True)
    if (earlier.action, earlier.body_hash) != (action, body_hash) or earlier.result_id is None:
        raise KeyReused
    return earlier.result_id


def _claim(session: Session, key: tuple[int, str], action: str, body_hash: str) -> bool:
    """Whether this transaction is the first with the key. On PostgreSQL a second one waits here for the first."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = ClientRequest(project_id=key[0], client_key=key[1], action=action, body_hash=body_hash).model_dump()
    statement = insert(ClientRequest).values(**values).on_conflict_do_nothing().returning(col(ClientRequest.client_key))
    return session.connection().execute(statement).first() is not None
