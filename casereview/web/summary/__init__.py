"""The summary: what the director sees; cited figures; opportunities, unit costs, trying; the order of it all."""

from casereview.web.summary import cited, costs, opportunities, order, page, trying, unit_cost_table, unit_costs
from casereview.web.summary.blueprint import blueprint

__all__ = [
    "blueprint",
    "cited",
    "costs",
    "opportunities",
    "order",
    "page",
    "trying",
    "unit_cost_table",
    "unit_costs",
]
