"""What must be said beside agreement: why a coefficient is low or missing, how many reviewers are enough."""

from casereview.agreement import Coefficient, Ratings, reviewers_needed
from casereview.findings.frame import Frame
from casereview.findings.wording import percent
from casereview.instruments.finding import Finding
from casereview.statistics import wilson

HIGH, LOW = 0.75, 0.41  # per cent agreement and above; a coefficient below (Landis and Koch 1977: "moderate" from 0.41)
FEWEST = 3  # reviewers of a case before it can be asked how many it takes


def notes(
    finding: Finding,
    frame: Frame,
    cases: Ratings,
    agreed: Coefficient,
    found: dict[str, tuple[str, Coefficient]],
) -> tuple[str, ...]:
    """The sentences, in the order they are read."""
    said = (*_same_answer(found), *_paradox(finding, frame, cases, agreed, found))
    return (*said, *_all_agree(cases, agreed), *_needed(cases))


def _all_agree(cases: Ratings, agreed: Coefficient) -> tuple[str, ...]:
    """Where every pair agreed, resampling has nothing to vary: how low the true share could be all the same."""
    n = len(cases)
    bounds = wilson(n, n) if all(len(case) == 2 for case in cases) else None
    if agreed.value != 1 or bounds is None:
        return ()
    return (
        f"All {n} cases agreed, so resampling gives no interval. A true agreement of {percent(bounds[0], n)} would "
        "still fit (Wilson score interval, 95%).",
    )


def _same_answer(found: dict[str, tuple[str, Coefficient]]) -> tuple[str, ...]:
    missing = [label for label, each in found.values() if each.value is None]
    if not missing:
        return ()
    return (f"Everybody gave one and the same answer throughout, so {' and '.join(missing)} cannot be worked out.",)


def _paradox(
    finding: Finding,
    frame: Frame,
    cases: Ratings,
    agreed: Coefficient,
    found: dict[str, tuple[str, Coefficient]],
) -> tuple[str, ...]:
    """High agreement beside a low coefficient: explained by how much one answer prevails."""
    low = [label for label, each in found.values() if each.value is not None and each.value < LOW]
    if agreed.value is None or agreed.value < HIGH or not low:
        return ()
    every = [answer for case in cases for answer in case]
    commonest = max(set(every), key=every.count)
    share = every.count(commonest) / len(every)
    return (
        f"Reviewers often agree and yet {low[0]} is low. {percent(share, len(every))} of all answers are "
        f"{_label(finding, frame, commonest)}, so most pairs would agree by chance alone, and a coefficient "
        "counts only what goes beyond chance. Read both.",
    )


def _label(finding: Finding, frame: Frame, place: int) -> str:
    options = frame.column(finding.of).options
    if finding.scale == "ordinal":
        ranks = sorted({option.rank for option in options if option.rank is not None})
        return " or ".join(f"“{option.label}”" for option in options if option.rank == ranks[place])
    return f"“{options[place].label}”"


def stable(cases: Ratings) -> list[int | None]:
    """Per case with enough reviewers, how many a stable answer takes; None where two answers are as common."""
    return [reviewers_needed(case) for case in cases if len(case) >= FEWEST]


def _needed(cases: Ratings) -> tuple[str, ...]:
    needed = stable(cases)
    known = [each for each in needed if each is not None]
    said = []
    if known:
        most = max(known)
        said.append(
            f"A stable answer takes {most} {'reviewer' if most == 1 else 'reviewers'}: the fewest whose commonest "
            "answer is everybody’s in 9 of 10 draws from those who reviewed, in every case that has a commonest answer."
        )
    ties = len(needed) - len(known)
    if ties:
        said.append(f"In {ties} {'case' if ties == 1 else 'cases'} two answers were given equally often.")
    return tuple(said)
