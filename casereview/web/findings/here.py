"""What every view of a study's findings starts from: the study, the filters, and whether it may show."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from flask import abort, g, request, url_for

from casereview.charts import svg
from casereview.findings import wording
from casereview.findings.frame import FilterError, Frame
from casereview.findings.result import Result
from casereview.instruments.finding import Finding
from casereview.instruments.model import Instrument
from casereview.instruments.question import Question
from casereview.models import Study
from casereview.store import progress, projects, studies, survey_records, surveys
from casereview.store.records import set_aside_counts
from casereview.web import errors
from casereview.web.database import session
from casereview.web.findings import counted, filters
from casereview.web.findings.filters import Chosen

HIDDEN = (
    "Hidden until the last case",
    "The figures of this study wait until its last case: a running tally sways how the next cases are judged. "
    "The findings page says how far the study is.",
)


@dataclass(frozen=True)
class Here:
    """A study as this request looks at it. `aside` counts cases parked, skipped and withdrawn."""

    study: Study
    instrument: Instrument
    chosen: Chosen
    aside: dict[str, int]
    brand: str

    @property
    def whole(self) -> Frame:
        return counted.whole(self.study)

    @property
    def frame(self) -> Frame:
        """The responses under the filters. Raises FilterError."""
        return counted.part(self.study, self.chosen)

    def frame_of(self, finding: Finding) -> Frame:
        """The responses that this finding is counted over. Raises FilterError."""
        return counted.part(self.study, self.chosen, finding)

    @property
    def results(self) -> list[Result]:
        """Every finding under the filters. Raises FilterError."""
        return counted.results(self.study, self.chosen)

    @property
    def withheld(self) -> str:
        """Why a survey's answers are not shown yet; "" where they are, and for reviews of cases."""
        if self.instrument.unit != "response":
            return ""
        return survey_records.withheld(surveys.survey_of(session(), g.member, self.study))

    @property
    def filter_words(self) -> str:
        return filters.words(self.instrument, self.chosen)

    @property
    def address(self) -> dict[str, list[str]]:
        """The filters as they stand in the address, so that a link keeps them."""
        so_far = {"so_far": ["1"]} if "so_far" in request.args else {}
        return {key: list(codes) for key, codes in self.chosen.items()} | so_far

    def link(self, view: str, **values: str | None) -> str:
        """The address of another view of these findings, under the same filters."""
        place: dict[str, Any] = {"project": g.member.project_key, "study": self.study.key}
        return url_for(f"findings.{view}", **{**self.address, **values, **place})

    @property
    def hidden(self) -> bool:
        """Whether the running tally stays closed: cases are still to come, and nobody has shown it.

        An analyst, who is not in the room, may open it with `so_far` in the address.
        """
        return not opened() and progress.tally_hidden(session(), g.member, self.study)

    @property
    def units(self) -> str:
        """What the responses of this study are called."""
        return wording.units(self.instrument, 2)

    @property
    def facts(self) -> list[Question]:
        """What a finding can be broken down by."""
        return [each for each in self.instrument.attributes if each.options]

    @property
    def states(self) -> Counter[str]:
        """Cases by state: done, to do and so on."""
        return progress.state_counts(session(), g.member, self.study)

    @property
    def expected(self) -> int:
        """How many cases the study sets out to review: its target, or else all that are not set aside."""
        return self.study.target or sum(n for state, n in self.states.items() if state not in progress.ASIDE)

    def kept(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` makes of these numbers under these filters, made once for each state of the study."""
        return counted.kept(self.study, (name, tuple(sorted(self.chosen.items()))), make)

    def finding(self, name: str) -> Finding:
        """One declared finding. 404 where there is none; 403 with the reason, and no number, where they are hidden."""
        found = next((each for each in self.instrument.findings if each.id == name), None)
        if found is None:
            abort(404)
        if self.hidden:
            abort(errors.page(403, HIDDEN))
        return found


def opened() -> bool:
    """Whether the address opens hidden figures, for one who is not in the room: who is shows the tally, or does not."""
    return "so_far" in request.args and not g.member.may("show_tally")


def look(study: str) -> Here:
    """The study of the address, for `g.member`. Raises NotFound."""
    found = studies.study(session(), g.member, study)
    instrument = studies.instrument_of(session(), found)
    brand = projects.project(session(), g.member).colour or svg.BRAND
    aside = {state: n for state, n in set_aside_counts(session(), g.member, found).items() if n}
    return Here(found, instrument, filters.chosen(request.args), aside, brand)


def checked(here: Here) -> Here:
    """`here` when its filters name things that are there; 400 otherwise: a file has no place for a message."""
    try:
        _ = here.frame
    except FilterError as error:
        abort(400, str(error))
    return here
