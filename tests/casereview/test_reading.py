"""What people type becomes a value, or a sentence that says what is wrong and what to do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.answers import Given, Value
from casereview.instruments.question import Item, Option, Question, Row
from casereview.reading import ReadingError, read, show, typed
from casereview.text import TextError, clean

REASONS = (
    Option(code="care", label="Care"),
    Option(code="late", label="Offered late", parent="care"),
    Option(code="none", label="Never offered", parent="care"),
    Option(code="old", label="An old reason", retired=True),
    Option(code="else", label="Something else", other=True),
)
CHOICE = Question(id="why", text="Why?", type="choice", options=REASONS, max_length=20)
CHOICES = Question(id="why", text="Why?", type="choices", options=REASONS, max_length=20)
HOURS = Question(id="hours", text="Hours?", type="number", unit="hours a week", min=0, max=168)
ANY = Question(id="figure", text="How many?", type="number")
RATING = Question(id="fit", text="Fit?", type="rating", points=5, options=(Option(code="away", label="Not my area"),))
DATE = Question(id="when", text="When?", type="date")
TEXT = Question(id="note", text="Note", type="text", max_length=20)


def item(question: Question) -> Item:
    return Item(ref=question.id, question=question)


def message(question: Question, *raw: str) -> str:
    with pytest.raises(ReadingError) as refused:
        read(item(question), raw)
    assert refused.value.message == f"{refused.value.wrong} {refused.value.to_do}".strip() == str(refused.value)
    return refused.value.message


@pytest.mark.parametrize("question", [CHOICE, CHOICES, HOURS, RATING, DATE, TEXT])
@pytest.mark.parametrize("raw", [[], [""], ["  ", "\n"], ["", "", ""]])
def test_nothing_typed_is_left_blank(question: Question, raw: list[str]) -> None:
    assert read(item(question), raw) is None


def test_it_reads_one_choice_by_its_code() -> None:
    assert read(item(CHOICE), [" late "]) == Given("late")
    assert message(CHOICE, "late", "none") == "Two answers are given. Choose one."


def test_it_reads_a_row_of_a_grid_as_a_choice() -> None:
    grid = Question(id="grid", text="Each?", type="grid", options=REASONS, rows=(Row(code="a", label="A"),))
    assert read(Item(ref="grid.a", question=grid, row=grid.rows[0]), ["late"]) == Given("late")


def test_it_reads_choices_in_the_order_of_the_file_and_each_once() -> None:
    assert read(item(CHOICES), ["else", "late", "", "late"]) == Given(("late", "else"))


@pytest.mark.parametrize("question", [CHOICE, CHOICES])
def test_it_refuses_what_cannot_be_chosen(question: Question) -> None:
    assert message(question, "care").startswith("“Care” is a heading, not an answer.")
    assert message(question, "old").startswith("“An old reason” is no longer offered.")
    assert message(question, "Offered late").startswith("Not one of the answers.")


def test_it_keeps_the_other_text_only_with_the_option_that_asks_for_it() -> None:
    assert read(item(CHOICE), ["else"], " Fell\r\nill ") == Given("else", "Fell\nill")
    assert read(item(CHOICES), ["late", "else"], "Fell ill") == Given(("late", "else"), "Fell ill")
    assert read(item(CHOICE), ["late"], "Fell ill") == Given("late")
    assert read(item(CHOICE), ["else"]) == Given("else")
    with pytest.raises(ReadingError, match="5 characters too long"):
        read(item(CHOICE), ["else"], "x" * 25)


@pytest.mark.parametrize(
    ("raw", "value"), [("14", 14), ("14.5", 14.5), (" 100 ", 100), ("0", 0), ("-0", 0), (".5", 0.5), ("+7", 7)]
)
def test_it_reads_numbers_as_people_type_them(raw: str, value: float) -> None:
    assert read(item(HOURS), [raw]) == Given(value)


def test_it_reads_thousands_but_not_a_decimal_comma() -> None:
    assert read(item(ANY), [" 1,200 "]) == Given(1200.0)
    assert read(item(ANY), ["-1,234,567.25"]) == Given(-1234567.25)
    assert read(item(ANY), ["\u2212" + "3"]) == Given(-3.0)
    for raw in ("1,5", "1,20", "12,00", ",5", "1 200", "--3", ".", "-", "٣", "1.2.3", "½"):
        assert message(ANY, raw) == "Not a number. Type a number such as 14 or 14.5."


def test_it_refuses_words_and_numbers_out_of_range() -> None:
    assert message(HOURS, "14 hrs") == "Has letters in it. Type 14."
    assert message(HOURS, "lots") == "Has letters in it. Type a number."
    for raw in ("nan", "inf", "1e5", "0x10"):
        assert message(HOURS, raw).startswith("Has letters in it.")
    assert message(HOURS, "186") == "More than 168 hours a week. Check the number."
    assert message(HOURS, "-1") == "Less than 0 hours a week. Check the number."
    assert message(ANY, "9" * 400) == "Too large a number to keep. Check the number."


def test_it_reads_ratings_on_their_scale() -> None:
    assert read(item(RATING), ["5"]) == Given("5")
    assert read(item(RATING), ["away"]) == Given("away")
    for raw in ("0", "6", "3.5", "x", "05"):
        assert message(RATING, raw) == "Not on the scale. Choose a whole number from 1 to 5."


@pytest.mark.parametrize(
    "raw",
    [
        ["2026-03-27"],
        ["27/03/2026"],
        ["27.3.2026"],
        ["27 March 2026"],
        ["27th mar 2026"],
        ["27-Mar-2026"],
        ["27", "3", "2026"],
        ["27", "March", "2026"],
    ],
)
def test_it_reads_dates_as_people_type_them(raw: list[str]) -> None:
    assert read(item(DATE), raw) == Given("2026-03-27")


def test_it_never_guesses_a_date() -> None:
    assert message(DATE, "01/02/2026").startswith("Could be 1 February or 2 January.")
    assert read(item(DATE), ["02/02/2026"]) == Given("2026-02-02")
    assert read(item(DATE), ["1", "2", "2026"]) == Given("2026-02-01")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["30/02/2026"], "There is no such day."),
        (["29", "2", "2025"], "There is no such day."),
        (["13/13/2026"], "There is no such day."),
        (["27/03/26"], "The year is not in four figures."),
        (["27", "3", "0226"], "The year is not between 1900 and 2100."),
        (["27", "3", ""], "Not a whole date. Give the year too."),
        (["", "3", ""], "Not a whole date. Give the day and the year too."),
        (["27", "Sextember", "2026"], "There is no such month."),
        (["27", "3", "year"], "Not a date."),
        (["27", "3"], "Not a whole date."),
        (["yesterday"], "Not a date."),
        (["²", "3", "2026"], "Not a date."),
    ],
)
def test_it_refuses_days_that_do_not_exist(raw: list[str], said: str) -> None:
    assert message(DATE, *raw).startswith(said)


def test_it_cleans_text_and_says_how_much_is_too_much() -> None:
    assert read(item(TEXT), ["  Falls.\r\nAlone. "]) == Given("Falls.\nAlone.")
    assert message(TEXT, "x" * 23) == "The text is 3 characters too long. Keep it to 20."
    assert "NUL" in message(TEXT, "a\0b")


def test_it_shows_values_in_words() -> None:
    assert show(CHOICE, "late") == "Offered late"
    assert show(CHOICE, "else", "Fell ill") == "Something else: Fell ill"
    assert show(CHOICES, ("late", "else"), "Fell ill") == "Offered late; Something else: Fell ill"
    assert show(HOURS, 14.0) == "14 hours a week"
    assert show(ANY, 1234.5) == "1,234.5"
    assert show(RATING, "4") == "4 of 5"
    assert show(RATING, "away") == "Not my area"
    assert show(DATE, "2026-03-02") == "2 March 2026"
    assert show(TEXT, "As typed") == "As typed"
    assert show(TEXT, None) == ""


def cleanable(text: str) -> bool:
    try:
        return clean(text).strip() == text != ""
    except TextError:
        return False


VALUES: dict[str, tuple[Question, st.SearchStrategy[Value]]] = {
    "choice": (CHOICE, st.sampled_from(["late", "none", "else"])),
    "choices": (CHOICES, st.sampled_from([("late",), ("late", "none"), ("none", "else")])),
    "number": (ANY, st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)),
    "rating": (RATING, st.sampled_from(["1", "3", "5", "away"])),
    "date": (DATE, st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)),
    "text": (TEXT, st.text(max_size=20).filter(cleanable)),
}


@pytest.mark.parametrize("kind", list(VALUES))
@given(data=st.data())
def test_what_is_stored_reads_back_as_itself(kind: str, data: st.DataObject) -> None:
    question, values = VALUES[kind]
    value = data.draw(values)
    assert read(item(question), typed(value)) == Given(value)


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=30))
@pytest.mark.parametrize("question", [CHOICE, CHOICES, HOURS, ANY, RATING, DATE, TEXT])
def test_whatever_is_typed_gives_a_value_or_a_sentence(question: Question, raw: list[str], other: str) -> None:
    try:
        read(item(question), raw, other)
    except ReadingError as error:
        assert error.message.endswith(".")
