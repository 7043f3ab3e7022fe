"""Studies: an instrument's text, frozen when it is added, with the project's own lists filled in when it is read."""

import hashlib

from sqlmodel import Session, col, select

from casereview.access import Member
from casereview.instruments.loading import loads, parsed
from casereview.instruments.model import Instrument
from casereview.instruments.question import Option
from casereview.models import Study, StudyItem, StudyNote
from casereview.store.errors import NotFound, Refused
from casereview.store.projects import at_hand, check_key, project_lists, replace_list
from casereview.store.scope import locked, numbers_moved, own, require, rows
from casereview.store.values import tidy


def add_study(
    session: Session,
    member: Member,
    *,
    key: str,
    instrument_text: str,
    title: str = "",
    target: int | None = None,
    how_drawn: str = "",
    random_draw: bool = False,
) -> Study:
    """A new study on this instrument (TOML text). Lists it starts from are added where the project has none yet.

    Raises InstrumentError for a text that is not right, Refused for a key in use, or a changed text under a version
    the project already has.
    """
    require(member, "manage_studies")
    instrument = loads(instrument_text, f"{key}.toml")
    digest = hashlib.sha256(instrument_text.encode()).hexdigest()
    if session.exec(rows(member, Study).where(Study.key == check_key(key))).first():
        raise Refused(f"There is already a study “{key}” in this project. Choose another key.")
    if target is not None and target < 1:
        raise Refused("The target is how many cases to review: 1 or more.")
    _check_frozen(session, member, instrument, digest)
    name = tidy(title, "The title", 200) or instrument.title
    found = Study(
        project_id=member.project_id, key=key, title=name, instrument_id=instrument.id,
        instrument_version=instrument.version, instrument_text=instrument_text, instrument_hash=digest,
        target=target, how_drawn=tidy(how_drawn, "How cases were drawn"), random_draw=random_draw,
    )  # fmt: skip
    session.add(found)
    session.flush()
    _start_lists(session, member, instrument)
    add_missing_items(session, member)
    return found


def _check_frozen(session: Session, member: Member, instrument: Instrument, digest: str) -> None:
    same = rows(member, Study).where(
        Study.instrument_id == instrument.id,
        Study.instrument_version == instrument.version,
        Study.instrument_hash != digest,
    )
    if session.exec(same).first():
        raise Refused(
            f"Version {instrument.version} of {instrument.id} is already in this project with another text. "
            f"Give the changed file version {instrument.version + 1}."
        )


def _start_lists(session: Session, member: Member, instrument: Instrument) -> None:
    """Adds every list the instrument names and the project lacks, from the options or rows in the file."""
    present = project_lists(session, member)
    for question in (*instrument.attributes, *instrument.questions):
        starts = {
            question.project_list: question.options,
            question.rows_project_list: tuple(Option(code=row.code, label=row.label) for row in question.rows),
        }
        for key, options in starts.items():
            if key and options and key not in present:
                present[key] = options
                replace_list(session, member, key, options)


def add_missing_items(session: Session, member: Member) -> None:
    """Gives every study of the project a row per item, also for grid rows that a list has gained since."""
    for each in session.exec(rows(member, Study)).all():
        have = item_numbers(session, each)
        instrument = instrument_of(session, each)
        attributes = {attribute.id for attribute in instrument.attributes}
        for position, item in enumerate(instrument.items):
            if item.ref not in have:
                session.add(
                    StudyItem(
                        project_id=each.project_id, study_id=each.id, ref=item.ref, question=item.question.id,
                        row=item.row.code if item.row else "", attribute=item.question.id in attributes,
                        position=position,
                    )
                )  # fmt: skip
    session.flush()


def item_numbers(session: Session, study: Study) -> dict[str, int]:
    """The number of each item of the study by ref."""
    query = select(StudyItem.ref, StudyItem.id).where(StudyItem.project_id == study.project_id)
    return dict(session.exec(query.where(StudyItem.study_id == study.id).order_by(col(StudyItem.position))).all())


def studies(session: Session, member: Member) -> list[Study]:
    """The studies of the project, in the order they were added."""
    return list(session.exec(rows(member, Study).order_by(col(Study.id))))


def study(session: Session, member: Member, key: str) -> Study:
    """One study of the project. Raises NotFound."""
    found = session.exec(rows(member, Study).where(Study.key == key)).first()
    if found is None:
        raise NotFound(f"There is no study “{key}” in this project.")
    return found


def instrument_of(session: Session, study: Study) -> Instrument:
    """The study's instrument with the project's lists filled in. Parsed once per text and state of the lists."""
    owner = at_hand(session, study.project_id)
    key = (study.instrument_hash, owner.public_id, owner.lists_stamp)
    if key not in _REMEMBERED:
        member = Member(None, "", "", owner.id, owner.key, frozenset())
        filled = parsed(study.instrument_text, f"{study.key}.toml").with_lists(project_lists(session, member))
        if len(_REMEMBERED) >= 200:
            _REMEMBERED.clear()
        _REMEMBERED[key] = filled
    return _REMEMBERED[key]


_REMEMBERED: dict[tuple[str, str, str], Instrument] = {}  # the stamp changes with the lists, so an entry is never stale


def show_tally(session: Session, member: Member, study: Study, shown: bool) -> None:
    """Shows or hides the running tally, which biases the cases that follow. Moves no number."""
    require(member, "show_tally")
    own(member, study)
    locked(session, Study, study).tally_shown = shown
    session.flush()


def notes(session: Session, member: Member, study: Study) -> list[StudyNote]:
    """The notes beside the study's figures, oldest first."""
    own(member, study)
    return list(session.exec(rows(member, StudyNote).where(StudyNote.study_id == study.id).order_by(col(StudyNote.id))))


def add_note(session: Session, member: Member, study: Study, text: str) -> StudyNote:
    """Adds a note beside the study's figures. Raises Refused when it is empty."""
    require(member, "manage_studies")
    own(member, study)
    words = tidy(text, "The note")
    if not words:
        raise Refused("The note is empty.")
    note = StudyNote(project_id=study.project_id, study_id=study.id, text=words, person_id=member.person_id)
    session.add(note)
    session.flush()
    return note


def change_study(
    session: Session,
    member: Member,
    study: Study,
    *,
    title: str,
    target: int | None,
    how_drawn: str = "",
    random_draw: bool = False,
) -> Study:
    """Changes what may change of a study. How the cases were drawn decides what its figures speak about."""
    require(member, "manage_studies")
    own(member, study)
    name = tidy(title, "The title", 200)
    if not name:
        raise Refused("Give the study a title.")
    if target is not None and target < 1:
        raise Refused("The target is how many cases to review: 1 or more.")
    study = locked(session, Study, study)
    study.title, study.target = name, target
    study.how_drawn, study.random_draw = tidy(how_drawn, "How cases were drawn"), random_draw
    session.flush()
    numbers_moved(session, study.project_id, study.id)
    return study
