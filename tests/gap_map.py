"""A tiny survey in which people name helpers, a directory and matches, for tests of the gap map."""

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Answer, Draft, Given
from casereview.gap_map.entry import Entry
from casereview.instruments.loading import loads
from casereview.models import Study
from casereview.store import studies, survey_answers, surveys

TEXT = """
id = "known"
version = 1
title = "What people know"
unit = "response"
unit_words = ["person", "people"]

[[attributes]]
id = "area"
text = "Where do you work?"
short = "Area"
type = "choice"
project_list = "area_known"
options = [{ code = "hill", label = "Hill" }, { code = "dale", label = "Dale" }, { code = "coast", label = "Coast" }]

[[sections]]
id = "one"
title = "One"

[[sections.questions]]
id = "help"
text = "Who helps with"
type = "grid"
max_length = 200
options = [{ code = "named", label = "Named one", other = true }, { code = "none", label = "Nobody" }]
rows = [
  { code = "eating", label = "Eating" },
  { code = "washing", label = "Washing" },
  { code = "reading", label = "Reading" },
]

[[sections.questions]]
id = "gaps"
text = "Are there gaps?"
type = "choice"
options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]

[gap_map]
question = "help"
by = "area"
"""
KNOWN = loads(TEXT, "known.toml")
ROWS = ("eating", "washing", "reading")
Said = dict[str, str]  # by row what was typed, "-" for nobody; "area" the place


def entry(name: str, *outcomes: str, places: tuple[str, ...] = (), **fields: str) -> Entry:
    """A service; everywhere unless places are given."""
    about = {"source": "Control list", "dated": "March 2026"} | fields
    return Entry(name, outcomes or ("eating",), places, not places, **about)


def answers(area: str = "", **said: str) -> dict[str, Answer]:
    """One person's answers as the findings read them: "-" for nobody, nothing for left blank."""
    found = {"area": Answer("answered", area) if area else Answer("left_blank")}
    for row in ROWS:
        words = said.get(row, "")
        chosen = Answer("answered", "none") if words == "-" else Answer("answered", "named", words)
        found[f"help.{row}"] = chosen if words else Answer("left_blank")
    return found


def reply_of(said: Said) -> Draft:
    """The same as a phone sends it."""
    found = {"area": Given(said["area"])} if said.get("area") else {}
    for row in ROWS:
        words = said.get(row, "")
        if words:
            found[f"help.{row}"] = Given("none") if words == "-" else Given("named", words)
    return found


def asked(session: Session, member: Member, replies: list[Said], *, key: str = "known", close: bool = True) -> Study:
    """A survey with these answers, closed unless it is to stay open."""
    study = studies.add_study(session, member, key=key, instrument_text=TEXT)
    survey = surveys.move(session, member, surveys.set_up(session, member, study), "open")
    for number, said in enumerate(replies):
        survey_answers.answer(session, survey.token, draft=reply_of(said), client_key=f"phone of {key} {number:09}")
    if close:
        surveys.move(session, member, survey, "closed")
    return study
