"""Sentences of the findings page: its title, what stands outside every number, and what the numbers can bear."""

from datetime import date

from casereview.findings import wording
from casereview.findings.result import SMALL
from casereview.models import Workshop
from casereview.web.findings.here import Here

SMALL_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def title(here: Here, n: int) -> str:
    """Case review: what 83 cases show."""
    return f"{here.study.title}: what {n:,} {wording.units(here.instrument, n)} {'shows' if n == 1 else 'show'}"


def origin(here: Here, workshops: list[Workshop]) -> str:
    """Six workshops, 8 September to 26 November 2026. Version 1 of the questions."""
    version = f"Version {here.study.instrument_version} of the questions."
    if not workshops:
        return version
    days = sorted(date.fromisoformat(each.held_on) for each in workshops if each.held_on)
    when = f", {between(days[0], days[-1])}" if days else ""
    return f"{in_letters(len(workshops))} {'workshop' if len(workshops) == 1 else 'workshops'}{when}. {version}"


def in_letters(n: int) -> str:
    """Small numbers in letters, others in digits."""
    return SMALL_NUMBERS[n] if n < len(SMALL_NUMBERS) else f"{n:,}"


def between(first: date, last: date) -> str:
    """8 September to 26 November 2026."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B %Y}"


def aside(here: Here) -> str:
    """4 cases are in no number: 2 parked, 1 skipped, 1 withdrawn. Nothing where every case counts."""
    total = sum(here.aside.values())
    if not total:
        return ""
    parts = ", ".join(f"{n:,} {state}" for state, n in here.aside.items())
    return f"{total:,} {wording.units(here.instrument, total)} {'is' if total == 1 else 'are'} in no number: {parts}."


def small_base(here: Here, n: int) -> str:
    """The warning over figures with a small base; nothing where the base bears them."""
    if n >= SMALL:
        return ""
    units = wording.units(here.instrument, n)
    left = "These filters leave" if here.chosen else "There are"
    return f"{left} {n} {units}, and a base under {SMALL} is small. Read the counts, not the percentages."


def cases_of(here: Here, denominator: float, n: int) -> str:
    """What follows a count under a lead number. Without a random draw, all of them are "cases reviewed" and no more."""
    units = wording.units(here.instrument, denominator)
    every = denominator == n and here.instrument.unit == "case"
    return f"{units} reviewed" if every and not here.study.random_draw else units


def about_intervals(here: Here, methods: list[str]) -> str:
    """What an interval means here, which depends on how the cases were drawn."""
    many = wording.units(here.instrument, 2)
    made = f"{'; '.join(methods)}. " if methods else ""
    drawn = here.study.how_drawn.rstrip(".")
    if here.study.random_draw:
        how = (
            f"of how the {many} were drawn: {drawn[:1].lower()}{drawn[1:]}"
            if drawn
            else f"the {many} were drawn at random"
        )
        return f"{made}They hold because {how}. They cover the luck of the draw, not how reviewers differ."
    return (
        f"{made}The {many} were not drawn at random, so every figure is of the {many} reviewed only. "
        f"{drawn + '. ' if drawn else ''}The interval shows how far chance alone moves a share of this many."
    )


def about_rounding(n: int) -> str:
    """Why the percentages are whole, or how many places they have."""
    whole = "Whole percentages, because every base is under 100" if n < 100 else "Whole percentages"
    if n >= wording.FEW_DECIMALS_FROM:
        whole = f"Percentages have one decimal where the base is {wording.FEW_DECIMALS_FROM:,} or more, and none below"
    return f"{whole}. Rounded parts may not add to the whole. A base under {SMALL} is marked as small."
