"""Tables of plausibility: the dated rules, and what somebody answered to a doubt."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff
from campaign.events.dated.models import DatedRule
from campaign.events.figures.plausibility.schemas import Check


class PlausibilityRule(DatedRule, Base):
    """One version of a rule: what is laid beside what, with which numbers, and where those come from."""

    __tablename__ = "plausibility_rules"
    __table_args__ = (
        CheckConstraint("CAST(source AS TEXT) <> '{}'", name="has_a_source"),
        CheckConstraint("valid_from <= valid_to", name="valid_forward"),
        CheckConstraint("least >= 0 AND most >= 0 AND percent >= 0 AND size >= 0", name="never_negative"),
        CheckConstraint("least <= most", name="least_before_most"),
    )

    check: Mapped[Check] = mapped_column(word_type(Check))
    measure: Mapped[str] = mapped_column(String(40), default="")
    least: Mapped[int | None]
    most: Mapped[int | None]
    percent: Mapped[int | None]
    size: Mapped[int | None]


class PlausibilityAnswer(Base, OfStopForStaff):
    """Somebody said that both values may stand. `mark` names the doubt together with both values: others raise it anew.

    `first_words` and `second_words` are the values as they were said then.
    """

    __tablename__ = "plausibility_answers"
    __table_args__ = (UniqueConstraint("mark"), CheckConstraint("reason <> ''", name="has_a_reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    rule_code: Mapped[str] = mapped_column(String(40))
    first_words: Mapped[Translated]
    second_words: Mapped[Translated]
    reason: Mapped[str] = mapped_column(String(500))
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime]
