"""What could let somebody be recognised is found, and ordinary sentences are left alone."""

import pytest

from casereview.stories.finding import Part
from casereview.stories.names import names_in
from casereview.stories.recognising import COPIED, recognisable


def found(text, *, reference="MC-0007", places=(), sources=()):
    return [
        (each.what, each.words, each.grave)
        for each in recognisable([Part("Event 1", text)], reference, places, sources)
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("NHS number 943 476 5919 was on the letter.", "holds an NHS number"),
        ("Rang from 01603 212345.", "holds a phone number"),
        ("Wrote to ann@example.org.", "holds an e-mail address"),
        ("Lives near NR1 3XX.", "holds a postcode"),
        ("Was born on 3 May 1939.", "holds a date of birth"),
        ("As case mc-0007 shows.", "holds the reference of the case"),
        ("Fell on 14 February 2025.", "gives an exact day"),
        ("Fell on 14th of February, at night.", "gives an exact day"),
        ("Fell on February 14, at night.", "gives an exact day"),
        ("Fell on 14/02/25.", "gives an exact day"),
        ("Is 93.", "gives an age over 89"),
        ("A 101-year-old.", "gives an age over 89"),
        ("Is ninety-three.", "gives an age over 89"),
        ("After the hundredth birthday.", "gives an age over 89"),
        ("Fell after her 95th birthday.", "gives an age over 89"),
        ("A 97yo with no heating.", "gives an age over 89"),
        ("Man, age: 97, alone.", "gives an age over 89"),
        ("See mc 0007 for more.", "holds the reference of the case"),
        ("See MC0007 for more.", "holds the reference of the case"),
        ("Found on www.example.org/mary by a niece.", "holds a web address or a name online"),
        ("Wrote as @happymary.", "holds a web address or a name online"),
    ],
)
def test_what_has_to_go(text, what):
    assert (what, True) in [(each[0], each[2]) for each in found(text)]


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Fell in February 2025.", "gives a month, a year or a feast", "February 2025"),
        ("It began in May.", "gives a month, a year or a feast", "May"),
        ("After 2019 it grew worse.", "gives a month, a year or a feast", "2019"),
        ("Asked for help after Christmas.", "gives a month, a year or a feast", "Christmas"),
        ("Aged 86, he cares for his wife.", "gives an exact age", "Aged 86"),
        ("An 86 year old man.", "gives an exact age", "86 year old"),
        ("Said: “I have always managed.”", "quotes somebody", "I have always managed."),
        ("Went to the Willow Court day centre.", "looks like a name", "Willow Court"),
        ("Doris’s friends came.", "looks like a name", "Doris’s"),
        ("Mrs Quillfeather rang.", "looks like a name", "Mrs Quillfeather"),
        ("Norwich has a lunch club.", "looks like a name", "Norwich"),
        ("Then mary went home.", "looks like a name", "mary"),
        ("MARGARET’S fall was the first.", "looks like a name", "MARGARET’S"),
        ("O’Neill came. McDonald left.", "looks like a name", "O’Neill"),
        ("O’Neill came. McDonald left.", "looks like a name", "McDonald"),
        ("Later on d’Arcy rang.", "looks like a name", "d’Arcy"),
        ("Here محمد came.", "looks like a name", "محمد"),
        ("Lives in NR1 now.", "looks like half a postcode", "NR1"),
    ],
)
def test_what_needs_a_reason(text, what, words):
    assert (what, words, False) in found(text, places=("Norwich", "Eastern"))


@pytest.mark.parametrize(
    "text",
    [
        "A woman in her nineties lives alone in a flat on the fourth floor.",
        "The GP wrote to the MDT. Nobody came. I think so too.",
        "Now has 14 hours of care a week, for 30 weeks. She may march on.",
        "Three weeks later a son rang; the line was busy, and it's the son's view.",
        "On Monday the nurse visited. The eastern side is cold.",
        "The jack of all trades took 5 µg of B12 at 8PM, and it’s the GP’s view that he could.",
        "For 63 years he was a jean maker; on her birthday she sang a carol.",
        "He is 40 miles away and was 12 days in hospital. She is over 85.",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text):
    assert found(text, places=("Norwich", "Eastern")) == []


def test_words_copied_from_the_notes_are_found_and_a_shorter_run_is_not():
    notes = "Washes and dresses alone on good days. Equipment came, and most of it is in the shed."
    copied = "In spring equipment came and most of it is in the shed, sadly."
    (one,) = found(copied, sources=("Something else.", notes))
    assert one == ("is copied from the case’s notes", "equipment came and most of it is in the shed", False)
    assert longest_by_hand(copied, notes) == 10 >= COPIED
    assert found("Most of it is in the shed now.", sources=(notes,)) == []


def longest_by_hand(mine, theirs):
    """Every run of every length, the slow way."""
    mine, theirs = (text.lower().replace(",", "").replace(".", "").split() for text in (mine, theirs))
    runs = {" ".join(mine[a:b]) for a in range(len(mine)) for b in range(a + 1, len(mine) + 1)}
    return max(len(run.split()) for run in runs if f" {run} " in f" {' '.join(theirs)} ")


def test_the_same_thing_has_the_same_id_and_another_place_another():
    first, again, moved = (
        recognisable([Part(where, "Went to Willow Court.")], "", (), ())[0].id
        for where in ("Event 1", "Event 1", "Event 2")
    )
    assert first == again != moved


def test_names_are_said_once_and_long_ones_whole():
    assert names_in("He met Willow Court staff, then Willow Court Day Centre. Then he met Willow Court staff.") == [
        "Willow Court", "Willow Court Day Centre",
    ]  # fmt: skip
