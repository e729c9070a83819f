"""Tables of the rules about ages, and of what the guardians of minors agreed to.

The triggers of migration 0026 rest on them: no registration is confirmed of whoever may be too young on the day of the event
without a standing consent of a guardian to that registration.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.rules import MOST_NOTE, AddedRule, with_a_source
from campaign.core.scoped import SeenByStaffAtStop
from campaign.core.sealed import SealedText
from campaign.people.minors.schemas import Relation, Way

_STANDING = text("withdrawn_at IS NULL")


class AgeRule(AddedRule, Base):
    """From which day on, below which age, somebody needs a guardian's consent to come and to be photographed.

    For an event counts the rule of its day. Triggers hold that rows are only ever added.
    """

    __tablename__ = "age_rules"
    __table_args__ = (
        CheckConstraint("consent_below BETWEEN 1 AND 21", name="consent_below_sane"),
        CheckConstraint("photo_below BETWEEN 1 AND 21", name="photo_below_sane"),
        with_a_source(),
    )

    consent_below: Mapped[int]
    photo_below: Mapped[int]
    note: Mapped[str] = mapped_column(String(MOST_NOTE), default="")
    shipped: Mapped[bool] = mapped_column(default=False)


class GuardianText(Base):
    """The words guardians agree to, in one language and version, with a place for the age; never changed once used."""

    __tablename__ = "guardian_texts"
    __table_args__ = (UniqueConstraint("version", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[datetime]


class GuardianConsent(Base, SeenByStaffAtStop):
    """That a guardian agreed to one registration, how and when; withdrawn, not deleted. One stands at a time.

    Name and number are sealed. `consent_below` is the age that stood in the words; `photo` what was said about photographs.
    """

    __tablename__ = "guardian_consents"
    __table_args__ = (
        CheckConstraint("(way = 'paper') = (signed_on IS NOT NULL)", name="paper_has_a_day"),
        Index(
            "ix_guardian_consents_standing", "registration_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id"))
    way: Mapped[Way] = mapped_column(word_type(Way))
    relation: Mapped[Relation] = mapped_column(word_type(Relation))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    text_id: Mapped[int] = mapped_column(ForeignKey("guardian_texts.id"))
    consent_below: Mapped[int]
    photo: Mapped[bool]
    given_at: Mapped[datetime]
    signed_on: Mapped[date | None]
    kept_where: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_note: Mapped[str] = mapped_column(String(300), default="")

    name = SealedText(always=True)

    phone = SealedText()
    """E.164, or empty."""
