"""A file that is not TOML is answered with the line as it stands and what is usually the matter with it."""

import pytest

from casereview.instruments.loading import InstrumentError, load, loads
from tests.tiny import TINY_TEXT as TINY

MISTAKES = [
    ('title = "Tiny"', "title = “Tiny”", "line 4, `title = “Tiny”`", "quotation marks are curled"),
    ('title = "Tiny"', "title = Tiny", "line 4, `title = Tiny`", "straight quotation marks"),
    ('title = "Tiny"', 'title = "Tiny', "line 4, `title = \"Tiny`", "a quotation mark is not closed"),
    ('title = "Tiny"', 'title "Tiny"', "line 4, `title \"Tiny\"`", "there is no = after the key"),
    ('title = "Tiny"', 'title = "Tiny" "x"', "line 4", "something stands after the end of the value"),
    ('title = "Tiny"', 'title = "Tiny"\ntitle = "T"', "line 5, `title = \"T\"`", "stands here a second time"),
    ('title = "Tiny"', 'title = "C:\\Tiny"', "line 4", "write \\ as"),
    ("required = true", "required = True", "`required = True`", "true, false and numbers stand without"),
    ("{ chance = [\"yes\"] }\noptions", "{\nchance = [\"yes\"] }\noptions", "`ask_if = {`", "stand on one line"),
    ("label = \"Home\", rank = 1 },", "label = \"Home\", rank = 1 }", "", "a comma or a closing ] is missing"),
    ("[[sections]]", "[[sections]", "`[[sections]`", "headings are [one] or [[many]]"),
    ("[[sections]]", "sections", "`sections`", "no = after the key"),
    ("[[derived]]", "[sections.questions]", "`[sections.questions]`", "double brackets"),
    ('title = "Tiny"', 'title = """Tiny', "at the end", "a quotation mark is not closed"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "place", "said"), MISTAKES)
def test_the_line_is_shown_with_what_to_do(right, wrong, place, said):
    assert right in TINY
    with pytest.raises(InstrumentError) as caught:
        loads(TINY.replace(right, wrong, 1), "tiny.toml")
    assert str(caught.value).startswith("tiny.toml: ")
    assert place in str(caught.value).partition(": it is not valid TOML: ")[0]
    assert said in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_mark_that_windows_puts_before_a_text_is_no_mistake(tmp_path, encoding):
    path = tmp_path / "tiny.toml"
    path.write_text(TINY.replace('"Tiny"', '"Tiny – café"'), encoding)
    assert load(path).title == "Tiny – café"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_way_of_writing_letters_says_how_to_save_it(tmp_path, encoding):
    path = tmp_path / "tiny.toml"
    path.write_text(TINY.replace('"Tiny"', '"Café"'), encoding)
    with pytest.raises(InstrumentError, match=r'Notepad: Save as, Encoding "UTF-8"'):
        load(path)
