"""Tables of the exhibition: halls, panels with their versions, what is said of a person, approvals, prints, take-downs.

Triggers keep the gate of SPEC X2: no print and no state `shown` of a panel about a person unless every condition holds, and
nothing of an approved version changes. Nothing here is public: without a scope there are no rows.
"""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff
from campaign.exhibition.schemas import LONGEST, PanelKind, PanelSize, PanelState, PictureRight, TakedownReason, Way


class Exhibition(Base, OfStopForStaff):
    """A hall with panels: an event of its own, or something that hangs at a stop meanwhile."""

    __tablename__ = "exhibitions"
    __table_args__ = (CheckConstraint("opens_on <= closes_on", name="runs_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), unique=True)
    title: Mapped[Translated]
    hall: Mapped[Translated]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class Panel(Base, OfStopForStaff):
    """One panel of an exhibition.

    `version` grows with every change of what stands on it, and `content_hash` is of that version; where it hangs (`position`,
    `wall`) is no part of it. `kind` never changes. On one about a person the title and the blocks do not name the person.
    """

    __tablename__ = "panels"
    __table_args__ = (
        CheckConstraint("state <> 'shown' OR shown_on IS NOT NULL", name="shown_since_a_day"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    exhibition_id: Mapped[int] = mapped_column(ForeignKey("exhibitions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PanelKind] = mapped_column(word_type(PanelKind))
    state: Mapped[PanelState] = mapped_column(word_type(PanelState), default=PanelState.DRAFT)
    position: Mapped[int]
    wall: Mapped[str] = mapped_column(String(LONGEST["wall"]), default="")
    size: Mapped[PanelSize] = mapped_column(word_type(PanelSize), default=PanelSize.A3)
    way: Mapped[Way] = mapped_column(word_type(Way), default=Way.PORTRAIT)
    title: Mapped[Translated]
    lead: Mapped[Translated]
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    source: Mapped[Translated]
    source_checked_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    content_hash: Mapped[str] = mapped_column(String(64))
    shown_on: Mapped[date | None]
    made_at: Mapped[datetime]


class PanelVersion(Base):
    """Who wrote which version of a panel: none of them approves it. Only ever added to; read through the panel."""

    __tablename__ = "panel_versions"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]


class PanelPerson(Base, OfStopForStaff):
    """What a panel says of a convicted person, field by field (SPEC X2); sealed but for the days that the gate reckons with.

    There is no column for an IIN, an address, relatives, or somebody who is only suspected. `version` is that of the panel.
    Erasing empties every sealed column.
    """

    __tablename__ = "panel_persons"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    version: Mapped[int]
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    post_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    court_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    case_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    article_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sentence_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    story_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    source_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    basis_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    verdict_on: Mapped[date | None]
    in_force_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    spent_on: Mapped[date | None] = mapped_column(index=True)
    picture: Mapped[PictureRight | None] = mapped_column(word_type(PictureRight))
    erased_on: Mapped[date | None]

    SEALED = ("name", "post", "court", "case", "article", "sentence", "story", "source", "basis")

    def said(self, part: str) -> str:
        """One of SEALED as it was typed; empty when it is not known, or was erased."""
        kept: bytes | None = getattr(self, f"{part}_sealed")
        return crypto.unseal(kept, f"panel_persons.{part}", self.uid) if kept else ""

    def say(self, part: str, words: str) -> None:
        setattr(self, f"{part}_sealed", crypto.seal(words, f"panel_persons.{part}", self.uid) if words else None)

    def text(self, part: str) -> Translated:
        """The same for a text in several languages."""
        return Translated.of(json.loads(words)) if (words := self.said(part)) else Translated()

    def write(self, part: str, words: Translated) -> None:
        self.say(part, json.dumps(words.as_dict(), ensure_ascii=False, sort_keys=True) if words else "")


class PanelApproval(Base, OfStopForStaff):
    """Somebody who did not write the panel agreed to this very version of it; may be taken back, never moved."""

    __tablename__ = "panel_approvals"
    __table_args__ = (UniqueConstraint("panel_id", "version", "approver_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    approver_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    approved_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(String(LONGEST["reason"]), default="")


class PanelPrint(Base, OfStopForStaff):
    """One print of a panel, by the number of its sheet. Only ever added to, while the gate is open.

    `printed_on` is the day on the wall of the hall; after `printed_until` the sheet may not hang any more.
    """

    __tablename__ = "panel_prints"

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[int] = mapped_column(index=True)
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    printed_at: Mapped[datetime]
    printed_on: Mapped[date]
    printed_until: Mapped[date | None]
    printed_by: Mapped[int | None]


class PanelTakedown(Base, OfStopForStaff):
    """This version of a panel must come off the wall by a day; when it did, who says so, and where that can be seen.

    A version that was ever to be taken down is never printed or shown again: it takes a new one, approved anew.
    """

    __tablename__ = "panel_takedowns"
    __table_args__ = (
        UniqueConstraint("panel_id", "version", "reason"),
        CheckConstraint("(done_at IS NULL) = (note = '')", name="done_with_a_note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"))
    version: Mapped[int]
    reason: Mapped[TakedownReason] = mapped_column(word_type(TakedownReason))
    opened_on: Mapped[date]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(LONGEST["note"]), default="")


class PersonSwitch(Base):
    """Whether a campaign may show panels about persons; without a row it may not."""

    __tablename__ = "person_switches"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    is_on: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(LONGEST["reason"]))
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
