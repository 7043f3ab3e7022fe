"""In a picture that stands alone no words lie over other words, however long the labels and the counts are."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from casereview.charts.building import specify
from casereview.charts.export import LEFT, Caption, standalone
from casereview.findings.counting import count
from tests import every_finding
from tests.exports import exported

CAPTION = Caption("Base: all.", "Left out: none.", "", "Riverside")
NARROWEST = 0.45  # of its size: hardly any text is set narrower, so what overlaps by this does overlap
SHOWN = {each.id: each for study in (exported.every(1, 60), exported.case_reviews(1, 40)) for each in study.results}


def boxes(picture: str) -> list[tuple[str, float, float, float, float]]:
    """Each text outside the bars with its left, right, top and bottom."""
    found = []
    for each in ET.fromstring(picture).findall("{*}text"):
        size, x, y = (float(each.attrib[name]) for name in ("font-size", "x", "y"))
        words = "".join(each.itertext())
        width = len(words) * size * NARROWEST
        left = x - width if each.attrib.get("text-anchor") == "end" else x
        found.append((words, left, left + width, y - size * 0.7, y))
    return found


def overlapping(picture: str) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(picture), 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


@pytest.mark.parametrize("finding", SHOWN)
@pytest.mark.parametrize("cases", ["Cases", "Decision makers", "Recommendations"])
def test_no_words_lie_over_others(finding, cases):
    picture = standalone(specify(SHOWN[finding], "", cases), CAPTION)
    assert len(boxes(picture)) > 4
    assert overlapping(picture) == []


def test_a_label_of_three_lines_has_the_room_it_needs():
    result = next(each for each in SHOWN.values() if len(each.rows) > 2 and not each.series)
    long = "Making use of necessary facilities or services in the local community, and getting there"
    rows = tuple(replace(row, label=f"{long} {number}") for number, row in enumerate(result.rows))
    assert overlapping(standalone(specify(replace(result, rows=rows), "", "Cases"), CAPTION)) == []


def test_the_bars_end_before_the_figures_begin():
    instrument = every_finding.instrument()
    agreement = next(each for each in instrument.findings if each.kind == "agreement")
    picture = standalone(specify(count(agreement, every_finding.frame(1, 60)), "", "Recommendations"), CAPTION)
    bars = next(each for each in ET.fromstring(picture).findall("{*}svg"))
    shares = [box for box in boxes(picture) if box[0].lstrip("-").replace(".", "").isdigit()]
    assert shares
    assert all(LEFT + float(bars.attrib["width"]) < left for _, left, *_ in shares)
