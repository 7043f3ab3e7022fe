"""Setting up a study: choose the questions, set the target, and go on to the case list."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casereview.instruments.choosing import instrument_file
from casereview.instruments.loading import load, shipped
from casereview.instruments.model import Instrument
from casereview.store import studies
from casereview.store.errors import Refused
from casereview.web.access import allowed
from casereview.web.database import session, writing
from casereview.web.layout import place_url
from casereview.web.whole_number import whole_number

blueprint = Blueprint("studies", __name__)
Problems = list[dict[str, str]]


@dataclass(frozen=True)
class Choice:
    """What a person typed: kept as typed until it is right."""

    instrument: str = ""
    title: str = ""
    key: str = ""
    target: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Choice":
        """The form as posted, without the spaces around."""
        return cls(**{name: form.get(name, "").strip() for name in cls.__dataclass_fields__})


@blueprint.get("/p/<project>/studies/new")
@allowed("manage_studies")
def new(project: str) -> str:
    """The instruments to choose from, or, with one chosen, what it asks and tells."""
    chosen = request.args.get("instrument", "")
    if not chosen:
        return render_template("studies/choose.html", instruments=latest())
    instrument = offered(chosen)
    typed = Choice(chosen, instrument.title, free_key(instrument.id))
    return render_template("studies/new.html", instrument=instrument, typed=typed, problems=[])


@blueprint.post("/p/<project>/studies/new")
@allowed("manage_studies")
def add(project: str) -> Response | tuple[str, int]:
    """Adds the study, or shows the page again with everything typed and what is wrong."""
    typed = Choice.of(request.form)
    instrument = offered(typed.instrument)
    problems = wrong(typed)
    if not problems:
        try:
            return begin(typed, instrument_file(typed.instrument))
        except Refused as error:
            problems = [{"text": str(error), "href": "#title" if str(error).startswith("The title") else "#key"}]
    return render_template("studies/new.html", instrument=instrument, typed=typed, problems=problems), 422


def begin(typed: Choice, path: Path) -> Response:
    """Adds the study and goes on to where its cases are brought."""
    text = path.read_text(encoding="utf-8")
    target, _ = target_of(typed.target)
    with writing() as open_session:
        studies.add_study(open_session, g.member, key=typed.key, instrument_text=text, title=typed.title, target=target)
    if load(path).unit == "response":
        return redirect(url_for("surveys.survey", project=g.member.project_key, study=typed.key))
    flash(f"{typed.title} is set up. Bring its cases next.")
    cases = place_url("/p/<project>/<study>/cases", typed.key)
    return redirect(cases or url_for("projects.home", project=g.member.project_key))


def wrong(typed: Choice) -> Problems:
    """What can be said about the fields one by one."""
    problems: Problems = []
    if not typed.title:
        problems.append({"text": "Give the study a title", "href": "#title"})
    if not typed.key:
        problems.append({"text": "Give the study a short name for its address", "href": "#key"})
    return problems + target_of(typed.target)[1]


def target_of(typed: str) -> tuple[int | None, Problems]:
    """The target, none where the box is empty; and what is wrong with it."""
    target = whole_number(typed, longest=5) or None
    wrong = [{"text": "The target must be a whole number, such as 80", "href": "#target"}]
    return target, wrong if typed and target is None else []


def latest() -> list[Instrument]:
    """The latest version of each instrument that comes with the product."""
    return [load(files[-1]) for files in shipped().values()]


def offered(name: str) -> Instrument:
    """The shipped instrument of this id. 404 for anything else: a path of the server is never read from an address."""
    return load(shipped()[name][-1]) if name in shipped() else abort(404)


def free_key(wanted: str) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 that no study of the project has."""
    taken = {study.key for study in studies.studies(session(), g.member)}
    numbered = (f"{wanted}-{number}" for number in range(2, 1000))
    return wanted if wanted not in taken else next(key for key in numbered if key not in taken)
