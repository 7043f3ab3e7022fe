"""Columns, conditions for all responses at once, and filters that say what is wrong with them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereview.answers import Answer
from casereview.findings.column import UnknownAnswerError
from casereview.findings.frame import FilterError, Frame, Record
from casereview.instruments.conditions import AllOf, AnyOf, Compare, Is
from casereview.routing import holds
from tests import every_finding

REFS = [
    "town",
    "happy",
    "why",
    "main_why",
    "lives",
    "dream",
    "help.tea",
    "help.soup",
    "best",
    "agree",
    "direction",
    "all_why",
]


@st.composite
def simple(draw):
    if draw(st.booleans()):
        how = draw(st.sampled_from(["lower", "higher", "same", "differs"]))
        return Compare(how, draw(st.sampled_from(["lives", "dream"])), draw(st.sampled_from(["lives", "dream"])))
    ref = draw(st.sampled_from(REFS))
    codes = [option.code for option in every_finding.instrument().options_of(ref).options] + ["1", "2"]
    return Is(ref, tuple(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3))))


CONDITIONS = st.recursive(
    simple(),
    lambda inner: (
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition=CONDITIONS, seed=st.integers(0, 5))
def test_a_mask_is_true_exactly_where_the_condition_holds(condition, seed):
    frame = every_finding.frame(seed, 60)
    one_by_one = [
        holds(condition, {ref: answer.value for ref, answer in record.answers.items()}, frame.instrument)
        for record in frame.records
    ]
    assert frame.mask(condition).tolist() == one_by_one


@pytest.fixture
def frame() -> Frame:
    return every_finding.frame(1, 200)


def test_no_filter_is_the_frame_itself(frame):
    assert len(frame.where({})) == len(frame.where({"town": ()})) == 200


def test_filters_partition_the_responses(frame):
    towns = [option.code for option in frame.instrument.question["town"].options]
    parts = [len(frame.where({"town": (town,)})) for town in towns]
    without = sum(record.answers["town"].value is None for record in frame.records)
    assert all(parts)
    assert sum(parts) + without == 200


def test_codes_of_one_filter_are_joined_by_or_and_filters_by_and(frame):
    kept = frame.where({"town": ("north", "south"), "table": ("1",)})
    expected = [r for r in frame.records if r.answers["town"].value in ("north", "south") and r.table == "1"]
    assert list(kept.records) == expected
    assert list(frame.where({"town": ("north", "south")}).where({"table": ("1",)}).records) == expected


def test_a_heading_stands_for_everything_under_it(frame):
    kept = frame.where({"area": ("hills",)})
    assert {record.answers["area"].value for record in kept.records} == {"peak", "round"}
    assert len(kept) == len(frame.where({"area": ("peak", "round")}))


def test_a_filtered_frame_counts_only_its_own_responses(frame):
    before = frame.column("why").matrix().sum()
    south = frame.where({"town": ("south",)}).where({"kind": ("together",)})
    again = Frame(frame.instrument, south.records)
    for ref in REFS:
        assert (south.column(ref).matrix() == again.column(ref).matrix()).all()
        assert (south.column(ref).states == again.column(ref).states).all()
    assert frame.column("why").matrix().sum() == before


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"city": ("north",)}, "There is no filter “city”. Filter by one of: town, area, workshop, table, kind."),
        ({"happy": ("yes",)}, "There is no filter “happy”. Filter by one of: town, area, workshop, table, kind."),
        ({"town": ("west",)}, "“town” has no “west”. It has: north, south, shut, nowhere."),
        ({"workshop": ("tuesday",)}, "No response counted here has the workshop “tuesday”."),
        ({"kind": ("crowd",)}, "No response counted here has the kind of reviewer “crowd”."),
    ],
)
def test_a_filter_that_is_not_there_is_a_sentence(frame, filters, message):
    with pytest.raises(FilterError) as raised:
        frame.where(filters)
    assert str(raised.value) == message


def test_a_code_stays_known_when_another_filter_leaves_none_of_it(frame):
    nobody = frame.where({"town": ("shut",)}).where({"table": ("1",)}).where({"table": ("2",)})
    assert len(nobody) == 0


def test_an_answer_that_is_no_option_is_an_error_and_not_a_silence():
    record = Record("c1", "C1", {"happy": Answer("answered", "certainly")})
    with pytest.raises(UnknownAnswerError, match="The answer 'certainly' to “Happy\\?” is not one of its options"):
        Frame(every_finding.instrument(), [record]).column("happy")


def test_an_item_a_response_has_never_heard_of_was_not_asked():
    column = Frame(every_finding.instrument(), [Record("c1", "C1", {})]).column("help.tea")
    assert not column.asked().any()
