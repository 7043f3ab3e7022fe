"""The directory: the list of services, one service to add or change, putting away and bringing back."""

from dataclasses import dataclass, fields, replace
from typing import Any

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.gap_map.entry import Entry
from casereview.gap_map.listing import EVERYWHERE
from casereview.models import DirectoryEntry
from casereview.models.base import public_id
from casereview.store import changing, directory, name_matches
from casereview.store.errors import KeyReused, NotFound, Refused, StaleEdit
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.gap_map.place import DIRECTORY, Here, Problems, blueprint, look, posted
from casereview.web.whole_number import posted_number, posted_version

Page = Response | tuple[str, int] | str
TEXTS = ("name", "provider", "contact", "source", "dated")


@dataclass(frozen=True)
class Typed:
    """The form as typed, kept until it is right. `match`: the print of a name that the new service is."""

    name: str = ""
    provider: str = ""
    contact: str = ""
    source: str = ""
    dated: str = ""
    outcomes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    client_key: str = ""
    match: str = ""
    match_version: str = ""

    @classmethod
    def posted(cls) -> "Typed":
        """The form as posted, without the spaces around."""
        lists = ("outcomes", "places")
        texts: dict[str, Any] = {each.name: posted(each.name) for each in fields(cls) if each.name not in lists}
        outcomes, places = (tuple(request.form.getlist(name)) for name in lists)
        return cls(**texts, outcomes=outcomes, places=places)

    @classmethod
    def standing(cls, row: DirectoryEntry) -> "Typed":
        """A service as it would be typed."""
        entry = directory.entry_of(row)
        texts = {name: getattr(entry, name) for name in TEXTS}
        return cls(**texts, outcomes=entry.outcomes, places=(EVERYWHERE,) if entry.everywhere else entry.places)

    def read(self) -> Entry:
        """The service it describes; the store says what is wrong with it."""
        everywhere = EVERYWHERE in self.places
        texts = {name: getattr(self, name) for name in TEXTS}
        return Entry(**texts, outcomes=self.outcomes, places=() if everywhere else self.places, everywhere=everywhere)


@blueprint.get(DIRECTORY)
@allowed("see_gap_map")
def services(project: str, study: str) -> str:
    """Every service, and those put away in the last 30 days."""
    here = look(session(), study)
    rows = [(row, directory.entry_of(row)) for row in directory.entries(session(), g.member)]
    away = changing.put_away(session(), g.member, DirectoryEntry, directory.SEE)
    lists = dict.fromkeys((row.source, row.dated) for row, _ in rows)
    return render_template(
        "gap_map/directory.html", here=here, study=here.study, rows=rows, away=away, lists=lists,
        outcomes=dict(here.outcomes), places=dict(here.places),
    )  # fmt: skip


@blueprint.get(f"{DIRECTORY}/new")
@allowed("edit_directory")
def new_service(project: str, study: str) -> str:
    """The empty form; with `name` in the address filled in from what people typed."""
    here = look(session(), study)
    return _form(here, _begun(here, request.args.get("name", "")), [])


@blueprint.post(f"{DIRECTORY}/new")
@allowed("edit_directory")
def add_service(project: str, study: str) -> Page:
    """Adds it, and matches the name it was added for; or shows the form with everything typed and what is wrong."""
    here, typed = look(session(), study), Typed.posted()

    def work(opened: Session) -> None:
        row = directory.add_entry(opened, g.member, here.study, typed.read(), client_key=typed.client_key or None)
        if typed.match:
            number = posted_number("match_version")
            services = [row.public_id]
            name_matches.match(opened, g.member, here.study, typed.match, services, expected_version=number)

    try:
        in_writing(work)
    except (Refused, KeyReused) as error:
        return _form(here, typed, [{"text": str(error), "href": _field(str(error))}]), 422
    except StaleEdit as error:
        return _form(here, typed, [{"text": f"{error} Nothing was added.", "href": "#name"}]), 409
    flash(f"“{typed.name}” is in the directory{', and the name is matched to it' if typed.match else ''}.")
    return redirect(here.link("next_name") if typed.match else here.link("services"))


@blueprint.get(f"{DIRECTORY}/services/<service>")
@allowed("edit_directory")
def edit_service(project: str, study: str, service: str) -> str:
    """The form with the service as it stands."""
    here = look(session(), study)
    row = _standing(service)
    return _form(here, Typed.standing(row), [], row)


@blueprint.post(f"{DIRECTORY}/services/<service>")
@allowed("edit_directory")
def save_service(project: str, study: str, service: str) -> Page:
    """Saves it, unless somebody else was first; then nothing is overwritten."""
    here, typed, row = look(session(), study), Typed.posted(), _standing(service)
    was, number = directory.entry_of(row).print, posted_version()

    def work(opened: Session) -> bool:
        saved = directory.change_entry(opened, g.member, here.study, row, typed.read(), expected_version=number)
        return directory.entry_of(saved).print != was

    try:
        moved = in_writing(work)
    except Refused as error:
        return _form(here, typed, [{"text": str(error), "href": _field(str(error))}], row, number), 422
    except StaleEdit as error:
        said = f"{error} Check what you typed, then save again to put yours in its place."
        return _form(here, typed, [{"text": said, "href": "#name"}], _standing(service)), 409
    flash("The service is saved." + (" Names matched to it wait to be matched again." if moved else ""))
    return redirect(here.link("services"))


@blueprint.post(f"{DIRECTORY}/services/<service>/<what>")
@allowed("edit_directory")
def move_service(project: str, study: str, service: str, what: str) -> Response:
    """Puts it away for 30 days, or brings it back."""
    here = look(session(), study)
    row = directory.entry_by_id(session(), g.member, service)
    acts = {"away": directory.retire_entry, "back": directory.bring_back_entry}
    if what not in acts:
        raise NotFound
    try:
        in_writing(lambda opened: acts[what](opened, g.member, row, expected_version=posted_version()))
        done = "is put away. You can bring it back for 30 days" if what == "away" else "is back in the directory"
        flash(f"“{row.name}” {done}.")
    except (Refused, StaleEdit) as error:
        flash(str(error), "problem")
    return redirect(here.link("services"))


def _standing(service: str) -> DirectoryEntry:
    row = directory.entry_by_id(session(), g.member, service)
    if row.retired_at is not None:
        raise NotFound
    return row


def _begun(here: Here, name: str) -> Typed:
    """A new form. For a name that people gave: its words, what they gave it for and where they work."""
    fresh = Typed(client_key=public_id())
    if not name:
        return fresh
    found = next((each for each in name_matches.matched(session(), g.member, here.study) if each.name.id == name), None)
    if found is None:
        raise NotFound
    given, places = found.name, dict(here.places)
    return replace(
        fresh, name="" if given.personal else given.words, match=name, match_version=str(found.version),
        outcomes=tuple(code for code, _ in given.outcomes),
        places=tuple(code for code, _ in given.places if code in places),
        source="Named in the survey, and checked that it exists",
    )  # fmt: skip


def _field(message: str) -> str:
    """Where on the form a refusal of the store is put right."""
    places = {
        "Write the name": "#name", "Choose what": "#outcomes", "Choose where": "#places", "Say which": "#source",
        "An outcome": "#outcomes", "The date": "#dated",
    }  # fmt: skip
    return next((href for begins, href in places.items() if message.startswith(begins)), "#name")


def _form(
    here: Here, typed: Typed, problems: Problems, row: DirectoryEntry | None = None, shown: int | None = None
) -> str:
    """The form. `shown` is the version it carries: the one that stands, unless the form was merely not right yet."""
    shown = shown if shown is not None or row is None else row.version
    return render_template(
        "gap_map/service.html", here=here, study=here.study, typed=typed, problems=problems, row=row, shown=shown,
        everywhere=EVERYWHERE,
    )  # fmt: skip
