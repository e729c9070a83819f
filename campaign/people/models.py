"""Tables of people, organisations, registrations and consents.

Telephone numbers and e-mail addresses are sealed; a blind index finds them. People belong to a region: the same person who
takes part in two regions is two rows, so that no region reads another's people (decision 0003).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto, text
from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, sort_key_type, sparse_index, word_type
from campaign.core.scoped import SeenByStaffAtStop, SeenInRegion
from campaign.core.sealed import SealedText
from campaign.people.schemas import RegistrationState, Source

TICKET = "ticket"
GUARDIAN = "guardian"


def opened_phone(sealed: bytes | None, person_uid: str) -> str:
    """The number of a person of whom only these two columns were read: E.164, or empty. Some 10 µs."""
    return crypto.unseal(sealed, "people.phone", person_uid) if sealed else ""


def phone_index(e164: str, keys: crypto.Keys | None = None) -> str:
    """By which a number is found; `keys` as for `crypto.search_index`."""
    return crypto.search_index(e164, "people.phone", keys)


def tail_index(digits: str, keys: crypto.Keys | None = None) -> str:
    """By which the last four digits of a number are found."""
    return crypto.search_index(digits, "people.phone_tail", keys)


class Organisation(Base, SeenInRegion):
    """A school, firm or body people come from, in one region."""

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("region_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(400))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    sort_kk: Mapped[str] = mapped_column(sort_key_type())
    sort_ru: Mapped[str] = mapped_column(sort_key_type())

    def rename(self, name: str) -> None:
        self.name, self.name_key = name, text.fold(name)[:400]
        self.sort_kk, self.sort_ru = text.sort_key(name, "kk"), text.sort_key(name, "ru")


class Person(Base, Scoped):
    """Somebody who takes part. Never an account.

    `full_name` is as typed, cleaned; `name_key` its folded form for search and duplicates; `phone_index` the blind index of
    the number. Families share a phone: one number under two names is two people. `birth_date` is asked only where the year
    does not tell whether a parent has to agree; it is not sealed, since the triggers of migration 0026 judge by it. Whoever
    was put together with another (`duplicates`) points there by `merged_into_id`, keeps the phone and name under which they
    may come again, and stands on no list; the triggers of migration 0029 hold that.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("region_id", "phone_index", "name_key"),
        CheckConstraint("full_name <> ''", name="name_not_empty"),
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year_sane"),
        sparse_index("people", "merged_into_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    full_name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(240), index=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[str | None] = mapped_column(String(32), index=True)
    phone_tail: Mapped[str | None] = mapped_column(String(32), index=True)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(2), default="kk")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    merged_into_id: Mapped[int | None]
    made_at: Mapped[datetime]

    def rename(self, full_name: str) -> None:
        self.full_name, self.name_key = full_name, text.fold(full_name)[:240]

    @property
    def phone(self) -> str:
        """E.164, or empty."""
        return opened_phone(self.phone_sealed, self.uid)

    @phone.setter
    def phone(self, e164: str) -> None:
        self.phone_sealed = crypto.seal(e164, "people.phone", self.uid) if e164 else None
        self.phone_index = phone_index(e164) if e164 else None
        self.phone_tail = tail_index(e164[-4:]) if e164 else None

    email = SealedText()

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.id.is_(None)
        comes = select(_HERE.c.id).where(_HERE.c.person_id == cls.id, _HERE.c.stop_id.in_(scope.stops))
        return or_(cls.region_id.in_(scope.regions), comes.correlate_except(_HERE).exists())


def _hash_of_row(context: Any) -> str:
    return crypto.code_hash(context.get_current_parameters()["code"])


class Registration(Base, SeenByStaffAtStop):
    """One person's place at one event.

    `places` counts the head itself. The row is never deleted: cancelling keeps it, so that the waiting list can be replayed.
    `queue_number` is the order of commit within the event. `code` is the short public code of a badge, which never changes;
    `code_hash` what phones at the door know of it, set with a new row by itself. Of the ticket's token
    only the hash is kept, and `generation` withdraws it. Sort keys are copies of the person's, so that one index serves a list.
    Whoever looks for all of a stop or a region asks by its events: no index begins with these two.
    `group_id` is the group whose leader brings them, and then they wait with it; `confirm_by` until when they have to say
    that they come after moving up.
    The address for messages belongs to the registration, not to the person: whoever types a stranger's name and phone for one
    event must not get the stranger's messages about another. `photo_consent` is None until somebody was asked, which means no;
    of the link for a parent, too, only the hash is kept, and `guardian_generation` withdraws it.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        UniqueConstraint("event_id", "queue_number"),
        CheckConstraint("places > 0", name="places_positive"),
        Index("ix_registrations_event_id_sort_kk_id", "event_id", "sort_kk", "id"),
        Index("ix_registrations_event_id_sort_ru_id", "event_id", "sort_ru", "id"),
        Index("ix_registrations_event_id_state_queue_number", "event_id", "state", "queue_number"),
        Index("ix_registrations_person_id_stop_id", "person_id", "stop_id"),  # whether a person comes to a coordinator's stop
        sparse_index("registrations", "role_id"),
        sparse_index("registrations", "group_id"),
        sparse_index("registrations", "guardian_hash", unique=True),
        sparse_index("registrations", "confirm_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("event_roles.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    places: Mapped[int] = mapped_column(default=1)
    state: Mapped[RegistrationState] = mapped_column(word_type(RegistrationState))
    source: Mapped[Source] = mapped_column(word_type(Source))
    queue_number: Mapped[int]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    code_hash: Mapped[str] = mapped_column(String(16), index=True, default=_hash_of_row, server_default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    generation: Mapped[int] = mapped_column(default=1)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(2), default="kk")
    note: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    photo_consent: Mapped[bool | None]
    guardian_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    guardian_hash: Mapped[str | None] = mapped_column(String(64))
    guardian_email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sort_kk: Mapped[str] = mapped_column(sort_key_type())
    sort_ru: Mapped[str] = mapped_column(sort_key_type())
    made_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    confirm_by: Mapped[datetime | None]

    email = SealedText()

    @property
    def token(self) -> str:
        """The secret of the ticket's link, of the present generation."""
        return crypto.derived_token(TICKET, self.uid, self.generation)

    def issue(self, generation: int) -> None:
        """Make the link of this generation the only one that works."""
        self.generation = generation
        self.token_hash = crypto.token_hash(self.token)

    guardian_email = SealedText()
    """Where the parent's link was sent, or empty."""

    @property
    def guardian_token(self) -> str:
        """The secret of the parent's link, of the present generation."""
        return crypto.derived_token(GUARDIAN, self.uid, self.guardian_generation)

    def issue_to_guardian(self, generation: int) -> None:
        """Make the parent's link of this generation the only one that works."""
        self.guardian_generation = generation
        self.guardian_hash = crypto.token_hash(self.guardian_token)

    def sort_as(self, full_name: str) -> None:
        self.sort_kk, self.sort_ru = text.sort_key(full_name, "kk"), text.sort_key(full_name, "ru")


class ConsentText(Base):
    """The words people agree to, in one language and version; never changed once used."""

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("version", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[datetime]


class Consent(Base, Scoped):
    """That a person agreed, to which text and when; withdrawn, not deleted."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_texts.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.id.is_(None)
        given = select(_HERE.c.id).where(_HERE.c.id == cls.registration_id, _HERE.c.stop_id.in_(scope.stops))
        return or_(cls.region_id.in_(scope.regions), given.correlate_except(_HERE).exists())


_HERE = Registration.__table__.alias()  # inside the scope of others, where no criterion is to be added again
