"""A whole number as a form or an address carries it: digits, and not more of them than Python takes."""

from flask import request

LONGEST = 9  # digits; Python refuses to read thousands of them


def whole_number(typed: str, longest: int = LONGEST) -> int | None:
    """The number, 0 or more; None for anything else, also for other scripts' digits and for more than `longest`."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= longest else None


def posted_number(name: str) -> int:
    """The whole number in a field; -1, which nothing has, for anything else."""
    found = whole_number(request.form.get(name, "").strip())
    return -1 if found is None else found


def posted_version() -> int:
    """The version of the row that the page was made from; -1, which no row has, where the field is damaged."""
    return posted_number("version")
