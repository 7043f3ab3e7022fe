"""The blueprint that the views of this folder hang on, and where each of them stands: a study with a gap map."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, g, request, url_for
from sqlmodel import Session

from casereview.findings import wording
from casereview.gap_map.listing import outcomes_of, places_of
from casereview.gap_map.mapping import Cell, Label
from casereview.instruments.model import Instrument
from casereview.models import Study
from casereview.store import studies, survey_records, surveys
from casereview.store.errors import NotFound

blueprint = Blueprint("gap_map", __name__)
ROOT = "/p/<project>/<study>/gap-map"
DIRECTORY = f"{ROOT}/directory"
NAMES = f"{ROOT}/names"
ALL = "anywhere"  # the column of totals, in an address
Problems = list[dict[str, str]]


@dataclass(frozen=True)
class Here:
    """A study whose instrument declares a gap map. `withheld`: why nothing of its answers may be seen yet, or ""."""

    study: Study
    instrument: Instrument
    withheld: str

    @cached_property
    def outcomes(self) -> tuple[Label, ...]:
        return outcomes_of(self.instrument)

    @cached_property
    def places(self) -> tuple[Label, ...]:
        return places_of(self.instrument)

    @property
    def by(self) -> str:
        """What the places are called: "Locality"."""
        declared = self.instrument.gap_map
        return self.instrument.plain[declared.by].name if declared else ""

    @property
    def units(self) -> str:
        """Those who answered, in the instrument's words."""
        return wording.units(self.instrument, 2)

    def link(self, view: str, **values: Any) -> str:
        """The address of another page of this gap map."""
        return url_for(f"gap_map.{view}", project=g.member.project_key, study=self.study.key, **values)

    def cell(self, cell: Cell) -> str:
        """The address of a cell."""
        return self.link("cell", outcome=cell.outcome, place=cell.place or ALL)


def look(session: Session, study: str) -> Here:
    """The study of the address. Raises NotFound, also where it has no gap map."""
    found = studies.study(session, g.member, study)
    instrument = studies.instrument_of(session, found)
    if instrument.gap_map is None:
        raise NotFound
    withheld = survey_records.withheld(surveys.survey_of(session, g.member, found))
    return Here(found, instrument, withheld)


def posted(name: str) -> str:
    """A field as posted, without the spaces around."""
    return request.form.get(name, "").strip()
