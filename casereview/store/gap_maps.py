"""The gap map of a study: what people named, held against the directory."""

from sqlmodel import Session

from casereview.access import Member
from casereview.gap_map.listing import outcomes_of, places_of
from casereview.gap_map.mapping import GapMap, draw
from casereview.models import Study
from casereview.store import directory, name_matches
from casereview.store.studies import instrument_of


def gap_map(session: Session, member: Member, study: Study) -> GapMap:
    """The map; of people there is nothing in it before the results may be seen. Raises NotFound without a gap map."""
    found = name_matches.named(session, member, study)
    matches = name_matches.standing_matches(session, member, study, found)
    instrument = instrument_of(session, study)
    return draw(outcomes_of(instrument), places_of(instrument), found, directory.services(session, member), matches)
