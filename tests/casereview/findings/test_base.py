"""Whatever base is declared, those in it and those left out are everybody, and each level is inside the one before."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from casereview.findings.base import LEVELS, level_mask, population
from casereview.instruments.finding import Base
from casereview.instruments.question import Row
from tests import every_finding
from tests.casereview.findings.test_frame import CONDITIONS, REFS

FRAME = every_finding.frame(30, 120)


@settings(deadline=None)
@given(
    of=st.sampled_from([*REFS, "help", "hours", "said"]),
    level=st.sampled_from(LEVELS),
    among=st.none() | CONDITIONS,
    row=st.none() | st.sampled_from(["tea", "cake"]),
    known=st.lists(st.sampled_from(REFS), max_size=2),
)
def test_a_base_and_those_left_out_are_everybody(of, level, among, row, known):
    base = Base(of=of, level=level, among=among, matching="best" if row else "")
    people = population(base, FRAME, row=Row(code=row, label=row) if row else None, known=known)
    assert people.n + sum(each.count for each in people.left_out) == len(FRAME)
    assert people.words


@settings(deadline=None)
@given(
    codes=st.sets(st.sampled_from(["had", "wanted", "no", "unclear"]), min_size=1), row=st.sampled_from(["tea", "cake"])
)
def test_a_base_of_codes_goes_row_by_row_and_says_so(codes, row):
    base = Base(of="help", level="answered", codes=tuple(sorted(codes)))
    people = population(base, FRAME, ref=f"help.{row}")
    wanted = [record.answers[f"help.{row}"].value in codes for record in FRAME.records]
    assert people.mask.tolist() == wanted
    assert people.n + sum(each.count for each in people.left_out) == len(FRAME)
    assert f"where “Help: {row.title()}” is " in people.words


@given(ref=st.sampled_from([*REFS, "help", "hours", "said"]))
def test_each_level_is_inside_the_one_before(ref):
    masks = [level_mask(FRAME, ref, level) for level in LEVELS]
    for outer, inner in pairwise(masks):
        assert not (inner & ~outer).any()
