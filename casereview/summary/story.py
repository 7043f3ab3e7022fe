"""The story on the summary: chosen, checked, and told as one of the cases behind the number the study leads with."""

from dataclasses import asdict, dataclass

from sqlmodel import Session

from casereview.access import Member
from casereview.findings import wording
from casereview.findings.counting import cases_behind
from casereview.store.story_checks import on_summary
from casereview.stories.reading import Reading
from casereview.summary.shown import Shown


@dataclass(frozen=True)
class ShownStory:
    """`among`: "One of the 41" of the leading number, "One of the 83 cases" otherwise."""

    reading: Reading
    among: str

    def to_json(self) -> dict[str, object]:
        """What is told, without the check."""
        return {"among": self.among, **asdict(self.reading.told)}


def shown_story(session: Session, member: Member, studies: dict[int, Shown]) -> ShownStory | None:
    """The story that may stand on the summary now; None where none was chosen, or it is not checked as it stands."""
    reading = on_summary(session, member)
    if reading is None:
        return None
    return ShownStory(reading, _among(reading, studies[reading.study.id]))


def _among(reading: Reading, shown: Shown) -> str:
    """Which cases it is one of; of a study whose numbers are closed nothing is said."""
    lead = next((each for each in shown.instrument.findings if each.top == 1), None)
    if shown.frame is None or not shown.done:
        return "One case"
    if lead is not None and lead.kind == "share":
        behind = cases_behind(lead, shown.frame)
        if reading.case.public_id in {each.public_id for each in behind}:
            return f"One of the {len(behind):,}"
    return f"One of the {shown.done:,} {wording.units(shown.instrument, shown.done)}"
