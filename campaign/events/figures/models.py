"""Tables of figures: what can be measured, what was said, and which events had the same people."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff, SeenByStaffAtStop
from campaign.core.versions import Versioned
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import MOST_AUDIENCE, MOST_METHOD, MOST_NOTE, MOST_WHO, Counts, Source, Stage, Unit


class Measure(Versioned, Base):
    """Something that is counted at events; the shipped ones have codes the program knows, organizers add others."""

    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 3", name="decimals_sane"),
        CheckConstraint("parent_code <> code", name="no_part_of_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Translated]
    unit: Mapped[Unit] = mapped_column(word_type(Unit))
    parent_code: Mapped[str] = mapped_column(String(40), default="")
    overlaps: Mapped[bool] = mapped_column(default=False)
    decimals: Mapped[int] = mapped_column(default=0)
    kinds: Mapped[list[Any]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    shipped: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)


_OF_EVENT = text("event_id IS NOT NULL")
_OF_AUDIENCE = text("event_id IS NULL")


class Figure(Base, OfStopForStaff):
    """What somebody said: so much of a measure, planned or in fact, from one source.

    Of an event, or (then `audience` names which) of all events of a stop that had the same people. The same source has one
    figure of a measure; different sources may disagree, and all of them are kept.
    """

    __tablename__ = "figures"
    __table_args__ = (
        CheckConstraint("value >= 0", name="never_negative"),
        CheckConstraint("(event_id IS NULL) = (audience <> '')", name="of_an_event_or_an_audience"),
        CheckConstraint("source <> 'estimated' OR (method <> '' AND by_whom <> '')", name="estimated_how_and_by_whom"),
        CheckConstraint("qualifier <> 'several' OR value IN (10, 100, 1000, 10000)", name="several_of_an_order"),
        Index(
            "uq_figures_of_event", "event_id", "measure_id", "stage", "source", "counts", unique=True,
            sqlite_where=_OF_EVENT, postgresql_where=_OF_EVENT,
        ),
        Index(
            "uq_figures_of_audience", "stop_id", "audience", "measure_id", "stage", unique=True,
            sqlite_where=_OF_AUDIENCE, postgresql_where=_OF_AUDIENCE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    audience: Mapped[str] = mapped_column(String(MOST_AUDIENCE), default="")
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    stage: Mapped[Stage] = mapped_column(word_type(Stage))
    value: Mapped[int] = mapped_column(BigInteger)
    qualifier: Mapped[Qualifier] = mapped_column(word_type(Qualifier))
    source: Mapped[Source] = mapped_column(word_type(Source))
    counts: Mapped[Counts] = mapped_column(word_type(Counts), default=Counts.PEOPLE)
    method: Mapped[str] = mapped_column(String(MOST_METHOD), default="")
    by_whom: Mapped[str] = mapped_column(String(MOST_WHO), default="")
    note: Mapped[str] = mapped_column(String(MOST_NOTE), default="")
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime]

    @property
    def amount(self) -> Amount:
        return Amount(self.value, self.qualifier)


class EventAudience(Base, SeenByStaffAtStop):
    """An event that shares its people with the events of its stop under the same label, and with no others.

    Without a row it shares them with all events of its stop on its day that have none.
    """

    __tablename__ = "event_audiences"
    __table_args__ = (
        UniqueConstraint("event_id"),
        CheckConstraint("label <> ''", name="has_a_label"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    label: Mapped[str] = mapped_column(String(MOST_AUDIENCE))
