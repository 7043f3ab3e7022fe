"""The names people gave: the list, and one name at a time with the services it may stand for."""

from flask import flash, g, redirect, render_template, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from casereview.gap_map.entry import Service
from casereview.gap_map.suggesting import suggestions
from casereview.store import directory, name_matches
from casereview.store.errors import NotFound, Refused, StaleEdit
from casereview.store.name_matches import Matched
from casereview.web.access import allowed
from casereview.web.database import in_writing, session
from casereview.web.gap_map.place import NAMES, Here, blueprint, look
from casereview.web.whole_number import posted_version

STATES = {"to_match": "Not yet matched", "matched": "Matched", "not_a_service": "Not a service"}


@blueprint.get(NAMES)
@allowed("edit_directory")
def names(project: str, study: str) -> str:
    """Every name by what was decided, with who decided it."""
    here = look(session(), study)
    found = name_matches.matched(session(), g.member, here.study)
    return render_template(
        "gap_map/names.html", here=here, study=here.study, states=STATES, outcomes=dict(here.outcomes),
        by_state={state: [each for each in found if each.state == state] for state in STATES}, every=found,
        services=len(directory.entries(session(), g.member)),
    )  # fmt: skip


@blueprint.get(f"{NAMES}/next")
@allowed("edit_directory")
def next_name(project: str, study: str) -> Response:
    """The first name that is not yet matched; the list when there is none."""
    return redirect(_onward(look(session(), study)))


@blueprint.get(f"{NAMES}/<name>")
@allowed("edit_directory")
def name(project: str, study: str, name: str) -> str:
    """One name to match."""
    here = look(session(), study)
    return _show(here, name)


@blueprint.post(f"{NAMES}/<name>")
@allowed("edit_directory")
def decide(project: str, study: str, name: str) -> Response | tuple[str, int]:
    """Keeps what was decided and goes on to the next name; what cannot be kept comes back as it was chosen."""
    here = look(session(), study)
    chosen, what, number = request.form.getlist("services"), request.form.get("do", ""), posted_version()

    def work(opened: Session) -> None:
        if what == "none":
            name_matches.not_a_service(opened, g.member, here.study, name, expected_version=number)
        elif what == "undo":
            name_matches.undo(opened, g.member, here.study, name, expected_version=number)
        else:
            name_matches.match(opened, g.member, here.study, name, chosen, expected_version=number)

    try:
        in_writing(work)
    except (Refused, StaleEdit) as error:
        return _show(here, name, tuple(chosen), str(error)), 422 if isinstance(error, Refused) else 409
    if what == "undo":
        flash("Undone. The name waits to be matched again.")
        return redirect(here.link("name", name=name))
    return redirect(_onward(look(session(), study), last=name))


def _onward(here: Here, **values: str) -> str:
    """The address of the next name to match; of the list, with a word, when nothing is left."""
    waiting = [each for each in name_matches.matched(session(), g.member, here.study) if each.state == "to_match"]
    if waiting:
        return here.link("name", name=waiting[0].name.id, **values)
    flash("Every name is matched.")
    return here.link("names")


def _show(here: Here, name: str, chosen: tuple[str, ...] | None = None, problem: str = "") -> str:
    """The page: the name, the services suggested, and every other service under what it helps with."""
    every = name_matches.matched(session(), g.member, here.study)
    found = _found(every, name)
    rows = {row.public_id: row for row in directory.entries(session(), g.member)}
    services = directory.services(session(), g.member)
    given = [code for code, _ in found.name.outcomes]
    likely = [] if found.name.personal else suggestions(found.name.words, given, services)
    standing = tuple(row.public_id for row in (*found.services, *found.before))
    last = next((each for each in every if each.name.id == request.args.get("last", "")), None)
    return render_template(
        "gap_map/name.html", here=here, study=here.study, found=found, likely=[rows[each.id] for each in likely],
        rest=[rows[each.id] for each in _rest(services, likely, given)], entry_of=directory.entry_of, problem=problem,
        chosen=standing if chosen is None else chosen, outcomes=dict(here.outcomes), places=dict(here.places),
        total=len(every), done=sum(each.state != "to_match" for each in every), last=last,
    )  # fmt: skip


def _rest(services: list[Service], likely: list[Service], outcomes: list[str]) -> list[Service]:
    """The services that are not suggested, those that help with what the name was given for first."""
    left = [each for each in services if each not in likely]
    return sorted(left, key=lambda each: not set(outcomes) & set(each.entry.outcomes))


def _found(every: list[Matched], name: str) -> Matched:
    found = next((each for each in every if each.name.id == name), None)
    if found is None:
        raise NotFound
    return found
