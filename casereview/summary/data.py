"""The summary as plain data for scripts: shares as fractions of 1, nothing rounded."""

from typing import Any

from casereview.models import CitedFigure
from casereview.summary.basis import printed
from casereview.summary.gathering import Summary
from casereview.summary.opportunity import Row
from casereview.summary.plan import Plan
from casereview.summary.total import Total


def as_data(summary: Summary) -> dict[str, Any]:
    """Plain data for scripts: shares as fractions of 1, nothing rounded."""
    return {
        "headlines": [each.to_json() for each in summary.headlines],
        "opportunities": [_row_data(row) for row in summary.rows],
        "totals": [_total_data(total) for total in summary.totals],
        "chapters": [
            {"title": each.title, "shows": [line.to_json() for line in each.shows], "questions": list(each.questions)}
            for each in summary.chapters
        ],
        "cited": [_cited_data(each) for each in summary.cited],
        "method": dict(summary.method),
        "closed": list(summary.closed),
        **({"story": summary.story.to_json()} if summary.story else {}),
    }


def _row_data(row: Row) -> dict[str, Any]:
    figures = {
        "share": row.share,
        "amount": row.amount,
        "pounds": row.pounds,
        "pounds_net": row.net,
        "first_year": row.first_figure,
        "other_share": row.other_share,
        "other_amount": row.other_amount,
    }
    plan = row.plan
    shown: dict[str, Any] = {"title": row.title, "kind": plan.kind, "unit": plan.unit, "unit_words": plan.unit_words}
    shown |= {"reading": plan.reading} if plan.reading else {}
    shown |= {name: figure.to_json() for name, figure in figures.items() if figure is not None}
    return shown | {"rests_on": [_plan_data(each) for each in row.plans]}


def _plan_data(plan: Plan) -> dict[str, Any]:
    said = {"title": plan.title, "figure": plan.basis.name, "base": plan.basis.words, "source": plan.basis.source}
    factors = [
        {name: getattr(each, name) for name in ("role", "label", "stated", "low", "high", "source")}
        for each in plan.factors
    ]
    return {**said, "assumption": plan.assumption, "parts": factors, "overlap": plan.overlap_note}


def _total_data(total: Total) -> dict[str, Any]:
    shown: dict[str, Any] = {"unit": total.unit, "words": total.words, **total.figure.to_json()}
    parts = {"taken_off": total.taken_off, "net": total.net, "first_year": total.first}
    shown |= {name: figure.to_json() for name, figure in parts.items() if figure}
    shown |= {"kind": total.kind} if total.kind else {}
    return shown | {"by_kind": {kind: figure.to_json() for kind, figure in total.by_kind}}


def _cited_data(figure: CitedFigure) -> dict[str, Any]:
    names = ("value", "percent", "low", "high", "unit", "sentence", "base", "source", "owner", "dated", "note")
    return {"printed": printed(figure)} | {name: getattr(figure, name) for name in names}
