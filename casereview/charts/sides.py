"""Groups side by side: one line for each answer of an ordered list, one column for each group, a bar in each cell."""

from collections.abc import Sequence
from dataclasses import replace

from casereview.charts import figures
from casereview.charts.axis import full_axis
from casereview.charts.specification import ChartRow, ChartSpec, Column, Figures, Mark
from casereview.findings.result import Result, Row, Series


def sided(series: Sequence[Series], title: str = "") -> ChartSpec:
    """The groups that have anybody in them; without rows where there is none.

    In each column the answer that most gave has the project's colour. A small base has counts and no shares.
    """
    held = [each for each in series if each.rows and any(row.denominator for row in each.rows)]
    columns = tuple(Column(each.label, "brand", f"{each.rows[0].denominator:,.0f} in all") for each in held)
    first = held[0].rows if held else ()
    rows = tuple(ChartRow(row.code, row.label, _cells(held, place)) for place, row in enumerate(first))
    return ChartSpec("", "sides", title, full_axis(), rows, _alt(title, columns, rows), "", columns=columns)


def of_result(result: Result) -> ChartSpec:
    """A distribution by groups, its answers in the order of their list."""
    return replace(sided(result.series, result.title), id=result.id, headline=result.headline, base=result.base)


def _cells(held: Sequence[Series], place: int) -> tuple[Mark, ...]:
    return tuple(_cell(each.rows[place], each.rows) for each in held)


def _cell(row: Row, rows: Sequence[Row]) -> Mark:
    most = row.numerator > 0 and row.numerator == max(each.numerator for each in rows)
    share = "" if row.small or not row.numerator else figures.of_row(row, "share").share
    said = Figures(share, f"{row.numerator:,.0f}", "")
    return Mark(row.value, None, None, "brand" if most else "grey", False, said)


def _alt(title: str, columns: Sequence[Column], rows: Sequence[ChartRow]) -> str:
    said = [
        f"{column.label}, {column.base}: "
        + ", ".join(f"{row.label} {row.marks[place].figures.cases}" for row in rows if row.marks[place].value)
        for place, column in enumerate(columns)
    ]
    return f"Side by side: {title}. {'; '.join(said)}."
