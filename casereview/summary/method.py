"""How we know, written by the product itself: who was reviewed, how drawn, when, by whom, in what words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from casereview.access import Member
from casereview.findings import wording
from casereview.scaling import DRAWS
from casereview.store import projects, workshops
from casereview.store.held_workshops import held_workshops
from casereview.summary.shown import Shown

Lines = list[tuple[str, str]]


def method(session: Session, member: Member, studies: Iterable[Shown], scaled: bool) -> Lines:
    """(term, words) in reading order, without empty terms. `scaled`: figures a year are shown."""
    begun = [each for each in studies if each.done]
    lines = [
        ("Cases", cases([each for each in begun if not each.is_survey])),
        ("Surveys", surveys([each for each in begun if each.is_survey])),
        ("Eligible, and how drawn", drawn(begun)),
        *held(session, member, begun),
        ("Left out", left_out(begun)),
        *wordings(begun),
        ("Agreement", agreement(begun)),
        ("Questions", "; ".join(f"{each.study.title}, version {each.study.instrument_version}" for each in begun)),
        ("Intervals", intervals(begun)),
        ("A year", a_year() if scaled else ""),
        ("What it is not", " ".join(dict.fromkeys(note for each in begun for note in each.instrument.notes))),
        ("Demonstration", DEMO if projects.project(session, member).demo else ""),
    ]
    return [(term, said) for term, said in lines if said]


DEMO = "The organisation and its cases are invented. Counts behind published percentages are reconstructed."


def cases(studies: Sequence[Shown]) -> str:
    """145 cases in workshops: 83 for Case review, 34 for Duplication. 102 notes: 102 for Contact notes.

    Unlike things are not added: other units, and cases that went to many reviewers.
    """
    kinds: dict[tuple[str, str], list[Shown]] = {}
    for each in studies:
        several = bool(each.instrument.kinds)
        units = "cases" if several else wording.units(each.instrument, 2)
        done = "put to several reviewers" if several else "reviewed" if each.instrument.unit == "case" else "counted"
        kinds.setdefault((units, done), []).append(each)
    return "\n".join(_counted(units, many, found) for (units, many), found in kinds.items())


def _counted(units: str, many: str, studies: Sequence[Shown]) -> str:
    total = sum(each.done for each in studies)
    said = f"{total:,} {units} {many}"
    if len(studies) == 1:
        return f"{said} for {studies[0].study.title}."
    return f"{said}: {', '.join(f'{each.done:,} for {each.study.title}' for each in studies)}."


def surveys(studies: Sequence[Shown]) -> str:
    """38 answers to Community services."""
    return ", ".join(f"{each.done:,} answers to {each.study.title}" for each in studies) + ("." if studies else "")


def drawn(studies: Sequence[Shown]) -> str:
    """Who was eligible and how they were drawn, for each study of cases, as its facilitator wrote it."""
    said = []
    for each in [each for each in studies if not each.is_survey]:
        how = each.study.how_drawn.rstrip(".")
        limit = "" if each.study.random_draw else "The figures are of the cases reviewed only"
        drawn_so = how or ("Drawn at random" if each.study.random_draw else "Not drawn at random")
        said.append(f"{each.study.title}: {'. '.join(part for part in (drawn_so, limit) if part)}.")
    return "\n".join(said)


def held(session: Session, member: Member, studies: Sequence[Shown]) -> Lines:
    """When the workshops on cases were held, and how many came from each team: attendances, which are not people."""
    on_cases = [shown.study for shown in studies if shown.instrument.unit == "case"]
    found = [each for study in on_cases for each in held_workshops(session, member, study)]
    teams: Counter[str] = Counter()
    for each in found:
        teams.update(workshops.attendance_of(session, member, each))
    days = sorted({date.fromisoformat(each.held_on) for each in found if each.held_on})
    who = ", ".join(f"{team} {people:,}" for team, people in teams.most_common())
    attended = f"{teams.total():,} attendances: {who}. An attendance is not a person." if teams else ""
    return [("Period", _period(days, len(found))), ("Who judged", attended)]


def _period(days: list[date], many: int) -> str:
    if not days:
        return ""
    workshops_held = f"{many} {'workshop' if many == 1 else 'workshops'}"
    first, last = (f"{day.day} {day:%B %Y}" for day in (days[0], days[-1]))
    return f"{workshops_held}, {first}." if first == last else f"{workshops_held}, {first} to {last}."


def left_out(studies: Sequence[Shown]) -> str:
    """Cases that are in no number, and why: set aside, or still waiting for their review."""
    states: Counter[str] = Counter()
    for each in studies:
        states.update(each.aside)
        states.update({"not reviewed yet": each.waiting})
    total = states.total()
    parts = ", ".join(f"{n:,} {state}" for state, n in states.items() if n)
    return f"{total:,} {'case is' if total == 1 else 'cases are'} in no number: {parts}." if total else ""


def wordings(studies: Sequence[Shown]) -> Lines:
    """What the room was asked: the question behind the number each study leads with, and what "ideal" meant."""
    asked, ideal = [], []
    for each in studies:
        texts = {question.id: question.text for question in each.instrument.questions}
        lead = next((finding for finding in each.instrument.findings if finding.top == 1), None)
        behind = getattr(lead.base, "of", "") if lead else ""
        asked += [f"“{texts[behind]}”"] if behind in texts else []
        ideal += [f"“{texts[finding.ideal]}”" for finding in each.instrument.findings if finding.ideal in texts]
    return [("Question", "\n".join(dict.fromkeys(asked))), ("Ideal", "\n".join(dict.fromkeys(ideal)))]


def agreement(studies: Sequence[Shown]) -> str:
    """How far two tables judged the same case alike, where some cases went to two."""
    found = [result.headline for each in studies for result in each.results if result.kind == "agreement"]
    return ". ".join(found) + ("." if found else "")


def intervals(studies: Sequence[Shown]) -> str:
    """What an interval covers here."""
    methods = dict.fromkeys(
        result.method for each in studies for result in each.results if result.top and result.method
    )
    if not methods:
        return ""
    return f"{'; '.join(methods)}. They cover the luck of the draw, not how reviewers differ."


def a_year() -> str:
    """How a year's range is made."""
    return (
        f"Every part of a year's figure is drawn {wording.number(DRAWS)} times with a fixed seed, and the range is "
        "the middle 95%. Where one part alone is uncertain, its own range is carried through."
    )
