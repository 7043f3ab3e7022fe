"""Contributions to code, for tests: a tiny study of texts with two coders, and somebody else's beside it."""

from dataclasses import dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.models import Study
from casereview.store import texts
from casereview.store.texts import Text
from tests.builders import draft, make_case, make_member, make_response, make_study, make_world

TEXT = """
id = "said"
version = 1
title = "What was said"
unit = "contribution"

[[attributes]]
id = "role"
text = "Role"
type = "choice"
options = [{ code = "nurse", label = "Nurse" }, { code = "driver", label = "Driver" }]

[[sections]]
id = "one"
title = "One"

[[sections.questions]]
id = "point"
text = "What is the matter?"
type = "text"

[lists.matters]
options = [
  { code = "away", label = "Too far away", level = "kind" },
  { code = "no_bus", label = "No bus", parent = "away", level = "matter" },
  { code = "no_car", label = "No car", parent = "away", level = "matter" },
  { code = "full", label = "Full", level = "kind" },
]

[[derived]]
id = "matters"
text = "Which matters does it name?"
short = "Matters"
coding = "point"
code_frame = "matters"
speaker = "role"

[[findings]]
id = "kinds"
kind = "distribution"
title = "Kinds of matter"
of = "matters"
level = "kind"
order = "listed"
base = { of = "matters", level = "answered" }

[[findings]]
id = "ways"
kind = "distribution"
title = "Too far away"
of = "matters"
level = "matter"
under = "away"
order = "listed"
base = { of = "matters", level = "answered" }
"""
SAID = (
    "The bus stopped running.",
    "Nobody here has a car, and no bus comes.",
    "They are full until spring.",
    "No car.",
)


@dataclass
class Said:
    """A study with four contributions; `first` and `second` may code, `reviewer` may not."""

    study: Study
    first: Member
    second: Member
    reviewer: Member
    stranger: Member

    def all(self, session: Session) -> list[Text]:
        return texts.texts(session, self.first, self.study)


def make_said(session: Session) -> Said:
    """The study in a world with other people's rows, the same texts among them."""
    world = make_world(session)
    found = Said(
        make_study(session, world.owner, "said", TEXT),
        world.owner,
        world.colleague,
        make_member(session, world.project, "reviewer@example.org", "reviewer"),
        world.stranger,
    )
    for study, member in (
        (found.study, found.first),
        (make_study(session, world.stranger, "said", TEXT), world.stranger),
    ):
        for number, words in enumerate(SAID):
            role = "driver" if number == 3 else "nurse"
            made = make_case(session, member, study, facts=draft({"role": role}))
            make_response(session, member, made, {"point": words})
    return found
