"""Where the events stand on a line drawn to scale: as far apart as they happened, but never on top of each other."""

from collections.abc import Sequence

from casereview.stories.telling import Step

WIDTH, APART, EDGE = 1000.0, 34.0, 20.0  # of the drawing; between two dots; from its ends


def places(steps: Sequence[Step]) -> list[float]:
    """A place from EDGE to WIDTH - EDGE for each step, in order. Too near ones move right, then back from the end."""
    if not steps:
        return []
    first, last = steps[0].weeks, steps[-1].weeks
    room = WIDTH - 2 * EDGE
    apart = min(APART, room / max(len(steps) - 1, 1))
    found = [EDGE + room * (each.weeks - first) / ((last - first) or 1) for each in steps]
    for index in range(1, len(found)):
        found[index] = max(found[index], found[index - 1] + apart)
    found[-1] = min(found[-1], WIDTH - EDGE)
    for index in range(len(found) - 2, -1, -1):
        found[index] = min(found[index], found[index + 1] - apart)
    return [round(each, 1) for each in found]


def span(steps: Sequence[Step]) -> str:
    """How long it all took, in words: "about 3 years"; nothing for a single event."""
    if len(steps) < 2:
        return ""
    weeks = steps[-1].weeks - steps[0].weeks
    months = round(weeks * 7 / 30.44)
    if months < 2:
        return f"about {weeks} weeks" if weeks > 1 else "about a week"
    return f"about {months} months" if months < 24 else f"about {round(months / 12)} years"
