"""What support costs, as it is and as it would ideally have been: by who moved where, with base and interval."""

from flask import g, render_template

from casereview.database import now
from casereview.findings import wording as counts
from casereview.pricing.result import WEEKS, Costed, costed
from casereview.store import studies
from casereview.store.unit_costs import prices
from casereview.summary.shown import shown_study
from casereview.summary.wording import amount, plain, span, whole_pounds
from casereview.web.access import allowed
from casereview.web.database import session
from casereview.web.summary.blueprint import PLACE, blueprint, to


@blueprint.get(f"{PLACE}/<study>/costs")
@allowed("see_findings")
def costs(project: str, study: str) -> str:
    """Every pricing of the study's instrument; closed as its findings are."""
    shown = shown_study(session(), g.member, studies.study(session(), g.member, study))
    table = prices(session(), g.member)
    found = [costed(each, shown.frame, table) for each in shown.instrument.pricing] if shown.frame else []
    return render_template(
        "summary/costs.html", shown=shown, found=found, to=to, money=whole_pounds, amount=amount, span=span,
        weeks=plain(WEEKS, False), units=counts.units, between=between, lone=lone, today=now().date(),
    )  # fmt: skip


def between(found: Costed, net: bool = False) -> str:
    """The range of the mean difference a case a week, in words."""
    figure = found.drawn(net).figure
    return "" if figure.sure else f"{whole_pounds(figure.low)} to {whole_pounds(figure.high)}"


def lone(found: Costed) -> str:
    """The range with the luck of the cases alone, in words."""
    ends = found.interval()
    return f"{whole_pounds(ends[0])} to {whole_pounds(ends[1])}" if ends else ""
