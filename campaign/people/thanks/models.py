"""Tables of certificates and letters of thanks, and of the words on them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop, OfStopForStaff
from campaign.people.thanks.schemas import ThanksKind

_STANDS = text("replaced_at IS NULL")


class Certificate(Base, OfStopForStaff):
    """One certificate or letter of thanks under its number, frozen as it was made.

    `recipient` names whom it is for (a registration, an organisation, a name) without saying who that is: of one event and kind
    only one of each stands, the others are replaced. `content` is sealed, like that of a printed sheet; `facts_hash` tells
    whether a new one would say anything else. `code` is what its page is found by. Whom it is released to may take it.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        CheckConstraint("minutes >= 0", name="minutes_never_negative"),
        Index(
            "uq_certificates_standing",
            "event_id",
            "kind",
            "recipient",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[ThanksKind] = mapped_column(word_type(ThanksKind))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
    recipient: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int] = mapped_column(default=0)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    facts_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    released_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]


class ThanksText(Base, OfStop):
    """What certificates and letters of an event say, where a coordinator has written it; else the campaign's own words."""

    __tablename__ = "thanks_texts"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    certificate: Mapped[Translated]
    letter: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)
