"""The figures of a story's group beside those of everybody: rounded, and hidden where few, since the story leaves.

Counts of 1 to 7 are hidden and the rest rounded to 5, as NHS England does for hospital data; also what is left of the
whole when the group is taken off, so that nothing can be worked back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.findings import wording
from casereview.findings.result import Result, quotient
from casereview.findings.study import study_results
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument
from casereview.store import progress
from casereview.stories.reading import Reading

FEW, STEP, MOST = 7, 5, 4


@dataclass(frozen=True)
class Line:
    """One finding of the group and of everybody. `here` is None where it is hidden."""

    title: str
    here: str | None
    base: str
    everyone: str
    everyone_base: str


@dataclass(frozen=True)
class Profile:
    """What is known of a group. `cases`: how many of it were reviewed, rounded; "" where too few."""

    name: str
    label: str
    attribute: str
    code: str
    cases: str
    lines: tuple[Line, ...]


def profile(session: Session, member: Member, reading: Reading) -> Profile | None:
    """The figures of the story's group, or None: none chosen, no right to findings, or the study is not complete."""
    attribute, instrument, study = reading.story.profile, reading.instrument, reading.study
    told = next((each for each in reading.shared if each.attribute == attribute), None)
    if told is None or not member.may("see_findings") or instrument.alone:
        return None
    if progress.tally_hidden(session, member, study):
        return None
    frame, here = study_results(session, member, study, {attribute: [told.code]})
    whole, everyone = study_results(session, member, study)
    lines = tuple(_line(a, b, instrument) for a, b in _pairs(instrument.findings, here, everyone))
    n, of = len(frame), len(whole)
    units = wording.units(instrument, 2)
    cases = "" if hidden(n, of) else f"About {rounded(n)} of {of} {units} reviewed"
    return Profile(told.name, told.label, attribute, told.code, cases, lines)


def _pairs(findings: Sequence[Finding], here: list[Result], everyone: list[Result]) -> list[tuple[Result, Result]]:
    """The shares the study leads with, then its other shares."""
    shares = {each.id: each.top or 99 for each in findings if each.kind == "share" and not each.by}
    pairs = [(a, b) for a, b in zip(here, everyone, strict=True) if a.id in shares and b.value is not None]
    return sorted(pairs, key=lambda pair: shares[pair[0].id])[:MOST]


def _line(here: Result, everyone: Result, instrument: Instrument) -> Line:
    units, all_n = wording.units(instrument, 2), everyone.denominator
    base = f"{wording.n_of_n(everyone.numerator, all_n)} {units}"
    shown = wording.shown(everyone.value, all_n, "share")
    rest = (everyone.numerator - here.numerator, all_n - here.denominator)
    few = _few(here.numerator, here.denominator) or _few(*rest)
    if few:
        return Line(here.title, None, "", shown, base)
    top, n = rounded(here.numerator), rounded(here.denominator)
    return Line(here.title, wording.shown(quotient(top, n), 100, "share"), f"About {top} of {n} {units}", shown, base)


def _few(part: float, whole: float) -> bool:
    return whole == 0 or any(0 < count <= FEW for count in (part, whole - part))


def hidden(n: float, of: float) -> bool:
    """Whether a group of `n` out of `of` is too small to say, or leaves too few."""
    return n == 0 or n <= FEW or 0 < of - n <= FEW


def rounded(count: float) -> int:
    """To the nearest 5."""
    return int(count / STEP + 0.5) * STEP
