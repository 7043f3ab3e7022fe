"""A profile of ratings: hidden cell by cell, cut at the ends of the scale, led by a row that enough people rated."""

from casereview.answers import Given
from casereview.findings.counting import count
from casereview.findings.frame import Frame, Record
from casereview.instruments.loading import loads
from casereview.settling import derive, settle

TOML = """
id = "poll"
version = 1
title = "Poll"
unit = "response"
unit_words = ["person", "people"]
[[kinds]]
code = "staff"
label = "Staff"
[[kinds]]
code = "leaders"
label = "Leaders"
[[sections]]
id = "all"
title = "All"
[[sections.questions]]
id = "data"
text = "The data"
type = "grid"
each = "rating"
options = [{ code = "not_mine", label = "Not my area", missing = true }]
rows = [{ code = "there", label = "is there" }, { code = "used", label = "is used" }]
[[findings]]
id = "profile"
kind = "rating"
title = "Profile"
headline = "{lead}: {value}"
of = "data"
by = "kind"
base = { of = "data", level = "known" }
"""
POLL = loads(TOML, "poll.toml")


def poll(*groups: tuple[str, int, str, str]) -> Frame:
    """Groups of (kind, how many, points for there, points for used)."""
    records = []
    for kind, n, there, used in groups:
        draft = {"data.there": Given(there), "data.used": Given(used)}
        records += [Record(f"{kind}{i}", "", derive(POLL, settle(POLL, draft)), kind) for i in range(n)]
    return Frame(POLL, records)


def shown(frame: Frame) -> dict[str, list[str]]:
    (finding,) = POLL.findings
    return {series.code: [row.code for row in series.rows] for series in count(finding, frame).series}


def test_every_group_of_five_is_shown_at_every_row():
    assert shown(poll(("staff", 6, "4", "2"), ("leaders", 5, "3", "5"))) == {
        "staff": ["there", "used"],
        "leaders": ["there", "used"],
    }


def test_a_group_is_not_shown_at_a_row_that_few_of_it_rated_nor_what_would_give_it_away():
    frame = poll(("staff", 6, "4", "2"), ("leaders", 3, "3", "5"), ("leaders", 4, "3", "not_mine"))
    assert shown(frame) == {"staff": ["there"], "leaders": ["there"]}
    assert any("fewer than 5" in note for note in count(POLL.findings[0], frame).notes)


def test_a_row_that_few_rated_leads_nothing_and_hides_nothing_else():
    frame = poll(("staff", 3, "2", "5"), ("staff", 9, "2", "not_mine"))
    result = count(POLL.findings[0], frame)
    assert ([row.code for row in result.rows], result.value) == (["there"], 2.0)
    assert result.headline == "is there: 2.0 out of 5"


def test_an_interval_ends_where_the_scale_does():
    frame = poll(("staff", 6, "5", "1"), ("staff", 1, "3", "3"))
    high, low = count(POLL.findings[0], frame).rows
    assert (high.high, low.low) == (5.0, 1.0)


def test_nobody_is_no_number():
    result = count(POLL.findings[0], Frame(POLL, []))
    assert (result.value, result.headline) == (None, "Profile: no people")
