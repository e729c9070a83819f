"""Tables of events, their places and roles, and the kits they are made from."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import LANGUAGES, Translated
from campaign.core.scoped import SeenAtStop
from campaign.core.sealed import SealedText
from campaign.core.text import fold
from campaign.core.versions import Versioned
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.kits.schemas import Basis
from campaign.events.schemas import PUBLIC_STATES, Anchor, EventState


class EventKind(Base):
    """What sort of event it is; the shipped ones have a code the program knows, organizers add others."""

    __tablename__ = "event_kinds"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Translated]
    shipped: Mapped[bool] = mapped_column(default=False)


class Place(Versioned, Base, Scoped):
    """Where events are held. `capacity` is how many the square or hall holds, by whoever is in charge of it."""

    __tablename__ = "places"
    __table_args__ = (CheckConstraint("capacity > 0", name="capacity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[Translated]
    address: Mapped[str] = mapped_column(String(200), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    capacity: Mapped[int | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.id.is_not(None)
        return cls.region_id.in_(scope.regions | scope.stop_regions)


class Kit(Base):
    """A template of a stop's events and tasks.

    `version` grows with every edit; a piece keeps in `revision` the version in which it was last changed, by which stops see
    that there is something to take over. `own`: organizers have changed it, and updates of the program leave it alone.
    `retired`: offered no longer.
    """

    __tablename__ = "kits"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class KitEvent(Base):
    """One event of a kit: `day_offset` days after the anchor's day (negative before), wall clock, minutes it lasts.

    `capacity`, `teams` and `offices` are what head-counts of its roles are reckoned with. A `retired` one was taken out of the
    kit and stays for the stops that have it, at a position below zero.
    """

    __tablename__ = "kit_events"
    __table_args__ = (
        UniqueConstraint("kit_id", "position"),
        CheckConstraint("teams > 0", name="teams_positive"),
        CheckConstraint("offices > 0", name="offices_positive"),
        CheckConstraint("minutes > 0", name="lasts"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id", ondelete="CASCADE"), index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("event_kinds.id"))
    position: Mapped[int]
    title: Mapped[Translated]
    description: Mapped[Translated]
    anchor: Mapped[Anchor] = mapped_column(word_type(Anchor))
    day_offset: Mapped[int]
    starts: Mapped[time]
    minutes: Mapped[int]
    capacity: Mapped[int | None]
    teams: Mapped[int | None]
    offices: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class KitRole(Base):
    """A role that an event of a kit asks for: `capacity` people, or so many for every `each` of the basis."""

    __tablename__ = "kit_roles"
    __table_args__ = (CheckConstraint("basis = 'fixed' OR (capacity > 0 AND each > 0)", name="can_be_reckoned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_event_id: Mapped[int] = mapped_column(ForeignKey("kit_events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Translated]
    basis: Mapped[Basis] = mapped_column(word_type(Basis), default=Basis.FIXED, server_default=Basis.FIXED.value)
    capacity: Mapped[int | None]
    each: Mapped[int | None]


class KitTask(Base):
    """A task that a kit puts on the checklist of a stop, or of the event that its `kit_event_id` makes there."""

    __tablename__ = "kit_tasks"
    __table_args__ = (
        CheckConstraint("anchor <> 'fixed'", name="follows_the_stay"),
        CheckConstraint("anchor <> 'event' OR kit_event_id IS NOT NULL", name="event_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id", ondelete="CASCADE"), index=True)
    kit_event_id: Mapped[int | None] = mapped_column(ForeignKey("kit_events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[Translated]
    anchor: Mapped[TaskAnchor] = mapped_column(word_type(TaskAnchor))
    day_offset: Mapped[int]
    at: Mapped[time | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class KitAnswer(Base, SeenAtStop):
    """A stop has answered a change of a kit: up to this `revision` of the piece nothing is offered any more."""

    __tablename__ = "kit_answers"
    __table_args__ = (
        UniqueConstraint("stop_id", "kit_event_id"),
        UniqueConstraint("stop_id", "kit_task_id"),
        CheckConstraint("(kit_event_id IS NULL) <> (kit_task_id IS NULL)", name="one_piece"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    kit_event_id: Mapped[int | None] = mapped_column(ForeignKey("kit_events.id", ondelete="CASCADE"), index=True)
    kit_task_id: Mapped[int | None] = mapped_column(ForeignKey("kit_tasks.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]


def search_key(title: Translated) -> str:
    """The title folded in every language, by which events are found."""
    return " ".join(dict.fromkeys(fold(title.text(code)) for code in LANGUAGES))


def _search_key_of_row(context: Any) -> str:
    return search_key(context.get_current_parameters()["title"])


def _day_of_row(context: Any) -> date:
    row = context.get_current_parameters()
    day: date = row["starts_at"].astimezone(ZoneInfo(row["time_zone"])).date()
    return day


class Event(Base, Scoped):
    """The thing people come to and materials go to.

    `day` is the date on the place's wall when it begins, for calendars and filters; `search_key` its title folded. Both follow
    from other columns and are set with them: by `move` and `rename`, and by themselves for a new row.

    `taken` counts the confirmed places and is changed by one guarded UPDATE only; the CHECK stands behind it. `capacity` None
    is no limit. `edited` says that a hand has changed what the kit made. `version` grows with every edit.
    """

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        CheckConstraint("taken >= 0", name="taken_never_negative"),
        CheckConstraint("capacity IS NULL OR taken <= capacity", name="never_overbooked"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
        Index("ix_events_region_id_starts_at", "region_id", "starts_at"),
        Index("ix_events_starts_at_id", "starts_at", "id"),
        Index("ix_events_day", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("event_kinds.id"), index=True)
    kit_event_id: Mapped[int | None] = mapped_column(ForeignKey("kit_events.id", ondelete="SET NULL"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    title: Mapped[Translated]
    description: Mapped[Translated]
    place_note: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(default=_day_of_row)
    search_key: Mapped[str] = mapped_column(Text, default=_search_key_of_row)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[EventState] = mapped_column(word_type(EventState), default=EventState.DRAFT)
    reason: Mapped[str] = mapped_column(String(500), default="")
    responsible: Mapped[str] = mapped_column(String(120), default="")
    responsible_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    edited: Mapped[bool] = mapped_column(default=False)
    kit_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)

    def move(self, starts_at: datetime, ends_at: datetime) -> None:
        """Put it at these moments; the day on the wall follows."""
        self.starts_at, self.ends_at = starts_at, ends_at
        self.day = starts_at.astimezone(ZoneInfo(self.time_zone)).date()

    def rename(self, title: Translated) -> None:
        self.title, self.search_key = title, search_key(title)

    responsible_phone = SealedText()
    """E.164, or empty."""

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.state.in_(PUBLIC_STATES)
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))


class ClashAcceptance(Base):
    """An organizer let this very clash stand. `fingerprint` names it together with the times of both events."""

    __tablename__ = "clash_acceptances"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(500))


class EventRole(Base):
    """A role at one event; `taken` is guarded as the event's own."""

    __tablename__ = "event_roles"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="taken_never_negative"),
        CheckConstraint("capacity IS NULL OR taken <= capacity", name="never_overbooked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Translated]
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
