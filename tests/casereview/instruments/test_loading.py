"""Every shipped instrument loads, and every kind of mistake is answered as file, place and what to do."""

import pytest

from casereview.instruments.loading import InstrumentError, load, loads, shipped
from tests.every_finding import TOML as EVERY
from tests.tiny import TINY_TEXT as TINY

# What is changed in the tiny instrument, and what must then be said.
MISTAKES = [
    (
        'base = { of = "chance", level = "answered" }',
        'base = "all"',
        'finding chance: `base` is "all"; write it like { of = "question"',
    ),
    (
        'level = "answered" }',
        'levl = "answered" }',
        "finding chance: `level` is missing; add it\ntiny.toml: finding chance: `levl`",
    ),
    ("[[sections]]", "[[sections]", "it is not valid TOML"),
    ('type = "text"', 'type = "essay"', 'question why: `type` is "essay"; use one of'),
    ('text = "Why that?"', 'txt = "Why that?"', "question why: `txt` is not a key that is known here"),
    ('text = "Why that?"\n', "", "question why: `text` is missing; add it"),
    ('code = "yes"', 'code = "Yes!"', 'option Yes!: `code` is "Yes!"; use small letters'),
    ('id = "why"', 'id = "chance"', "`chance` is used twice; give each its own"),
    ('code = "maybe"', 'code = "yes"', "question chance, options: `yes` is used twice"),
    ('list = "places"', 'list = "spaces"', "there is no list `spaces` in this file; add [lists.spaces]"),
    (
        'ask_if = { chance = ["yes"] }',
        'ask_if = { chnce = ["yes"] }',
        "question means, ask_if: there is no question `chnce`",
    ),
    (
        'ask_if = { chance = ["yes"] }',
        'ask_if = { chance = ["yeah"] }',
        "`chance` has no option `yeah`; it has yes, maybe, no",
    ),
    ('ask_if = { chance = ["yes"] }', 'ask_if = { lives = ["home"] }', "`lives` is not asked before this question"),
    ('ask_if = { chance = ["yes"] }', 'ask_if = { differs = ["lives", "ideal"] }', "a gate cannot use `differs`"),
    (
        'ask_if = { chance = ["yes"] }',
        'ask_if = { chance = "yes" }',
        '`chance` takes a list of codes such as ["yes", "maybe"]',
    ),
    ('ask_if = { chance = ["yes"] }', "ask_if = {}", "the condition is empty"),
    ('ask_if = { chance = ["yes"] }', 'ask_if = { helpers = ["helped"] }', "`helpers` is a grid; name a row of it"),
    ("{ lower = [", '{ lower = ["ideal"], any = [ { lower = [', "is not valid TOML"),
    ('higher = ["ideal", "lives"]', 'higher = ["ideal"]', "`higher` takes the two questions to compare"),
    (
        'higher = ["ideal", "lives"]',
        'higher = ["ideal", "chance"]',
        "`chance` cannot be compared; give each of its options a `rank`",
    ),
    (
        'parent = "people" },\n  { code = "nurse"',
        'parent = "peeple" },\n  { code = "nurse"',
        "its parent `peeple` is not an option here",
    ),
    ('level = "group" }', 'level = "group", parent = "friend" }', "its parents go round in a circle"),
    ("by {means}", "by {meens}", "playback number 1: {meens} is not a question"),
    ('counts = { chance = ["yes"] }', "", "finding chance: a share needs `counts`"),
    ('base = { of = "chance", level = "answered" }', "", "finding chance: `base` is missing; add it"),
    ('level = "answered"', 'level = "all"', "use one of"),
    ('base = { of = "chance"', 'base = { of = "chanc"', "finding chance, base: there is no question `chanc`"),
    ('base = { of = "chance"', 'base = { of = "helpers"', "a grid is named with its row"),
    ('title = "A chance"', 'title = "A chance"\nheadline = "{valu} had it"', "{valu} is not known"),
    ('title = "A chance"', 'title = "A chance"\nby = "why"', "it can only be shown by a choice; `why` is a text"),
    ('title = "A chance"', 'title = "A chance"\nheadline = "{value had it"', "headline: a { or } stands alone"),
    ("by {means}", "by {means", "playback number 1: a { or } stands alone"),
    ('label = "South"', 'label = "North"', "question area, options: two options are both called “North”"),
    ('label = "South"', 'label = ""', "option south: `label` is empty; write it out"),
    ('id = "area"', 'id = "workshop"', "`workshop` is a name that Casereview uses itself"),
    ('type = "text"', 'type = "rating"\npoints = 1', "question why: `points` is 1; use 2 or more"),
    ('same = ["ideal", "lives"]', 'direction = ["better"]', "option same: `direction` is not worked out before this"),
    (
        'counts = { chance = ["yes"] }\nbase = { of = "chance", level = "answered" }',
        'of = "helpers"\ncodes = ["helped"]\nbase = { of = "helpers", level = "asked", matching = "chance" }',
        "matching: `chance` has no option `nurse`, which is a row of `helpers`",
    ),
    ('type = "text"', 'type = "number"\nmax = inf', "question why: `max` is not a number that can be reached"),
    ('type = "text"', 'type = "number"\nmin = nan', "question why: `min` is not a number that can be reached"),
    ('type = "text"', 'type = "text"\npoints = 7', "question why: `points` is for a rating"),
    (
        'base = { of = "chance", level = "answered" }',
        'base = { of = "chance", level = "answered" }\ntop = 1\n[[findings]]\nid = "second"\nkind = "share"\n'
        'title = "Second"\ntop = 1\ncounts = { chance = ["no"] }\nbase = { of = "chance", level = "answered" }',
        "findings, top: `1` is used twice",
    ),
    (
        'base = { of = "chance", level = "answered" }',
        'base = { of = "chance", level = "answered" }\n[[findings]]\nid = "ticks"\nkind = "distribution"\n'
        'title = "Ticks"\nof = "chance"\nbase = "mentions"',
        'finding ticks, base: "mentions" is only a base for a distribution of a multiple choice',
    ),
    ('type = "text"\n', 'type = "text"\noptions = [{ code = "a", label = "A" }]\n', "a text question takes no options"),
]


def test_every_shipped_instrument_loads():
    paths = [path for versions in shipped().values() for path in versions]
    assert paths
    for path in paths:
        assert load(path).findings, path


def test_the_tiny_instrument_is_right():
    assert [q.id for q in loads(TINY, "tiny.toml").questions] == ["chance", "means", "why", "lives", "ideal", "helpers"]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_a_mistake_is_said_in_words(right, wrong, said):
    assert right in TINY
    with pytest.raises(InstrumentError) as caught:
        loads(TINY.replace(right, wrong, 1), "tiny.toml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("tiny.toml: ")


FINDINGS = [
    ('codes = ["had", "wanted"], among', 'codes = ["hd"], among', "codes: `help` has no option `hd`; it has had"),
    ('of = "help", level = "answered", codes', 'of = "lives", level = "answered", codes', "`codes` goes row by row"),
    (
        'ideal = "dream"\n',
        'ideal = "dream"\nby = "town"\n',
        "`by` does not go with comparison; use it on one of: share",
    ),
    ('kind = "agreement"\n', 'kind = "agreement"\nby = "town"\n', "`by` does not go with agreement"),
    ('title = "share"\n', 'title = "share"\nbeside = "choice"\n', "beside: `choice` is not an agreement; name one of"),
    ('across = ["agree", "feels.dry"]', 'across = ["agree", "feels"]', "a grid is named with its row"),
    ('across = ["agree", "feels.dry"]', 'across = ["agree", "happy"]', "rating question; `happy` is not one"),
    ('across = ["agree", "feels.dry"]', 'of = "feels"\nacross = ["agree"]', "or else `across` (several ratings)"),
    ('across = ["agree", "feels.dry"]', 'across = ["feels.dry"]', "base, of: name one of the ratings in `across`"),
    ('each = "rating"\npoints = 4', 'each = "rating"\npoints = 3', "one profile has one scale"),
    ('type = "rating"\n', 'type = "rating"\neach = "rating"\n', "`each` is for the rows of a grid"),
    ('type = "grid"\neach', 'type = "grid"\nbox = true\neach', "`box` goes with a choice or a grid"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FINDINGS)
def test_a_mistake_in_a_finding_is_said_in_words(right, wrong, said):
    assert right in EVERY
    with pytest.raises(InstrumentError) as caught:
        loads(EVERY.replace(right, wrong, 1), "every.toml")
    assert said in str(caught.value)


def test_a_grid_without_rows_is_said_in_words_though_a_condition_names_it():
    rowless = TINY.replace('rows = [{ code = "nurse", label = "Nurse" }, { code = "friend", label = "Friend" }]', "")
    with pytest.raises(InstrumentError, match="question helpers: a grid needs `rows`"):
        loads(rowless.replace('counts = { chance = ["yes"] }', 'counts = { "helpers.nurse" = ["helped"] }'), "x.toml")


def test_a_file_that_asks_nothing_is_said_in_words():
    with pytest.raises(InstrumentError, match="it asks nothing"):
        loads('id = "x"\nversion = 1\ntitle = "X"\nunit = "case"', "x.toml")


def test_a_file_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(InstrumentError, match="cannot be read; check the path"):
        load(tmp_path / "gone.toml")


def test_a_file_that_is_not_text_is_said_in_words(tmp_path):
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InstrumentError, match="not UTF-8"):
        load(tmp_path / "x.toml")


def test_project_lists_take_the_place_of_what_the_file_starts_from():
    instrument = loads(TINY, "tiny.toml")
    assert set(instrument.question["area"].by_code) == {"north", "south"}  # fills the caches first
    option = instrument.question["area"].options[0].replace(code="east", label="East")
    filled = instrument.with_lists({"area": (option,)})
    assert set(filled.question["area"].by_code) == {"east"}
    assert filled.item["area"].question.choosable == (option,)


def test_a_heading_is_never_chosen_and_its_options_count_under_it():
    means = loads(TINY, "tiny.toml").question["means"]
    assert [o.code for o in means.choosable] == ["friend", "nurse", "thing"]
    assert [means.at_level(c, "group").code for c in ("friend", "thing")] == ["people", "thing"]
    assert [means.at_level(c, "reason").code for c in ("friend", "thing")] == ["friend", "thing"]
