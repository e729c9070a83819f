"""Tables of campaigns, relays and their chains of stops."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.versions import Versioned
from campaign.relay.schemas import RelayState


class Campaign(Versioned, Base):
    """The whole undertaking: name, slogans, period, hotline. Its texts are public.

    `region_id` is set where planning a region's first season opened it; such a campaign takes only that region's relays
    unless it is named, and goes when its only season is taken back.
    """

    __tablename__ = "campaigns"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="period_runs_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Translated]
    slogans: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hotline: Mapped[str] = mapped_column(String(40), default="")
    default_language: Mapped[str] = mapped_column(String(2), default="kk")
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    made_at: Mapped[datetime]


class Relay(Base, Scoped):
    """One region's chain. `as_of` is the date whose territory it follows; `last_day` the last day it may last.

    The last receiver may be a body (the department) instead of a place. A relay with a `parent_stop_id` leads through the
    parts of that stop's place and has a baton of its own; `may_outlast` lets it go beyond the stop's stay. `wish` is what
    it was planned from (`wishes.py`); None for one of before that was kept.
    `version` grows with every change of its chain: of two people who move its stops at once one wins.
    """

    __tablename__ = "relays"
    __table_args__ = (CheckConstraint("starts_on <= last_day", name="runs_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    parent_stop_id: Mapped[int | None] = mapped_column(
        ForeignKey("stops.id", use_alter=True, name="fk_relays_parent_stop_id"), index=True
    )
    may_outlast: Mapped[bool] = mapped_column(default=False)
    last_receiver_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    as_of: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    last_day: Mapped[date]
    kilometres: Mapped[float] = mapped_column(default=0.0)
    state: Mapped[RelayState] = mapped_column(word_type(RelayState), default=RelayState.PLANNED)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    wish: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.state == RelayState.PLANNED
        return or_(cls.region_id.in_(scope.regions), cls.id.in_(scope.relays))


class Stop(Base, Scoped):
    """The stay of the baton in one place, both days included; the next stop arrives on the day this one departs.

    `kilometres` is the great circle from the stop before; `road_km` the road, typed by whoever knows it. One that was left
    out of the chain (`left_out`) stays for what was announced there; its position is behind those of the chain.
    """

    __tablename__ = "stops"
    __table_args__ = (
        UniqueConstraint("relay_id", "position"),
        UniqueConstraint("relay_id", "unit_id"),
        CheckConstraint("arrives_on <= departs_on", name="stay_runs_forward"),
        CheckConstraint("position > 0", name="position_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    position: Mapped[int]
    arrives_on: Mapped[date]
    departs_on: Mapped[date]
    kilometres: Mapped[float] = mapped_column(default=0.0)
    road_km: Mapped[float | None]
    time_zone: Mapped[str] = mapped_column(String(40))
    left_out: Mapped[bool] = mapped_column(default=False, server_default=false())

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.relay_id.in_(select(Relay.id).where(Relay.state == RelayState.PLANNED))
        return or_(cls.region_id.in_(scope.regions), cls.id.in_(scope.stops))
