"""The focus groups of the demonstration: what was said, read once or twice, settled, quoted, with its figures."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from casereview.access import Member
from casereview.answers import Given
from casereview.demo.files import words
from casereview.instruments.choosing import instrument_file
from casereview.models import Study
from casereview.store import cases, coding, quotes, responses, studies, workshops
from casereview.store.texts import Text, texts

NAME = "focus_groups.toml"


def contributions() -> list[dict[str, Any]]:
    """Every contribution, in the order it was said, as the file has it."""
    return list(words(NAME)["contributions"])


def load_focus_groups(session: Session, first: Member, second: Member) -> Study:
    """Writes the study. `first` types and reads every text, `second` reads those drawn for it, blind."""
    plan = words(NAME)
    study = _study(session, first, plan)
    coding.choose_twice(session, first, study, count=plan["twice"])
    every = texts(session, first, study)
    said = list(zip(every, plan["contributions"], strict=True))
    for member, reading in ((first, "codes"), (second, "second")):
        for text, raw in said:
            if raw.get(reading):
                coding.save_codes(session, member, study, key=text.key, codes=raw[reading])
    _settle(session, first, study, said)
    for text, raw in said:
        if "quote" in raw:
            quotes.pick_quote(session, first, study, key=text.key, **raw["quote"])
    for figure in plan["figures"]:
        quotes.say_figure(session, first, study, **figure)
    return study


def _study(session: Session, member: Member, plan: dict[str, Any]) -> Study:
    """The study with its three groups and everything that was said in them."""
    raw = plan["study"]
    text = instrument_file(raw["instrument"]).read_text("utf-8")
    settings = {key: raw[key] for key in ("key", "title", "target", "how_drawn")}
    study = studies.add_study(session, member, instrument_text=text, **settings)
    for note in raw["notes"]:
        studies.add_note(session, member, study, note)
    held = [workshops.add_workshop(session, member, study, **each) for each in plan["workshops"]]
    groups = list(dict.fromkeys(each["group"] for each in plan["contributions"]))
    for each in plan["contributions"]:
        facts = {"focus_group": Given(each["group"]), "role": Given(each["role"])}
        case = cases.add_case(session, member, study, facts=facts, workshop=held[groups.index(each["group"])])
        responses.enter(session, member, case, draft={"contribution": Given(each["words"])})
    return study


def _settle(session: Session, member: Member, study: Study, said: Sequence[tuple[Text, dict[str, Any]]]) -> None:
    versions = {each.key: each.row.version for each in texts(session, member, study) if each.row is not None}
    for text, raw in said:
        if "settled" in raw:
            version = versions[text.key]
            coding.settle(session, member, study, key=text.key, codes=raw["settled"], expected_version=version)
