"""The number a study leads with, in words for the project's home."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store.studies import instrument_of


@dataclass(frozen=True)
class Headline:
    """`number` stands large before `sentence`; `base` under both."""

    number: str
    sentence: str
    base: str


def leading(session: Session, member: Member, study: Study) -> Headline | None:
    """The study's first finding (`top = 1`), counted over everything; None where the instrument leads with none.

    Call it with a reading session: the numbers are those of the findings page, kept like them.
    """
    from casereview.findings.study import study_results
    from casereview.findings.wording import interval, n_of_n, shown, units
    from casereview.findings.wording import number as number_of

    instrument = instrument_of(session, study)
    if not any(each.top == 1 for each in instrument.findings):
        return None
    result = next(each for each in study_results(session, member, study)[1] if each.top == 1)
    number = shown(result.value, result.denominator, result.unit)
    between = interval(result.low, result.high, result.denominator) if result.unit == "share" else ""
    counted = result.unit in ("share", "count")
    out_of = n_of_n(result.numerator, result.denominator) if counted else number_of(result.denominator)
    of_what = f"{out_of} {units(instrument, result.denominator)}" if result.denominator else result.base
    base = f"{of_what[:1].upper()}{of_what[1:]}."
    return Headline(*split(number, result.headline), base + (f" Interval {between}." if between else ""))


def split(number: str, sentence: str) -> tuple[str, str]:
    """The number apart from its sentence: ("49%", "of cases could ..."); a sentence without it stays whole."""
    if not sentence.startswith(number):
        return "", sentence
    return number, sentence.removeprefix(number).lstrip(" ,")
