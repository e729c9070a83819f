"""The tables of alarms, and of the dated rules behind them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.accounts.alarms.schemas import MOST_WORD, AlarmKind
from campaign.core.db import Base, word_type
from campaign.core.rules import AddedRule, with_a_source


class AlarmRule(AddedRule, Base):
    """How many within an hour are not yet an alarm."""

    __tablename__ = "alarm_rules"
    __table_args__ = (CheckConstraint("most > 0", name="most_sane"), with_a_source())

    kind: Mapped[AlarmKind] = mapped_column(word_type(AlarmKind))
    most: Mapped[int]


class Alarm(Base):
    """One kind of thing by one account or network within an hour, however often. `subject` tells whose without naming them.

    `count` is what had been reached when it was raised. `region_id` is the one region the account works in, None for the
    country. Ids only: whoever is erased is named nowhere here.
    """

    __tablename__ = "alarms"
    __table_args__ = (UniqueConstraint("hour", "kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    kind: Mapped[AlarmKind] = mapped_column(word_type(AlarmKind))
    subject: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(index=True)
    count: Mapped[int]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    word: Mapped[str] = mapped_column(String(MOST_WORD), default="")
