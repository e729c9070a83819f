"""Paper sets, the papers they are made of, and when they are made ahead."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import SeenAtStop
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets.schemas import MOST_DAYS, Binding, ItemState


class PaperSet(Base, SeenAtStop):
    """One set. `ahead_key` is there once for each stop and evening; `mark` is the last line of the audit when it was frozen.

    The file is kept sealed in `kept_files`; it is made of the sheets and can be made of them again.
    """

    __tablename__ = "paper_sets"
    __table_args__ = (Index("ix_paper_sets_subject_kind_subject_id", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    subject_kind: Mapped[SubjectKind] = mapped_column(word_type(SubjectKind))
    subject_id: Mapped[int]
    binding: Mapped[Binding] = mapped_column(word_type(Binding))
    both_sides: Mapped[bool] = mapped_column(default=False)
    only_new: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None]
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    really_at: Mapped[datetime]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    ahead_key: Mapped[str | None] = mapped_column(String(60), unique=True)
    papers: Mapped[int] = mapped_column(default=0)
    job_uid: Mapped[str | None] = mapped_column(String(22))
    file_uid: Mapped[str | None] = mapped_column(String(22))
    mark: Mapped[int] = mapped_column(default=0)


class PaperSetItem(Base):
    """One paper of a set in one language. `number` is given once, in the unit of work that froze the sheet."""

    __tablename__ = "set_items"
    __table_args__ = (
        UniqueConstraint("set_id", "position"),
        CheckConstraint("(state IN ('frozen', 'same')) = (number IS NOT NULL)", name="number_of_frozen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("paper_sets.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(30))
    subject_kind: Mapped[SubjectKind] = mapped_column(word_type(SubjectKind))
    subject_id: Mapped[int]
    part: Mapped[Translated]
    language: Mapped[str] = mapped_column(String(5))
    state: Mapped[ItemState] = mapped_column(word_type(ItemState), default=ItemState.WAITING)
    number: Mapped[int | None] = mapped_column(index=True)
    trouble: Mapped[str] = mapped_column(String(500), default="")


class EveningSet(Base, Scoped):
    """When the sets of a region are made ahead; a region without a row follows the usual rule."""

    __tablename__ = "evening_sets"
    __table_args__ = (
        CheckConstraint("hour >= 0 AND hour <= 23", name="hour_of_a_day"),
        CheckConstraint(f"days >= 1 AND days <= {MOST_DAYS}", name="days_ahead"),
    )

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), primary_key=True)
    is_on: Mapped[bool]
    hour: Mapped[int]
    days: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return cls.region_id.in_(scope.regions)
