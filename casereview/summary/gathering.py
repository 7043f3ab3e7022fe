"""The whole summary of a project, for the page and for the command: one reading of everything it stands on."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from casereview.access import Member
from casereview.database import now
from casereview.models import CitedFigure, Opportunity, OpportunityPart, SummaryItem
from casereview.pricing.prices import Price, price_of
from casereview.store.cited import cited_figures
from casereview.store.opportunity_rows import opportunities, parts_of
from casereview.store.summary_items import items
from casereview.store.unit_costs import unit_costs
from casereview.summary import basis, headlines
from casereview.summary.headlines import Headline
from casereview.summary.method import Lines, method
from casereview.summary.opportunity import Row, rows
from casereview.summary.plan import Basis, Factor, Plan
from casereview.summary.shown import Shown, shown_studies
from casereview.summary.story import ShownStory, shown_story
from casereview.summary.total import Total, totals

PUT_AWAY = "The figure this rests on was put away. Bring it back, or choose another."
MOST_BY_ITSELF = 5  # headlines, where the project has not chosen its own


@dataclass(frozen=True)
class Chapter:
    """One chapter: what it shows, and the questions it leaves for the design."""

    title: str
    shows: tuple[Headline, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """Everything on the page. `closed`: why a figure is not shown, once each."""

    headlines: tuple[Headline, ...]
    chapters: tuple[Chapter, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    cited: tuple[CitedFigure, ...]
    method: Lines
    closed: tuple[str, ...]
    story: ShownStory | None = None


@dataclass(frozen=True)
class Gathered:
    """What lines and rows refer to, by number."""

    studies: dict[int, Shown]
    cited: dict[int, CitedFigure]
    rows: tuple[Row, ...]
    prices: dict[int, Price]  # of the unit cost table, by number

    def headline(self, item: SummaryItem) -> Headline | None:
        """What a line shows; None for a question, and for what is closed or was put away."""
        if item.study_id is not None:
            return headlines.of_finding(self.studies[item.study_id], item.finding)
        if item.cited_id is not None:
            found = self.cited.get(item.cited_id)
            return headlines.of_cited(found) if found else None
        row = next((row for row in self.rows if item.opportunity_id in _numbers(row)), None)
        return headlines.of_opportunity(row) if row else None


def _numbers(row: Row) -> set[int]:
    return {plan.number for plan in row.plans}


def gather(session: Session, member: Member) -> Summary:
    """The summary as this member may see it. Raises NotAllowed."""
    found = everything(session, member)
    lines = items(session, member)
    shown = tuple(row for row in found.rows if row.shown)
    tops = tuple(each for line in lines if not line.chapter and (each := found.headline(line)))
    whys = [each.why for each in found.studies.values() if each.why and (each.done or each.study.target)]
    return Summary(
        headlines=tops or _by_itself(found),
        chapters=_chapters(found, lines),
        rows=shown,
        totals=tuple(totals(shown)),
        cited=tuple(found.cited.values()),
        method=method(session, member, found.studies.values(), bool(shown)),
        closed=tuple(dict.fromkeys([*whys, *(f"{row.title}: {row.wrong}" for row in found.rows if row.wrong)])),
        story=shown_story(session, member, found.studies),
    )


def everything(session: Session, member: Member) -> Gathered:
    """Studies, cited figures and opportunities, worked out."""
    studies = shown_studies(session, member)
    cited = {each.id: each for each in cited_figures(session, member)}
    table = {each.id: price_of(each) for each in unit_costs(session, member)}
    found = Gathered(studies, cited, (), table)
    plans = [plan_of(session, member, each, found) for each in opportunities(session, member)]
    return replace(found, rows=tuple(rows(plans)))


def plan_of(session: Session, member: Member, row: Opportunity, found: Gathered) -> Plan:
    """An opportunity as the store keeps it, with the figure it rests on and its prices as they stand today."""
    factors = tuple(_factor(each, found) for each in parts_of(session, member, row))
    overlap = Factor("factor", f"Counted twice: {row.title}", row.overlap, row.overlap_low, row.overlap_high, True)
    return Plan(
        row.public_id, row.title, row.kind, row.unit, row.unit_words, _basis(row, found), factors, row.sentence,
        row.lever_group, row.reading, row.assumption, overlap, row.overlap_note, row.note, row.id, row.first_months,
    )  # fmt: skip


def _factor(part: OpportunityPart, found: Gathered) -> Factor:
    price = found.prices.get(part.unit_cost_id or 0)
    if price is None:
        return Factor(part.role, part.label, part.stated, part.low, part.high, part.percent, part.source)
    return Factor(
        part.role, price.label, price.gross, price.low, price.high, False, price.defended(now().date()),
        price.contribution, unit_cost=True,
    )  # fmt: skip


def _basis(row: Opportunity, found: Gathered) -> Basis:
    if row.study_id is not None:
        shown = found.studies[row.study_id]
        pricing = next((each for each in shown.instrument.pricing if each.id == row.finding), None)
        if pricing is not None:
            return basis.of_pricing(shown, pricing, {each.item: each for each in found.prices.values()})
        return basis.of_finding(shown, row.finding)
    figure = found.cited.get(row.cited_id or 0)
    return basis.of_cited(figure) if figure else Basis("A cited figure", None, "", why=PUT_AWAY)


def _by_itself(found: Gathered) -> tuple[Headline, ...]:
    """The numbers the studies lead with, where the project has not chosen its headlines."""
    tops = [(result.top, each, result.id) for each in found.studies.values() for result in each.results if result.top]
    made = [headlines.of_finding(each, name) for _, each, name in sorted(tops, key=lambda top: top[0])]
    return tuple(each for each in made if each)[:MOST_BY_ITSELF]


def _chapters(found: Gathered, lines: list[SummaryItem]) -> tuple[Chapter, ...]:
    titles = dict.fromkeys(line.chapter for line in lines if line.chapter)
    made = []
    for title in titles:
        own = [line for line in lines if line.chapter == title]
        shows = tuple(each for line in own if (each := found.headline(line)))
        questions = tuple(line.words for line in own if line.words)
        made.append(Chapter(title, shows, questions))
    return tuple(each for each in made if each.shows or each.questions)
