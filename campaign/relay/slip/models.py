"""The table of slips: who moved what of a chain and why, and what it takes to undo it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenInRelay
from campaign.relay.slip.schemas import MOST_REASON, SlipAct


class Slip(Base, SeenInRelay):
    """One step in which stops of a relay were moved, left out, swapped or put in, with all that shifted with them.

    `unit_id` is the place that it was about, `other_unit_id` the one it was swapped with; `days` are as wished (of a place that
    was put in: its stay). `made_at` and `undone_at` are moments of the campaign's calendar. `facts` hold the chain before and
    what each port needs to undo; `version` is the relay's after it, by which one knows that the chain is still so.
    """

    __tablename__ = "slips"

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    act: Mapped[SlipAct] = mapped_column(word_type(SlipAct))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    other_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    days: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")
    only_unannounced: Mapped[bool] = mapped_column(default=False)
    stops: Mapped[int] = mapped_column(default=0)
    things: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]
