"""Which cases to give out, as a person says it: a number of them, or their references. Read from a posted form."""

from collections.abc import Mapping
from dataclasses import dataclass

from casereview.store.errors import Refused

HOWS = ("free", "second", "named")


@dataclass(frozen=True)
class How:
    """What was chosen, kept as typed until it is right."""

    how: str = "free"
    free: str = "10"
    second: str = ""
    references: str = ""
    to: str = "all"  # of a workshop: the number of a table, all of them to be dealt out over, or "" for none

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "How":
        """The form as posted; an unknown choice is the first."""
        how = form.get("how", "")
        texts = {name: form.get(name, "").strip() for name in ("free", "second", "references", "to")}
        return cls(how if how in HOWS else "free", **texts)

    def number(self, most: int) -> int:
        """How many were asked for. Raises Refused where it is no number, or there are fewer (`most`)."""
        typed = self.second if self.how == "second" else self.free
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 5 and int(typed) > 0):
            raise Refused("Write how many cases, as a whole number such as 10.")
        if int(typed) > most:
            there = f"There {'is' if most == 1 else 'are'} {most:,} to give, fewer than {int(typed):,}."
            raise Refused(f"{there} Nothing was given.")
        return int(typed)
