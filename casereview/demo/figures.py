"""The figures the demonstration comes to, each with its source: published as a share, or ours."""

from dataclasses import dataclass
from typing import Literal

from casereview.demo.files import words

Source = Literal["reconstructed", "ours"]


@dataclass(frozen=True)
class Figure:
    """`count` (a shared weight may be a half) of `of`, in a finding or one of its rows.

    `source` "reconstructed": the source prints only the share in `published`; "ours": it prints no figure.
    """

    finding: str
    count: float
    of: int
    source: Source
    row: str = ""
    published: str = ""


def figures() -> list[Figure]:
    """Every figure, in the order of the file."""
    return [Figure(**raw) for raw in words("figures.toml")["figures"]]
