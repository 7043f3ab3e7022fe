"""A case list pasted as text: one reference a line, all of them or none."""

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store.errors import Refused
from casereview.store.many_cases import NewCase, add_cases
from casereview.store.once import once
from casereview.store.references import check_reference
from casereview.text import as_seen

MOST = 2000


def paste_cases(session: Session, member: Member, study: Study, text: str, *, client_key: str | None = None) -> int:
    """Adds a case for each line at the end of the list. How many; the same for the same key, once however often sent.

    Raises Refused, naming the line, for a reference that is too long, in use, twice, or may name a person.
    """
    lines = {number: line.strip() for number, line in enumerate(text.splitlines(), 1) if as_seen(line)}
    if not lines:
        raise Refused("Paste at least one reference.")
    if len(lines) > MOST:
        raise Refused(f"That is {len(lines):,} lines. Paste {MOST:,} at most at a time, or bring a workbook.")
    lines = {number: _checked(number, line) for number, line in lines.items()}
    _check_once(lines)

    def make() -> int:
        add_cases(session, member, study, [NewCase(line, "", {}) for line in lines.values()])
        return len(lines)

    body: dict[str, object] = {"study": study.id, "lines": list(lines.values())}
    return once(session, member, client_key=client_key, action="paste", body=body, make=make)


def _checked(number: int, line: str) -> str:
    """The reference on this line, as it is kept. Raises Refused, naming the line."""
    if "\t" in line:
        raise Refused(f"Line {number} has more than one column. Paste the references alone; facts come in a workbook.")
    try:
        return check_reference(line)
    except Refused as error:
        raise Refused(f"Line {number}: {error}") from error


def _check_once(lines: dict[int, str]) -> None:
    """Raises Refused where a reference stands twice; capital and small letters count as the same."""
    seen: dict[str, int] = {}
    for number, line in lines.items():
        first = seen.setdefault(line.casefold(), number)
        if first != number:
            raise Refused(f"Lines {first} and {number} have the same reference. Each case needs its own.")
