"""What changed in a case: before, after, who and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import g, render_template

from casereview.answers import Given
from casereview.instruments.model import Instrument
from casereview.instruments.question import Item
from casereview.store import responses, studies
from casereview.store.case_places import PLACE, REFERENCE
from casereview.store.responses import HistoryRow
from casereview.web.access import allowed
from casereview.web.capture import blueprint
from casereview.web.capture.place import CASE, day_and_time, study_and_case, to
from casereview.web.capture.reviews import name_of
from casereview.web.database import session
from forms.builder import in_words

ACTS = {
    "added": "Added to the case list",
    "submitted": "Submitted",
    "summary_changed": "Summary",
    "set_aside": "Set aside",
    "brought_back": "Brought back",
    "risk_raised": "Live risk raised outside this session",
    "deleted": "Deleted",
    "restored": "Restored",
    "counting_changed": "Made the review that counts",
}
OF_THE_CASE = {REFERENCE: "Reference", PLACE: "Workshop and table"}


@dataclass(frozen=True)
class Change:
    """One line of the page."""

    what: str
    before: str
    after: str
    by: str
    at: datetime
    review: str  # which review of the case it belongs to, where there are several


@blueprint.get(f"{CASE}/history")
@allowed("see_cases")
def history(project: str, study: str, case: str) -> str:
    """Every change, newest first."""
    found, reviewed = study_and_case(session(), g.member, study, case)
    instrument = studies.instrument_of(session(), found)
    told = responses.history(session(), g.member, reviewed)
    standing = {row.response.id: row.response for row in told if row.response}
    standing |= {each.id: each for each in responses.responses_of(session(), g.member, reviewed)}
    several = len(standing) > 1
    names = {number: name_of(session(), instrument, reviewed, each) for number, each in standing.items() if several}
    rows = [change(instrument, row, names) for row in told]
    return render_template(
        "capture/history.html", study=found, case=reviewed, rows=rows, to=to, day_and_time=day_and_time
    )


def change(instrument: Instrument, row: HistoryRow, names: Mapping[int, str]) -> Change:
    """A row in words. An item the instrument no longer has keeps its ref. `names`: reviews, where there are several."""
    item = _item(instrument, row.ref)
    what = item.name if item else OF_THE_CASE.get(row.ref) or ACTS.get(row.action, row.ref or row.action)
    review = names.get(row.response.id, "") if row.response else ""
    return Change(what, _words(instrument, row, row.before), _words(instrument, row, row.after), row.by, row.at, review)


def _words(instrument: Instrument, row: HistoryRow, told: Given | str | None) -> str:
    item = _item(instrument, row.ref)
    if isinstance(told, Given):
        return in_words(item, told) if item else str(told.value)
    return told or ("blank" if item or row.ref in OF_THE_CASE else "")


def _item(instrument: Instrument, ref: str) -> Item | None:
    """The item a change was of; the codes of a text as if they had been asked."""
    coded = next((each for each in instrument.coded if each.id == ref), None)
    return Item(ref=ref, question=instrument.question[ref]) if coded else instrument.item.get(ref)
