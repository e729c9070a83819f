"""Tables of tracked door signs, of the dated rule for looking at them again, and of what was seen then."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.rules import MOST_NOTE, AddedRule, with_a_source
from campaign.core.scoped import OfStopForStaff, SeenInRegion
from campaign.pdf.signs.schemas import Format
from campaign.walks.schemas import LONGEST_ROOM
from campaign.walks.signs.schemas import LONGEST_NOTE, LONGEST_NUMBER, MOST_DAYS, Outcome, SignState, Tongues


class DoorSign(Base, SeenInRegion):
    """One printed sign under its number for good; `place` on its sheet. It belongs to a building, like the door.

    `state` is what a hand or an inspection said; what a walk says stands with its door and is read from there. Where the door
    is removed from the register, the number and the room stay.
    """

    __tablename__ = "door_signs"
    __table_args__ = (
        UniqueConstraint("sheet_number", "place"),
        CheckConstraint("(state = 'printed') = (state_at IS NULL)", name="state_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(LONGEST_NUMBER), unique=True)
    sheet_number: Mapped[int]
    place: Mapped[int]
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id", ondelete="CASCADE"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id", ondelete="SET NULL"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), index=True)
    room: Mapped[str] = mapped_column(String(LONGEST_ROOM))
    format: Mapped[Format] = mapped_column(word_type(Format))
    tongues: Mapped[Tongues] = mapped_column(word_type(Tongues))
    made_at: Mapped[datetime]
    state: Mapped[SignState] = mapped_column(word_type(SignState), default=SignState.PRINTED)
    state_at: Mapped[datetime | None]


class InspectionRule(AddedRule, Base):
    """From which day on, how many days after a walk, what share of its signs in percent is looked at again."""

    __tablename__ = "inspection_rules"
    __table_args__ = (
        CheckConstraint(f"days BETWEEN 1 AND {MOST_DAYS}", name="days_sane"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_sane"),
        with_a_source(),
    )

    days: Mapped[int]
    share: Mapped[int]
    note: Mapped[str] = mapped_column(String(MOST_NOTE), default="")
    shipped: Mapped[bool] = mapped_column(default=False)


class SignInspection(Base, OfStopForStaff):
    """The second look at the signs of a walk: planned with the first print, drawn when it is due.

    `seed` and the numbers of the signs give the sample again; `hung` is how many hung then. `task_id` reminds of it.
    """

    __tablename__ = "sign_inspections"
    __table_args__ = (CheckConstraint("(seed = '') = (drawn_at IS NULL)", name="drawn_with_a_seed"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_tasks.id", ondelete="SET NULL"), index=True)
    seed: Mapped[str] = mapped_column(String(64), default="")
    drawn_at: Mapped[datetime | None]
    hung: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class SignLook(Base, OfStopForStaff):
    """A sign of the sample, and what was seen at its door; `position` is its row on the printed list."""

    __tablename__ = "sign_looks"
    __table_args__ = (
        UniqueConstraint("event_id", "sign_id"),
        CheckConstraint("(outcome = 'unset') = (recorded_at IS NULL)", name="seen_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("sign_inspections.event_id", ondelete="CASCADE"))
    sign_id: Mapped[int] = mapped_column(ForeignKey("door_signs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(word_type(Outcome), default=Outcome.UNSET)
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[int | None]
