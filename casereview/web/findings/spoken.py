"""What people said under the rows of a card, as this request may see it."""

from flask import g

from casereview.store import spoken as stored
from casereview.store.spoken import Spoken
from casereview.web.database import session
from casereview.web.findings.cards import Card
from casereview.web.findings.here import Here


def spoken(here: Here, card: Card) -> list[Spoken]:
    """What stands under each row, of the responses under the filters."""
    return stored.spoken(session(), g.member, here.study, here.frame, card.finding, card.result)
