"""Tables of briefings: facts and rules that all regions share, what is written for an event, and what was sent."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop
from campaign.core.versions import Versioned
from campaign.events.briefing.schemas import Briefing, Contact


class CampaignFact(Base):
    """A fact that briefings may name. `checked_on` is when its source was last looked at; None: nobody has yet.

    `region_id` is whose organizers may change it (None: it is the whole campaign's); all regions may tell it. `code` marks what
    ships with the program; `edited` that a hand has changed it since, so that no upgrade writes over it.
    """

    __tablename__ = "campaign_facts"
    __table_args__ = (
        CheckConstraint("source <> '' AND address <> ''", name="has_a_source"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="year_sane"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    edited: Mapped[bool] = mapped_column(default=False)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    text: Mapped[Translated]
    value: Mapped[str] = mapped_column(String(60))
    unit: Mapped[Translated] = mapped_column(default=Translated)
    year: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(500))
    checked_on: Mapped[date | None]
    checked_by: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class ConductRule(Versioned, Base):
    """One rule of conduct, of all briefings or of a region's.

    A shipped one is left out by `active`, never deleted, or the next upgrade would bring it back.
    """

    __tablename__ = "conduct_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    edited: Mapped[bool] = mapped_column(default=False)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    text: Mapped[Translated]


class EventBriefing(Base, OfStop):
    """What is written for the briefing of one event; `contacts_sealed` holds leader, medic and lost-child contact.

    `version` grows with every edit. `waived` says why the event needs none.
    """

    __tablename__ = "event_briefings"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    why: Mapped[Translated]
    points: Mapped[Translated]
    day: Mapped[Translated]
    meeting: Mapped[Translated]
    bring: Mapped[Translated] = mapped_column(default=Translated, server_default="{}")
    contacts_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    has_leader: Mapped[bool] = mapped_column(default=False)
    waived: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    def contacts(self) -> tuple[Contact, Contact, Contact]:
        """Leader, medic, lost-child contact."""
        opened = json.loads(crypto.unseal(self.contacts_sealed, "event_briefings.contacts", self.uid))
        leader, medic, lost = (Contact(*pair) for pair in opened)
        return leader, medic, lost

    def keep_contacts(self, leader: Contact, medic: Contact, lost: Contact) -> None:
        text = json.dumps([[one.name, one.phone] for one in (leader, medic, lost)], ensure_ascii=False)
        self.contacts_sealed = crypto.seal(text, "event_briefings.contacts", self.uid)
        self.has_leader = bool(leader.name)


class BriefingFact(Base):
    """A fact that was chosen for a briefing. Read only through its briefing."""

    __tablename__ = "briefing_facts"

    briefing_id: Mapped[int] = mapped_column(ForeignKey("event_briefings.id", ondelete="CASCADE"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("campaign_facts.id"), primary_key=True, index=True)
    position: Mapped[int]


class BriefingVersion(Base, OfStop):
    """A briefing as it was sent, sealed, for it names people and phones; never changed and never deleted but with its event."""

    __tablename__ = "briefing_versions"
    __table_args__ = (UniqueConstraint("event_id", "number"), CheckConstraint("number > 0", name="counts_from_one"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime]
    sent_by: Mapped[int | None]
    letters: Mapped[int] = mapped_column(default=0)

    def keep(self, briefing: Briefing) -> None:
        text = json.dumps(briefing.content(), ensure_ascii=False, sort_keys=True)
        self.content_sealed = crypto.seal(text, "briefing_versions.content", self.uid)

    def briefing(self) -> Briefing:
        content: dict[str, Any] = json.loads(crypto.unseal(self.content_sealed, "briefing_versions.content", self.uid))
        return Briefing.of(content)
