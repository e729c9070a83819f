"""Tables of legal bases, dated rules and filings."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop
from campaign.events.dated.models import DatedRule
from campaign.events.deadlines.schemas import Anchor, Answer, Basis, Measure, Unit


class LegalRule(DatedRule, Base):
    """One version of a rule: what has to be filed with whom, how many days before, and where that is written.

    `patrol_cars` and `inspection` are what the rule asks of a column besides; `paper` is the kind of paper (its code) that is
    drafted here and filed by it.
    """

    __tablename__ = "legal_rules"
    __table_args__ = (
        CheckConstraint("CAST(source AS TEXT) <> '{}'", name="has_a_source"),
        CheckConstraint("days >= 0", name="counts_back"),
        CheckConstraint("valid_from <= valid_to", name="valid_forward"),
        CheckConstraint("(measure = 'nothing') = (threshold IS NULL)", name="measured_from"),
        CheckConstraint("threshold > 0", name="threshold_positive"),
        CheckConstraint("answer_days > 0", name="answer_positive"),
        CheckConstraint("patrol_cars > 0", name="patrol_positive"),
    )

    addressee: Mapped[Translated]
    bases: Mapped[list[str]] = mapped_column(JSON, default=list)
    measure: Mapped[Measure] = mapped_column(word_type(Measure), default=Measure.NOTHING)
    threshold: Mapped[int | None]
    anchor: Mapped[Anchor] = mapped_column(word_type(Anchor), default=Anchor.EVENT)
    days: Mapped[int]
    unit: Mapped[Unit] = mapped_column(word_type(Unit), default=Unit.WORKING)
    answer_days: Mapped[int | None]
    patrol_cars: Mapped[int | None]
    inspection: Mapped[bool] = mapped_column(default=False, server_default=false())
    paper: Mapped[str] = mapped_column(String(40), default="", server_default="")


class Permit(Base, OfStop):
    """The legal basis of one event. `vehicles`: how many are expected, for the rules that ask."""

    __tablename__ = "event_permits"
    __table_args__ = (CheckConstraint("vehicles >= 0", name="vehicles_never_negative"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    basis: Mapped[Basis] = mapped_column(word_type(Basis))
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    vehicles: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class Filing(Base, OfStop):
    """A paper that was filed for an event, and its answer. `rule_code` names the rule that asked for it."""

    __tablename__ = "filings"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answered_when"),
        CheckConstraint("filed_on <= answered_on", name="answered_after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    rule_code: Mapped[str] = mapped_column(String(40))
    filed_on: Mapped[date]
    number: Mapped[str] = mapped_column(String(60), default="")
    addressee: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    answer: Mapped[Answer | None] = mapped_column(word_type(Answer))
    answered_on: Mapped[date | None]
    answer_number: Mapped[str] = mapped_column(String(60), default="")
    answer_note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
