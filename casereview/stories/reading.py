"""A story as it stands: what a reader is told, what the check finds, who checked it, and whether it may leave."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col

from casereview.access import Member
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question
from casereview.models import CaseStory, Person, ReviewedCase, StoryCheck, StoryEvent, Study
from casereview.store import stories, story_sources, studies
from casereview.store.errors import NotFound
from casereview.store.names import called
from casereview.store.scope import rows
from casereview.store.story_events import events, moment_of
from casereview.stories.finding import Found, Part
from casereview.stories.rarity import LEAST, Rare, Shared, rarity
from casereview.stories.recognising import recognisable
from casereview.stories.telling import Happened, Told, told_hash, told_steps


@dataclass(frozen=True)
class Reading:
    """Everything about one story. `check` is there only while it holds for these very words and facts."""

    story: CaseStory
    case: ReviewedCase
    study: Study
    instrument: Instrument
    events: tuple[StoryEvent, ...]
    told: Told
    shared: tuple[Shared, ...]
    rare: Rare
    found: tuple[Found, ...]
    check: StoryCheck | None
    checker: str

    @property
    def told_hash(self) -> str:
        return told_hash(self.told, [each.id for each in self.found])

    @property
    def leaves(self) -> bool:
        """Whether it may leave the project: checked, and its case not set aside since."""
        return self.check is not None and self.case.status == "open"

    @property
    def reasons(self) -> dict[str, str]:
        """Why what was found may stand, by its id."""
        return dict(json.loads(self.check.reasons)) if self.check else {}


def read_story(session: Session, member: Member, story: CaseStory) -> Reading:
    """The story for this member. Raises NotFound for one that is unchecked and neither theirs to write nor to check."""
    case, study = session.get_one(ReviewedCase, story.case_id), session.get_one(Study, story.study_id)
    instrument = studies.instrument_of(session, study)
    own = tuple(events(session, member, story))
    room = {(each.ref, each.code): each.label for each in story_sources.answered(session, case, instrument)}
    rows_by_case = story_sources.facts_by_case(session, study, instrument)
    shared, facts = _told_facts(instrument, json.loads(story.tells), rows_by_case.get(case.id, {}))
    happened = [_happened(each, room) for each in own]
    told = Told(
        story.title, story.opening, facts, told_steps(happened), story.outcome, story.ideal, story.shows
    )  # fmt: skip
    rare = rarity(shared, list(rows_by_case.values()))
    found = (*_found(session, case, instrument, told), *_moved(own, room), *_rare(rare))
    check = _check(session, member, story, told_hash(told, [each.id for each in found]))
    reading = Reading(
        story, case, study, instrument, own, told, shared, rare, found, check, _checker(session, check)
    )  # fmt: skip
    if not (reading.leaves or member.may("check_stories") or stories.may_write(session, member, story)):
        raise NotFound
    return reading


def read_stories(
    session: Session, member: Member, study: Study, *, cases: Collection[str] | None = None
) -> list[Reading]:
    """The stories of a study that this member may read. `cases`: of these cases only, by their public ids."""
    found = []
    for each in stories.stories(session, member, study):
        if cases is not None and session.get_one(ReviewedCase, each.case_id).public_id not in cases:
            continue
        try:
            found.append(read_story(session, member, each))
        except NotFound:
            continue
    return found


def _happened(event: StoryEvent, room: dict[tuple[str, str], str]) -> Happened:
    label = room.get((event.answer_ref, event.answer_code), "")
    return Happened(event.public_id, moment_of(event), event.kind, event.words, event.could, label)


def parts_of(told: Told) -> list[Part]:
    """Every text of a story, named as a person finds it."""
    parts = [Part("The title", told.title), Part("The opening", told.opening)]
    for number, step in enumerate(told.steps, 1):
        parts += [Part(f"Event {number}", step.words), Part(f"Event {number}, what could have been done", step.could)]
    ends = [("The outcome", told.outcome), ("The ideal outcome", told.ideal), ("What it shows", told.shows)]
    return [*parts, *(Part(where, text) for where, text in ends)]


def _found(session: Session, case: ReviewedCase, instrument: Instrument, told: Told) -> list[Found]:
    lists = [each for each in instrument.attributes if each.project_list]
    places = [option.label for each in lists for option in each.options]
    notes = story_sources.notes_of(session, case, instrument)
    return recognisable(parts_of(told), case.reference, _names(places, instrument), notes)


def _names(labels: list[str], instrument: Instrument) -> list[str]:
    """The labels of one word that the instrument nowhere uses as an ordinary word: "Norwich", not "Reablement"."""
    text = " ".join(each.text + each.name for each in instrument.questions)
    text += " ".join(option.label for each in instrument.questions for option in each.options)
    text += " ".join(row.label for each in instrument.questions for row in each.rows) + instrument.description
    return [each for each in labels if " " not in each and each.casefold() not in text.casefold()]


def _moved(own: tuple[StoryEvent, ...], room: dict[tuple[str, str], str]) -> list[Found]:
    return [
        Found(
            f"Event {number}", "rests on an answer the room no longer gives", "", "Choose the answer again.", grave=True
        )
        for number, each in enumerate(own, 1)
        if each.answer_ref and (each.answer_ref, each.answer_code) not in room
    ]


def _rare(rare: Rare) -> list[Found]:
    if not rare.is_rare:
        return []
    words = f"{rare.alike} of {rare.among} cases share these facts, fewer than {LEAST}"
    return [Found("The facts it tells", "are a rare combination", words, ". ".join(rare.advice) + ".")]


def _told_facts(
    instrument: Instrument, tells: dict[str, int], own: dict[str, str]
) -> tuple[tuple[Shared, ...], tuple[tuple[str, str], ...]]:
    """What is told of the case's facts, for counting and for reading. A fact the case does not have is not told."""
    chosen = [each for each in instrument.attributes if each.id in tells and own.get(each.id, "") in each.by_code]
    shared, facts = [], []
    for attribute in chosen:
        levels = levels_of(attribute, own[attribute.id])
        step = min(tells[attribute.id], len(levels) - 1)
        code, label, codes = levels[step]
        coarser = tuple(each[1:] for each in levels[step + 1 :])
        shared.append(Shared(attribute.id, attribute.name, codes, code, label, coarser))
        facts.append((attribute.name, label))
    return tuple(shared), tuple(facts)


def levels_of(attribute: Question, code: str) -> list[tuple[str, str, frozenset[str]]]:
    """The option and the headings above it: code, label, and every code that stands under it."""
    levels = []
    while code:
        levels.append((code, attribute.by_code[code].label, _under(attribute, code)))
        code = attribute.by_code[code].parent
    return levels


def _under(attribute: Question, code: str) -> frozenset[str]:
    below = [each.code for each in attribute.options if each.parent == code]
    return frozenset({code}).union(*(_under(attribute, each) for each in below))


def _check(session: Session, member: Member, story: CaseStory, told: str) -> StoryCheck | None:
    query = rows(member, StoryCheck).where(StoryCheck.story_id == story.id, StoryCheck.version == story.version)
    return session.exec(query.where(StoryCheck.told_hash == told).order_by(col(StoryCheck.id).desc())).first()


def _checker(session: Session, check: StoryCheck | None) -> str:
    return called(session.get(Person, check.person_id)) if check else ""
