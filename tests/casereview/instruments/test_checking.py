"""What would leave a study without its numbers, or a form that cannot be filled in, is refused before it is added."""

import pytest

from casereview.instruments.loading import InstrumentError, loads, parsed
from tests.every_finding import TOML as EVERY
from tests.tiny import TINY_TEXT as TINY

SURVEY = TINY.replace('unit = "case"', 'unit = "response"')
CHANCE = 'counts = { chance = ["yes"] }\nbase = { of = "chance", level = "answered" }'
KINDS = '[[kinds]]\ncode = "a"\nlabel = "A"\n[[kinds]]\ncode = "{}"\nlabel = "{}"\n\n[[sections]]'


YES = 'codes = ["yes"]\n'


def of(question, more=""):
    return f'of = "{question}"\n{more}base = {{ of = "{question}", level = "answered" }}'


# What is changed in the tiny instrument, and what must then be said.
MISTAKES = [
    ("[[sections]]", KINDS.format("a", "B"), "kinds: `a` is used twice"),
    ("[[sections]]", KINDS.format("b", ""), "kind b: `label` is empty; write it out"),
    ('title = "Tiny"', 'title = " "', "`title` is empty; write it out"),
    ('text = "Why that?"', 'text = ""', "question why: `text` is empty"),
    ('message = "The ideal is worse."', 'message = ""', "rule worse: `message` is empty"),
    ('type = "text"', 'type = "text"\nunit = "hours"', "question why: `unit` is for a number; this is a text"),
    ('type = "text"', 'type = "date"\nmin = 0', "question why: `min` is for a number; this is a date"),
    ('type = "text"', 'type = "text"\nlow_label = "bad"', "`low_label` is for a rating; this is a text"),
    ('type = "text"', 'type = "text"\nrows = [{ code = "r", label = "R" }]', "`rows` is for a grid; this is a text"),
    ('label = "Friend" }]', 'label = "Nurse" }]', "question helpers, rows: two rows are both called “Nurse”"),
    ('label = "North" }, {', 'label = "North", retired = true }, {', None),
    (
        'options = [{ code = "north", label = "North" }, { code = "south", label = "South" }]',
        'options = [{ code = "north", label = "North", retired = true }]',
        "question area: every option is retired or a heading",
    ),
    ('id = "why"', 'id = "kind"', "`kind` is a name that Casereview uses itself"),
    ('id = "why"', 'id = "any"', "`any` is a word of conditions"),
    ('project_list = "area"', 'ask_if = { chance = ["yes"] }', "question area, ask_if: a fact of the case list has no"),
    ('{ means = ["thing"] }', '{ means = ["people"] }', "`people` is a heading, which nobody chooses; name"),
    ('ask_if = { means = ["thing"] }', 'ask_if = { area = ["north"] }', None),
    ('when = { chance = ["yes"] }', 'when = { why = ["x"] }', "`why` is a text question, which has no codes"),
    ('when = { chance = ["yes"] }', 'when = { chanse = ["yes"] }', "no question `chanse`; did you mean `chance`?"),
    ("by {means}", "by {helpers}", "{helpers} is a grid; a sentence can hold only a question with one answer"),
    ("by {means}", "by {helpers.nurse}", "{helpers.nurse} is a grid"),
    ("by {means}", "by {means:>9}", "{means:>9} is not a question; write the id of one in the braces"),
    (CHANCE, f'headline = "{{value:.2f}} had"\n{CHANCE}', "headline: {value:.2f} is not known; use {value} or"),
    (", when = { lower", ', hint = "x" }, # { lower', "derived direction, option better: `when` is missing"),
    (CHANCE, f'{CHANCE}\n\n[[sections]]\nid = "two"\ntitle = "Two"', "section two: it asks nothing"),
    (CHANCE, f"{CHANCE}\n\n[lists.spare]\noptions = []", "list spare: it has no options"),
    (CHANCE, f"top = 4\n{CHANCE}", "finding chance: `top` is 4; use 3 or less"),
    (CHANCE, f'by = "kind"\n{CHANCE}', "finding chance: by: there is no question `kind`"),
    (f'"share"\ntitle = "A chance"\n{CHANCE}', f'"distribution"\ntitle = "T"\n{of("why")}', "`why` is a text: have it"),
    (
        f'"share"\ntitle = "A chance"\n{CHANCE}',
        f'"distribution"\ntitle = "T"\n{of("chance", YES)}',
        "`codes` is for the distribution of a whole grid",
    ),
    (CHANCE, f'lead = "yes"\n{CHANCE}', "`lead` is for kind distribution or rating; this is a share, so take it out"),
    (CHANCE, f'of = "chance"\n{CHANCE}', "`of` is for kind distribution, mean, rating or agreement; this is a share"),
    (CHANCE, f'weight = "split"\n{CHANCE}', "`weight` is for kind distribution; this is a share"),
    (CHANCE, f'level = "x"\n{CHANCE}', "`level` is for kind distribution; this is a share"),
    (CHANCE, f'actual = "x"\n{CHANCE}', "`actual` is for kind comparison; this is a share"),
    (CHANCE, f'unit = "hours"\n{CHANCE}', "`unit` is for kind mean or rating; this is a share"),
    (
        'options = [{ code = "north", label = "North" }, { code = "south", label = "South" }]',
        'options = [{ code = "north", label = "North", other = true }, { code = "south", label = "S", other = true }]',
        "question area: two options have `other = true`",
    ),
    (
        'options = [{ code = "north", label = "North" }, { code = "south", label = "South" }]',
        'options = [{ code = "north", label = "N", other = true }, '
        '{ code = "south", label = "S", other = true, retired = true }]',
        None,
    ),
    ("version = 1", "version = 1.5", "`version` is 1.5; use a whole number"),
    ('unit_words = ["case", "cases"]', 'unit_words = ["case"]', '`unit_words` is what one and several are called'),
    ('"Why that?"', '"Why\\u0007that?"', "why, text: There is a control character that cannot be seen after “Why”"),
    ("[[sections]]", "[sections]", "`sections` is a table; use a list in [ ], or repeat the heading in double"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), [each for each in MISTAKES if each[2]])
def test_a_mistake_is_said_in_words(right, wrong, said):
    assert right in TINY
    with pytest.raises(InstrumentError) as caught:
        loads(TINY.replace(right, wrong, 1), "tiny.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize(("right", "wrong"), [each[:2] for each in MISTAKES if not each[2]])
def test_what_is_no_mistake_is_taken(right, wrong):
    assert right in TINY
    assert loads(TINY.replace(right, wrong, 1), "tiny.toml").questions


def test_what_is_and_what_would_be_ideal_come_from_one_list():
    dream = 'text = "Dreams of"\ntype = "choice"\n'
    assert f'{dream}list = "places"' in EVERY
    sky = 'options = [{ code = "sky", label = "Sky", rank = 1 }]'
    other = EVERY.replace(f'{dream}list = "places"', dream + sky)
    with pytest.raises(InstrumentError, match="`lives` and `dream` have different options; use one `list` for both"):
        loads(other, "every.toml")


def test_options_beside_a_list_are_not_lost_without_a_word():
    dream = 'text = "Dreams of"\ntype = "choice"\nlist = "places"'
    assert dream in EVERY
    both = EVERY.replace(dream, dream + '\noptions = [{ code = "sky", label = "Sky", rank = 1 }]')
    with pytest.raises(InstrumentError, match='question dream: it has `options` and `list = "places"`, and only one'):
        loads(both, "every.toml")
    assert parsed(both, "every.toml").questions


def test_a_survey_asks_a_gated_question_on_a_later_page():
    with pytest.raises(InstrumentError, match="`chance` is asked on the same one; put this question into a later"):
        loads(SURVEY, "survey.toml")


def test_a_survey_has_no_reviewers_who_answer_alone():
    alone = SURVEY.replace("[[sections]]", '[[kinds]]\ncode = "a"\nlabel = "A"\nalone = true\n\n[[sections]]', 1)
    with pytest.raises(InstrumentError, match="kind a: `alone` is for reviewers of a case"):
        loads(alone, "survey.toml")


def test_a_study_that_was_added_opens_though_a_check_has_come_since():
    assert parsed(SURVEY, "survey.toml").unit == "response"
