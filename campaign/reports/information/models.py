"""Tables of event reports: revisions, what hands wrote into their clauses, and the lessons for the next places."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, String, UniqueConstraint, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff, SeenByStaffAtStop
from campaign.reports.information.schemas import MOST_NAME, MOST_NUMBER, MOST_PHONE, MOST_REASON, ClauseCode, State

COLUMN = "event_reports.content"
_OF_STOP, _OF_EVENT = text("event_id IS NULL"), text("event_id IS NOT NULL")
_DRAFT_OF_STOP = text("event_id IS NULL AND state = 'draft'")
_DRAFT_OF_EVENT = text("event_id IS NOT NULL AND state = 'draft'")


class EventReport(Base, OfStopForStaff):
    """One revision of the report about a stop, or about one of its events; at most one of them is a draft.

    `content_sealed` is what was signed, sealed, for it names people; its hash is of the words themselves.
    """

    __tablename__ = "event_reports"
    __table_args__ = (
        CheckConstraint("revision > 0", name="counts_from_one"),
        CheckConstraint("(state = 'signed') = (content_sealed IS NOT NULL)", name="signed_is_frozen"),
        CheckConstraint("(content_sealed IS NULL) = (signed_at IS NULL)", name="signed_when"),
        Index("uq_event_reports_of_stop", "stop_id", "revision", unique=True,
              sqlite_where=_OF_STOP, postgresql_where=_OF_STOP),
        Index("uq_event_reports_of_event", "event_id", "revision", unique=True,
              sqlite_where=_OF_EVENT, postgresql_where=_OF_EVENT),
        Index("uq_event_reports_draft_of_stop", "stop_id", unique=True,
              sqlite_where=_DRAFT_OF_STOP, postgresql_where=_DRAFT_OF_STOP),
        Index("uq_event_reports_draft_of_event", "event_id", unique=True,
              sqlite_where=_DRAFT_OF_EVENT, postgresql_where=_DRAFT_OF_EVENT),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    state: Mapped[State] = mapped_column(word_type(State), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(MOST_NUMBER), default="")
    dated_on: Mapped[date | None]
    sender: Mapped[Translated] = mapped_column(default=Translated)
    addressee: Mapped[Translated] = mapped_column(default=Translated)
    executor: Mapped[str] = mapped_column(String(MOST_NAME), default="")
    executor_phone: Mapped[str] = mapped_column(String(MOST_PHONE), default="")
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    signed_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[int | None]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class ReportClause(Base, SeenByStaffAtStop):
    """The words that a hand gave to a clause of a report. `data_then` is what the data said when it was written or kept."""

    __tablename__ = "report_clauses"
    __table_args__ = (UniqueConstraint("report_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("event_reports.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    code: Mapped[ClauseCode] = mapped_column(word_type(ClauseCode))
    text: Mapped[Translated]
    data_then: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)


class ReportLesson(Base, Scoped):
    """What a report advises the next places of its relay; all of its coordinators may read it."""

    __tablename__ = "report_lessons"

    report_id: Mapped[int] = mapped_column(ForeignKey("event_reports.id", ondelete="CASCADE"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    text: Mapped[Translated]
    is_signed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.report_id.is_(None)
        return or_(cls.region_id.in_(scope.regions), cls.relay_id.in_(scope.relays), cls.stop_id.in_(scope.stops))
