"""A sign that cannot be stored is named with the way to it, wherever it stands in the file."""

from casereview.instruments.spelling import hidden_signs


def test_the_way_to_a_sign_is_told():
    raw = {
        "id": "x",
        "notes": ["right", "wr\0ng"],
        "sections": [{"id": "one", "questions": [{"id": "a", "text": "\x07"}]}],
    }
    assert [each.place for each in hidden_signs(raw)] == ["x, notes", "x, sections, one, questions, a, text"]


def test_letters_of_every_script_and_new_lines_are_no_mistake():
    assert list(hidden_signs({"text": "Café\n\tمرحبا 🙂 –"})) == []
