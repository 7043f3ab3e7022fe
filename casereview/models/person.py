"""People, the links that let them in once, and the sessions that keep them in until they sign out."""

from datetime import datetime

from sqlmodel import Field

from casereview.database import UTCDateTime, now
from casereview.models.base import Numbered


class Person(Numbered, table=True):
    """Somebody with an account. The e-mail address is kept in small letters."""

    __tablename__ = "person"

    email: str = Field(unique=True, max_length=254)
    name: str = Field(default="", max_length=200)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class SignInLink(Numbered, table=True):
    """A link that lets a person in once. Only a hash of its token is kept."""

    __tablename__ = "sign_in_link"

    person_id: int = Field(foreign_key="person.id", ondelete="RESTRICT", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class WebSession(Numbered, table=True):
    """One browser that is signed in. Ends at sign-out, after idling, and at the latest at `expires_at`."""

    __tablename__ = "web_session"

    person_id: int = Field(foreign_key="person.id", ondelete="RESTRICT", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    seen_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
