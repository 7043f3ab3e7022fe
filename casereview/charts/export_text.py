"""A line of text in a picture that stands alone."""

from html import escape

from casereview.charts import svg

EDGE = 40


def text(
    x: float, y: float, words: str, size: int, fill: str = svg.INK, anchor: str = "start", bold: bool = False
) -> str:
    """`words` with their base line at `y`, in the picture's own pixels."""
    weight = ' font-weight="700"' if bold else ""
    look = f'font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(words)}</text>'
