"""Tables of the press: outlets, invitations, quotations, publications and the media plan."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop
from campaign.core.sealed import SealedText
from campaign.core.text import fold
from campaign.core.versions import Versioned
from campaign.events.press.schemas import Answer, Format, OutletKind, Tongue

_NATIONAL = text("region_id IS NULL")


class Outlet(Versioned, Base, Scoped):
    """A channel, newspaper, site, page or station; of one region, or (None) of the whole country. Its contact is sealed."""

    __tablename__ = "outlets"
    __table_args__ = (
        UniqueConstraint("region_id", "name_key"),
        Index(
            "uq_outlets_of_the_country", "name_key", unique=True, sqlite_where=_NATIONAL, postgresql_where=_NATIONAL
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400))
    kind: Mapped[OutletKind] = mapped_column(word_type(OutletKind))
    language: Mapped[Tongue] = mapped_column(word_type(Tongue))
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    def rename(self, name: str) -> None:
        self.name, self.name_key = name, fold(name)[:400]

    contact = SealedText()
    """Who is asked for, and how; empty when nobody is known."""

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.id.is_(None)
        return or_(cls.region_id.is_(None), cls.region_id.in_(scope.regions | scope.stop_regions))


class PressInvitation(Base, OfStop):
    """An outlet was asked to an event."""

    __tablename__ = "press_invitations"
    __table_args__ = (UniqueConstraint("event_id", "outlet_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    state: Mapped[Answer] = mapped_column(word_type(Answer), default=Answer.INVITED)
    invited_on: Mapped[date]


class Quotation(Base, OfStop):
    """What a spokesperson says about an event. Changing its words takes the approval back."""

    __tablename__ = "quotations"
    __table_args__ = (CheckConstraint("(approved_on IS NULL) = (approved_by = '')", name="approved_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    speaker: Mapped[str] = mapped_column(String(120))
    post: Mapped[Translated] = mapped_column(default=Translated)
    text: Mapped[Translated]
    approved_by: Mapped[str] = mapped_column(String(120), default="")
    approved_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]


class Publication(Base, Scoped):
    """One page, story or board about the relay, written down at one stop and linked to as many events as it tells of.

    `address_key` is the same for every way of writing its address, and stands once in a relay.
    """

    __tablename__ = "publications"
    __table_args__ = (
        UniqueConstraint("relay_id", "address_key"),
        CheckConstraint("address <> '' OR outlet_id IS NOT NULL", name="somewhere"),
        CheckConstraint("(address = '') = (address_key IS NULL)", name="address_has_a_key"),
        CheckConstraint("reach >= 0", name="reach_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True)
    address: Mapped[str] = mapped_column(String(1000), default="")
    address_key: Mapped[str | None] = mapped_column(String(64))
    published_on: Mapped[date]
    language: Mapped[Tongue] = mapped_column(word_type(Tongue))
    format: Mapped[Format] = mapped_column(word_type(Format))
    reach: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """Whoever runs its stop, or the stop of an event that it tells of."""
        told = select(_LINK.c.publication_id).where(_LINK.c.publication_id == cls.id, _LINK.c.stop_id.in_(scope.stops))
        here = or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))
        return or_(here, told.correlate_except(_LINK).exists())


class PublicationEvent(Base):
    """A publication tells of an event. Read only through the publication."""

    __tablename__ = "publication_events"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)


class MediaPlanRow(Base, Scoped):
    """What is to be published where and by whom; of one stop, or (None) of the whole relay."""

    __tablename__ = "media_plan_rows"
    __table_args__ = (CheckConstraint("reach >= 0", name="reach_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    theme: Mapped[Translated]
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True)
    platform: Mapped[str] = mapped_column(String(200), default="")
    format: Mapped[Format] = mapped_column(word_type(Format))
    language: Mapped[Tongue] = mapped_column(word_type(Tongue))
    responsible: Mapped[str] = mapped_column(String(120), default="")
    link: Mapped[str] = mapped_column(String(1000), default="")
    reach: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        of_relay = cls.stop_id.is_(None) & cls.relay_id.in_(scope.relays)
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops), of_relay)


_LINK = PublicationEvent.__table__.alias()  # inside the scope, where no criterion is to be added again
