"""Tables of groups and of what an event's waiting list is told to do."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, sparse_index, word_type
from campaign.core.scoped import OfStopForStaff, SeenByStaffAtStop
from campaign.core.sealed import SealedText
from campaign.people.groups.schemas import GroupState
from campaign.people.schemas import Source

LEADER = "group"


class Group(Base, SeenByStaffAtStop):
    """Places of one event for the people whom a leader brings; their names may come later, as registrations with its number.

    `held` are the places it has without a name, counted in the event's `taken`; `short` the places without a name it still
    waits for. The unit that stands in the waiting list is `short` and its waiting members together, at `queue_number`, which
    comes from the same row of numbers as those of registrations. It gets places only whole, unless the leader agreed to
    `may_split`; `no_passing` says that nobody behind it gets a place before it. `passed_over` counts who did.
    Only the hash of the leader's link is kept; NULL when it was withdrawn. `confirm_by` is until when the leader has to say
    that they come. `version` grows with every change of the leader's or a coordinator's.
    """

    __tablename__ = "groups"
    __table_args__ = (
        UniqueConstraint("event_id", "queue_number"),
        CheckConstraint("held >= 0 AND short >= 0", name="never_negative"),
        CheckConstraint("state = 'confirmed' OR held = 0", name="held_when_confirmed"),
        CheckConstraint("state <> 'cancelled' OR short = 0", name="cancelled_wants_nothing"),
        sparse_index("groups", "confirm_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("event_roles.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    leader_name: Mapped[str] = mapped_column(String(120))
    leader_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(2), default="kk")
    state: Mapped[GroupState] = mapped_column(word_type(GroupState))
    source: Mapped[Source] = mapped_column(word_type(Source))
    held: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    queue_number: Mapped[int]
    may_split: Mapped[bool] = mapped_column(default=False, server_default=false())
    no_passing: Mapped[bool] = mapped_column(default=False, server_default=false())
    passed_over: Mapped[int] = mapped_column(default=0)
    confirm_by: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    leader_phone = SealedText()
    """E.164, or empty."""

    @property
    def token(self) -> str:
        """The secret of the leader's link, of the present generation."""
        return crypto.derived_token(LEADER, self.uid, self.generation)

    def issue(self, generation: int) -> None:
        """Make the link of this generation the only one that works."""
        self.generation = generation
        self.token_hash = crypto.token_hash(self.token)


class WaitingRule(Base, OfStopForStaff):
    """What the organizer of an event set for its waiting list: how many hours whoever moves up has to confirm."""

    __tablename__ = "waiting_rules"
    __table_args__ = (CheckConstraint("confirm_hours BETWEEN 1 AND 720", name="a_term"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    confirm_hours: Mapped[int]
