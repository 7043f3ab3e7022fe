"""The blueprint that the views of this folder hang on, and what each of them starts from."""

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Blueprint, g, request, url_for

from casereview.models import Study, Survey
from casereview.store import studies, surveys
from casereview.store.errors import NotFound
from casereview.web.commands.serve import EVERYWHERE, again
from casereview.web.database import session

blueprint = Blueprint("surveys", __name__)
STUDY = "/p/<project>/<study>"


@dataclass(frozen=True)
class Joining:
    """How people join: the address to type, the code, the link, and the link as a picture.

    `only_here`: the page was asked for at an address that leads every other machine to itself.
    """

    address: str
    link: str
    qr: str
    only_here: bool


def study_here(study: str) -> Study:
    """The study of the address when its questions are for phones. Raises NotFound."""
    found = studies.study(session(), g.member, study)
    if not surveys.is_survey(session(), found):
        raise NotFound
    return found


def survey_here(study: str) -> tuple[Study, Survey]:
    """The study and its survey. Raises NotFound before it is set up."""
    found = study_here(study)
    survey = surveys.survey_of(session(), g.member, found)
    if survey is None:
        raise NotFound
    return found, survey


def joining(survey: Survey) -> Joining:
    """The ways in, under the address this page was asked for by."""
    link = url_for("phone.start", token=survey.token, _external=True)
    return Joining(f"{request.host}/j", link, qr(link), only_here(request.host))


@blueprint.app_template_global("let_phones_in")
def let_phones_in() -> str:
    """How to serve so that phones on the network are let in, as it can be pasted on this machine."""
    return again(EVERYWHERE[0])


def only_here(host: str) -> bool:
    """Whether `host`, with or without a port, is this machine's own name for itself: no phone can follow it."""
    with suppress(ValueError):  # a name, not a number
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or name.endswith(".localhost") or ip_address(name).is_loopback
    return False


def qr(link: str) -> str:
    """The link as SVG: black on white with four quiet modules all round, no style attribute."""
    import segno

    return segno.make(link, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", title="QR code of the link"
    )
