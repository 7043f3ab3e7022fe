"""Text is kept as typed, or refused with a sentence that says what is in the way and where."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.text import TextError, as_seen, clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Falls at night.\r\nLives alone.\rSon visits.", "Falls at night.\nLives alone.\nSon visits."),
        ("one\u2028two", "one\ntwo"),
        ("Zoe\u0308", "Zoë"),
        ("tab\there", "tab\there"),
        ("👩‍🦽 بيت", "👩‍🦽 بيت"),
        ("a\u200bb\ufeff", "a\u200bb\ufeff"),
        ("", ""),
    ],
)
def test_it_keeps_what_people_write(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\x00", "NUL"),
        ("\x07", "control character"),
        ("\x0b", "control character"),
        ("\x7f", "control character"),
        ("\x85", "control character"),
        ("\ud83d", "half of a character"),
        ("\ufffe", "stands for no character"),
        ("\ufdd0", "stands for no character"),
        ("\U0001ffff", "stands for no character"),
        ("\u202e", "direction"),
        ("\u2066", "direction"),
    ],
)
def test_it_refuses_what_cannot_be_kept_and_says_where(character: str, words: str) -> None:
    with pytest.raises(TextError, match="after “needs a rail”") as refused:
        clean(f"She needs a rail {character}by the stairs")
    assert words in str(refused.value)
    assert character not in str(refused.value)


def test_it_says_at_the_start_where_there_is_nothing_before() -> None:
    with pytest.raises(TextError, match="at the start"):
        clean("\x00")


def test_it_says_how_many_characters_are_too_many() -> None:
    assert clean("e\u0301" * 10, max_length=10) == "é" * 10
    with pytest.raises(TextError, match=r"2 characters too long\. Keep it to 1,000"):
        clean("x" * 1002, max_length=1000)


@given(st.text())
def test_it_gives_text_a_database_can_hold_or_a_sentence(text: str) -> None:
    try:
        kept = clean(text)
    except TextError as error:
        assert str(error).endswith(".")
        return
    kept.encode("utf-8")
    assert "\0" not in kept and "\r" not in kept
    assert clean(kept) == kept == unicodedata.normalize("NFC", kept)


def test_a_name_as_seen_is_what_somebody_would_type_who_reads_it() -> None:
    assert as_seen("\ufeffA\u00a0\u2003B\u200b\u00ad\n") == "A B"
    assert as_seen(" one\t1 \n two ") == "one 1\ntwo"
    family = "\U0001f468\u200d\U0001f469"
    assert as_seen(family) == family
