"""Tables of counters: what each stop comes to, and which stops have changed since."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenByStaffAtStop
from campaign.events.figures.schemas import Stage


class TallyMark(Base):
    """Something that figures of this stop are reckoned from has changed. Set by triggers alone, deleted by the recount alone.

    On PostgreSQL every change adds a row, whoever else is adding one: a mark that is there already may be just being deleted
    by a recount that did not see this change. On SQLite, where writers follow each other, one row a stop is enough. No
    foreign key: the last mark of a stop outlives it.
    """

    __tablename__ = "tally_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(index=True)


class StopTally(Base, SeenByStaffAtStop):
    """One measure of a stop over its events of one kind (empty: of all): sums with how many parts are estimates.

    `times_*` add every event, `people_*` count each audience once and are NULL of what is no people. True only while the stop
    has no mark; whoever reads looks for marks first (`queries.tallies_of`).
    """

    __tablename__ = "stop_tallies"
    __table_args__ = (
        CheckConstraint("times_value >= 0 AND times_parts >= times_estimates", name="times_sane"),
        CheckConstraint("people_value >= 0 AND people_parts >= people_estimates", name="people_sane"),
        CheckConstraint("(people_value IS NULL) = (people_at_least IS NULL)", name="people_whole"),
        CheckConstraint("missing >= 0", name="missing_not_negative"),
    )

    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    stage: Mapped[Stage] = mapped_column(word_type(Stage), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    times_value: Mapped[int] = mapped_column(BigInteger)
    times_parts: Mapped[int]
    times_estimates: Mapped[int]
    times_at_least: Mapped[bool]
    people_value: Mapped[int | None] = mapped_column(BigInteger)
    people_parts: Mapped[int | None]
    people_estimates: Mapped[int | None]
    people_at_least: Mapped[bool | None]
    missing: Mapped[int]
