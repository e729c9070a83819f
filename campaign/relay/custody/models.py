"""Tables of custody: items of the baton, the line of who held them, and handovers with what is on them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import SeenInRelay
from campaign.core.versions import Versioned
from campaign.relay.custody.schemas import Condition, HandoverState, Holder, ItemKind

_OPEN = text("until IS NULL")


class Handover(Base, Scoped):
    """The baton goes from a giver to a receiver; each is a stop or a body. `number` is the number of the act.

    `agreed_at` is when it is to happen, `left_at` when the giver said that it has left, `received_at` when the receiver has
    it: moments of the campaign's calendar, shown by the wall of `time_zone`. Names are those of the people who sign.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        CheckConstraint("(giver_stop_id IS NULL) <> (giver_body_id IS NULL)", name="one_giver"),
        CheckConstraint("(receiver_stop_id IS NULL) <> (receiver_body_id IS NULL)", name="one_receiver"),
        CheckConstraint("giver_stop_id <> receiver_stop_id AND giver_body_id <> receiver_body_id", name="not_to_oneself"),
        CheckConstraint("state <> 'left' OR left_at IS NOT NULL", name="left_when"),
        CheckConstraint("state <> 'confirmed' OR received_at IS NOT NULL", name="received_when"),
        CheckConstraint("left_at <= received_at", name="leaves_before_it_arrives"),
        CheckConstraint("copies BETWEEN 2 AND 3", name="two_or_three_copies"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    giver_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    giver_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    receiver_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    receiver_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    witness_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    state: Mapped[HandoverState] = mapped_column(word_type(HandoverState), default=HandoverState.PROPOSED)
    version: Mapped[int] = mapped_column(default=1)
    agreed_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    time_zone: Mapped[str] = mapped_column(String(40))
    place: Mapped[Translated]
    giver_name: Mapped[str] = mapped_column(String(120), default="")
    giver_post: Mapped[Translated] = mapped_column(default=Translated)
    receiver_name: Mapped[str] = mapped_column(String(120), default="")
    receiver_post: Mapped[Translated] = mapped_column(default=Translated)
    witness_name: Mapped[str] = mapped_column(String(120), default="")
    witness_post: Mapped[Translated] = mapped_column(default=Translated)
    book_entries: Mapped[int | None]
    book_pages: Mapped[int | None]
    book_photos: Mapped[int | None]
    copies: Mapped[int] = mapped_column(default=3)
    remarks: Mapped[str] = mapped_column(String(1000), default="")
    override_reason: Mapped[str] = mapped_column(String(1000), default="")
    cancel_reason: Mapped[str] = mapped_column(String(1000), default="")
    paper_first: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    proposed_by: Mapped[int | None]
    confirmed_by: Mapped[int | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """Both sides see it; other stops of the chain do not."""
        return or_(cls.region_id.in_(scope.regions), cls.giver_stop_id.in_(scope.stops), cls.receiver_stop_id.in_(scope.stops))


class BatonItem(Versioned, Base, SeenInRelay):
    """One thing that the baton is made of. `condition` is as it was last received.

    `handover_id` is the one open handover that it is part of: it is taken by a guarded UPDATE, so no item is promised twice.
    """

    __tablename__ = "baton_items"
    __table_args__ = (
        UniqueConstraint("relay_id", "inventory"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    kind: Mapped[ItemKind] = mapped_column(word_type(ItemKind))
    name: Mapped[Translated]
    inventory: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[int] = mapped_column(default=1)
    condition: Mapped[Condition] = mapped_column(word_type(Condition), default=Condition.GOOD)
    note: Mapped[str] = mapped_column(String(500), default="")
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime]


class CustodyEntry(Base, SeenInRelay):
    """An item is held by somebody, or is in transit, from one moment to the next; rows are added, only `until` is set later.

    `number` counts an item's entries from 1; the last one is open, and there is one open entry an item at most. The first
    one, with the body that brought the item into the relay, has no handover.
    """

    __tablename__ = "custody_entries"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        Index("uq_custody_entries_open", "item_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("since <= until", name="runs_forward"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("(holder = 'stop') = (stop_id IS NOT NULL)", name="stop_named"),
        CheckConstraint("(holder = 'body') = (body_id IS NOT NULL)", name="body_named"),
        CheckConstraint("handover_id IS NOT NULL OR (holder = 'body' AND number = 1)", name="only_by_a_handover"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("baton_items.id", ondelete="CASCADE"), index=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    number: Mapped[int]
    holder: Mapped[Holder] = mapped_column(word_type(Holder))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class HandoverLine(Base):
    """One item on a handover: how it was given, and what the receiver says of it. Read only through its handover."""

    __tablename__ = "handover_lines"
    __table_args__ = (UniqueConstraint("handover_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("baton_items.id", ondelete="CASCADE"), index=True)
    given: Mapped[Condition] = mapped_column(word_type(Condition, check="given"))
    received: Mapped[Condition | None] = mapped_column(word_type(Condition, check="received"))
    missing: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(500), default="")


class HandoverThing(Base):
    """Something passed on with the baton: a line of words, or with `code` of what the giver's store has.

    Read only through its handover.
    """

    __tablename__ = "handover_things"
    __table_args__ = (
        UniqueConstraint("handover_id", "position"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("received >= 0", name="received_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    note: Mapped[str] = mapped_column(String(200), default="")
    code: Mapped[str] = mapped_column(String(80), default="")
    received: Mapped[int | None]
