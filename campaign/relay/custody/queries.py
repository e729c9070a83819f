"""Reading the items of a baton, where each is and was, and handovers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.prints import PrintedSheet
from campaign.relay import queries as relay_queries
from campaign.relay.custody.act.schemas import ACT
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover, HandoverLine, HandoverThing
from campaign.relay.custody.parties import Names, names
from campaign.relay.custody.schemas import (
    BatonPlace,
    BatonWay,
    BookCount,
    Condition,
    HandoverBrief,
    HandoverRow,
    HandoverState,
    HistoryStep,
    Holder,
    ItemRow,
    ItemWay,
    LineRow,
    NamedParty,
    SheetLine,
    Signer,
    Thing,
    Whereabouts,
)
from campaign.relay.models import Stop
from campaign.relay.schemas import BatonNow, StopRow

NO_ITEM = _l("There is no such item.")
NO_HANDOVER = _l("There is no such handover.")


def _held() -> Select[BatonItem, CustodyEntry, Handover]:
    """Items with their open entry and, in transit, the handover that they are under way by."""
    return (
        select(BatonItem, CustodyEntry, Handover)
        .join(CustodyEntry, CustodyEntry.item_id == BatonItem.id)
        .outerjoin(Handover, Handover.id == CustodyEntry.handover_id)
        .where(CustodyEntry.until.is_(None))
        .order_by(BatonItem.id)
    )


def _where(entry: CustodyEntry, handover: Handover | None, called: Names, zone: str) -> Whereabouts:
    if entry.holder is Holder.TRANSIT and handover is not None:
        party = called.of(handover, handover.receiver_stop_id, handover.receiver_body_id)
    else:
        party = called.of(entry, entry.stop_id, entry.body_id)
    return Whereabouts(entry.holder, party, entry.since, zone, entry.handover_id)


def _item_row(item: BatonItem, entry: CustodyEntry, handover: Handover | None, called: Names, zone: str) -> ItemRow:
    return ItemRow(
        item.id, item.relay_id, item.region_id, item.kind, item.name, item.inventory, item.quantity, item.condition, item.note,
        item.handover_id, _where(entry, handover, called, zone), item.version,
    )  # fmt: skip


def _zone(called: Names, relay_id: int) -> str:
    return next((stop.time_zone for stop in called.stops.values() if stop.relay_id == relay_id), clock.HOME)


def items_of(relay_id: int) -> tuple[ItemRow, ...]:
    """The items of a relay that the actor sees, and where each is. The way is no secret. Five statements."""
    relay_queries.ensure_seen(relay_id)
    with widened():  # where an item is under way to is known to every stop of the chain, the handover itself is not
        rows = db.session.execute(_held().where(BatonItem.relay_id == relay_id)).all()
    if not rows:
        return ()
    called = names([relay_id])
    zone = _zone(called, relay_id)
    return tuple(_item_row(item, entry, by, called, zone) for item, entry, by in rows)


def item_row(item_id: int) -> ItemRow:
    """One item that is the actor's to see. Raises NotFound. Six statements."""
    relay_id = db.session.scalar(select(BatonItem.relay_id).where(BatonItem.id == item_id))
    found = [item for item in items_of(relay_id) if item.id == item_id] if relay_id is not None else []
    if not found:
        raise NotFound(NO_ITEM)
    return found[0]


def history_of(item: ItemRow) -> tuple[HistoryStep, ...]:
    """The item's way from place to place, without a gap, the first place first. Four statements."""
    return _histories([item])[item.id]


def _histories(items: Sequence[ItemRow]) -> dict[int, tuple[HistoryStep, ...]]:
    """The ways of items of one relay. Four statements."""
    asked = (
        select(CustodyEntry, Handover)
        .outerjoin(Handover, Handover.id == CustodyEntry.handover_id)
        .where(CustodyEntry.item_id.in_([item.id for item in items]))
        .order_by(CustodyEntry.item_id, CustodyEntry.number)
    )
    with widened():
        rows = db.session.execute(asked).all()
    called, zones = names({item.relay_id for item in items}), {item.id: item.where.time_zone for item in items}
    found: dict[int, list[HistoryStep]] = {item.id: [] for item in items}
    for entry, by in rows:
        where = _where(entry, by, called, zones[entry.item_id])
        found[entry.item_id].append(HistoryStep(entry.number, where, entry.until, by.number if by else ""))
    return {item_id: tuple(steps) for item_id, steps in found.items()}


def way_of_baton(relay_id: int) -> BatonWay:
    """Where every item of the relay was, for paper. Raises NotFound. Thirteen statements, however many items and places."""
    relay, campaign, items = relay_queries.relay_row(relay_id), relay_queries.campaign_of(relay_id), items_of(relay_id)
    histories = _histories(items) if items else {}
    came: dict[int, dict[int, Condition]] = {item.id: {} for item in items}
    lines = select(HandoverLine.item_id, HandoverLine.handover_id, HandoverLine.received)
    for item_id, handover_id, received in db.session.execute(lines.where(HandoverLine.item_id.in_(list(came)))):
        if received is not None:
            came[item_id][handover_id] = received
    ways = tuple(ItemWay(item, histories[item.id], came[item.id]) for item in items)
    return BatonWay(campaign.name, relay.title, relay.starts_on, relay.ends_on, ways)


def _ends(handover: Handover, called: Names) -> tuple[NamedParty, NamedParty]:
    return (
        called.of(handover, handover.giver_stop_id, handover.giver_body_id),
        called.of(handover, handover.receiver_stop_id, handover.receiver_body_id),
    )


def _briefs(asked: Select[Any]) -> tuple[HandoverBrief, ...]:
    lines = select(HandoverLine.handover_id, func.count().label("counted")).group_by(HandoverLine.handover_id).subquery()
    counted = asked.add_columns(func.coalesce(lines.c.counted, 0)).outerjoin(lines, lines.c.handover_id == Handover.id)
    rows = db.session.execute(counted.order_by(Handover.agreed_at.desc(), Handover.id.desc())).all()
    if not rows:
        return ()
    called = names({row.relay_id for row, _items in rows})
    return tuple(
        HandoverBrief(row.id, row.number, row.state, *_ends(row, called), row.agreed_at, row.time_zone, items)
        for row, items in rows
    )


def handovers_of(relay_id: int) -> tuple[HandoverBrief, ...]:
    """The handovers of a relay that the actor sees: all, or those of their own stops; the newest first. Four statements."""
    return _briefs(select(Handover).where(Handover.relay_id == relay_id))


def handovers_at(stop_id: int) -> tuple[HandoverBrief, ...]:
    """The handovers to and from a stop that the actor sees, the newest first. Four statements."""
    at = (Handover.giver_stop_id == stop_id) | (Handover.receiver_stop_id == stop_id)
    return _briefs(select(Handover).where(at))


def act_due_at(stop_id: int) -> int | None:
    """The handover whose act a stop needs: the one by which it gives, else the one by which it got; none cancelled.

    One statement.
    """
    at = (Handover.giver_stop_id == stop_id) | (Handover.receiver_stop_id == stop_id)
    gives = case((Handover.giver_stop_id == stop_id, 0), else_=1)
    asked = select(Handover.id).where(at, Handover.state != HandoverState.CANCELLED)
    return db.session.scalar(asked.order_by(gives, Handover.agreed_at.desc(), Handover.id.desc()).limit(1))


def handover_row(handover_id: int) -> HandoverRow:
    """One handover that is the actor's to see: a side of it, or the region. Raises NotFound. Seven statements."""
    found = db.session.scalar(select(Handover).where(Handover.id == handover_id))
    if found is None:
        raise NotFound(NO_HANDOVER)
    return _row(found)


def _row(row: Handover) -> HandoverRow:
    called = names([row.relay_id])
    giver, receiver = _ends(row, called)
    stops = _stays(row)
    giving, taking = stops.get(row.giver_stop_id or 0), stops.get(row.receiver_stop_id or 0)
    return HandoverRow(
        id=row.id, relay_id=row.relay_id, region_id=row.region_id, number=row.number, state=row.state, version=row.version,
        giver=giver, receiver=receiver, witness=called.of_body(row.relay_id, row.witness_body_id),
        agreed_at=row.agreed_at, left_at=row.left_at, received_at=row.received_at, time_zone=row.time_zone, place=row.place,
        signers=(
            Signer(row.giver_name, row.giver_post),
            Signer(row.receiver_name, row.receiver_post),
            Signer(row.witness_name, row.witness_post),
        ),
        lines=lines_of(row.id), things=things_of(row.id),
        book=BookCount(row.book_entries, row.book_pages, row.book_photos),
        copies=row.copies, remarks=row.remarks, override_reason=row.override_reason, cancel_reason=row.cancel_reason,
        paper_first=row.paper_first, proposed_by=row.proposed_by, stay=giving,
        planned=giving[1] if giving else taking[0] if taking else None,
    )  # fmt: skip


def _stays(row: Handover) -> dict[int, tuple[date, date]]:
    """The stays of both stops of a handover; one side may lie outside the actor's scope."""
    with widened():
        ids = [row.giver_stop_id, row.receiver_stop_id]
        rows = db.session.execute(select(Stop.id, Stop.arrives_on, Stop.departs_on).where(Stop.id.in_(ids)))
        return {stop_id: (arrives, departs) for stop_id, arrives, departs in rows}


def lines_of(handover_id: int) -> tuple[LineRow, ...]:
    """The items on a handover that the caller may see. One statement."""
    asked = (
        select(HandoverLine, BatonItem)
        .join(BatonItem, BatonItem.id == HandoverLine.item_id)
        .where(HandoverLine.handover_id == handover_id)
        .order_by(BatonItem.id)
    )
    with widened():
        return tuple(
            LineRow(
                line.id, item.id, item.kind, item.name, item.inventory, item.quantity, line.given, line.received,
                line.missing, line.note,
            )
            for line, item in db.session.execute(asked)
        )  # fmt: skip


def things_of(handover_id: int) -> tuple[Thing, ...]:
    """What goes along on a handover that the caller may see. One statement."""
    rows = db.session.scalars(
        select(HandoverThing).where(HandoverThing.handover_id == handover_id).order_by(HandoverThing.position)
    )
    return tuple(Thing(row.name, row.quantity, row.note, row.received, row.code) for row in rows)


def places_of(relay_ids: Sequence[int]) -> dict[int, BatonPlace]:
    """Where the first item of each of these relays is; those without items are left out. Five statements at most."""
    first = select(func.min(BatonItem.id)).where(BatonItem.relay_id.in_(relay_ids)).group_by(BatonItem.relay_id)
    with widened():
        rows = db.session.execute(_held().where(BatonItem.id.in_(first.scalar_subquery()))).all()
        if not rows:
            return {}
        begun = set(db.session.scalars(select(CustodyEntry.relay_id).where(CustodyEntry.stop_id.is_not(None)).distinct()))
    called = names([item.relay_id for item, _entry, _by in rows])
    return {
        item.relay_id: BatonPlace(
            item.relay_id, _where(entry, by, called, "").party, entry.holder is Holder.TRANSIT, item.relay_id in begun
        )
        for item, entry, by in rows
    }


def batons_now(chains: dict[int, tuple[StopRow, ...]]) -> dict[int, BatonNow | None]:
    """Where the baton of each chain is: by its custody once it is on the way, else by the dates. Five statements at most."""
    places = places_of(list(chains))
    return {relay_id: _now(chain, places.get(relay_id)) for relay_id, chain in chains.items()}


def baton_now(relay_id: int, chain: tuple[StopRow, ...]) -> BatonNow | None:
    """The same for one chain."""
    return batons_now({relay_id: chain})[relay_id]


def _now(chain: tuple[StopRow, ...], place: BatonPlace | None) -> BatonNow | None:
    if place is None or not chain:
        return relay_queries.baton_now(chain)
    at = next((number for number, stop in enumerate(chain) if stop.id == place.party.stop_id), None)
    if at is None:  # with a body: before the first stop, on the way to the end, or at the end
        following, body = (None, place.party.name) if place.has_begun else (chain[0], None)
        return BatonNow(place.relay_id, chain[0], None, following, place.on_the_way, body)
    if place.on_the_way:
        return BatonNow(place.relay_id, chain[0], None, chain[at], True)
    return BatonNow(place.relay_id, chain[0], chain[at], chain[at + 1] if at + 1 < len(chain) else None)


def acts_of(handover_id: int) -> tuple[SheetLine, ...]:
    """The printed acts of a handover that the caller may see, the newest first. One statement."""
    asked = (
        select(PrintedSheet.number, PrintedSheet.revision, PrintedSheet.printed_at)
        .where(PrintedSheet.kind == ACT, PrintedSheet.subject_id == handover_id)
        .order_by(PrintedSheet.revision.desc())
    )
    with widened():
        return tuple(SheetLine(*row) for row in db.session.execute(asked))
