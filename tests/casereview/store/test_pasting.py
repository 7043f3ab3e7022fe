"""References pasted as a case list: every line a case, or nothing and the line that is wrong."""

import pytest

from casereview.database import write
from casereview.store import cases
from casereview.store.errors import KeyReused, NotAllowed, Refused
from casereview.store.pasting import MOST, paste_cases
from tests.builders import make_case, make_world


@pytest.fixture
def session(engine):
    with write(engine) as opened:
        yield opened


@pytest.fixture
def world(session):
    made = make_world(session)
    make_case(session, made.owner, made.study, "Held")
    return made


def listed(session, world) -> list[str]:
    return [line.reference for line in cases.case_lines(session, world.owner, world.study)]


def test_every_line_is_a_case_in_its_order(session, world):
    assert paste_cases(session, world.owner, world.study, " B-2 \r\n\n=A1+1\n O’Brien 😀 مرحبا\n") == 3
    assert listed(session, world) == ["Held", "B-2", "=A1+1", "O’Brien 😀 مرحبا"]


def test_a_line_is_kept_as_it_looks_and_one_of_no_width_is_blank(session, world):
    assert paste_cases(session, world.owner, world.study, "A\u200b1\n\ufeff\nB\u00a0 2\u00ad") == 2
    assert listed(session, world) == ["Held", "A1", "B 2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \n ", "at least one"), ("A\nB\na", "Lines 1 and 3"), ("A\nA\u200b", "Lines 1 and 2"),
     ("A\n\nheld", "already a case “Held”"),
     ("943\u200b4765919", "Line 1: The reference looks like an NHS number"),
     ("A\n943 476 5919", "Line 2: The reference looks like an NHS number"), ("A\tnorth", "Line 1 has more than one"),
     ("A\n" + "x" * 61, "Line 2"), ("\n".join(map(str, range(MOST + 1))), "at a time")],
)  # fmt: skip
def test_a_line_that_is_wrong_is_named_and_nothing_is_added(session, world, text, said):
    with pytest.raises(Refused, match=said):
        paste_cases(session, world.owner, world.study, text, client_key="k")
    assert listed(session, world) == ["Held"]


def test_sent_twice_it_is_added_once(session, world):
    for _ in range(2):
        assert paste_cases(session, world.owner, world.study, "A\nB", client_key="k") == 2
    assert listed(session, world) == ["Held", "A", "B"]
    with pytest.raises(KeyReused):
        paste_cases(session, world.owner, world.study, "C", client_key="k")


def test_only_a_facilitator_pastes(session, world):
    with pytest.raises(NotAllowed):
        paste_cases(session, world.colleague, world.study, "A")
