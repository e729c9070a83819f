"""Acts on documents: making one by hand, receiving what was sent, taking one back, closing the books and opening them again."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Words, _l
from campaign.materials import services
from campaign.materials.ledger.schemas import MADE_BY_HAND, Arrival, NewDocument
from campaign.materials.models import StockDocument, StockPeriod, StockPlace
from campaign.materials.policies import can_move_stock, ensure_can_close_period, ensure_can_move_stock
from campaign.materials.queries import document_row, lines_of, outstanding, place_rows, transit_of
from campaign.materials.queries.places import NO_STORE
from campaign.materials.schemas import DocumentKind, DocumentRow, Move, Origin, PlaceKind, Posted, Posting
from campaign.territory.models import Region

_MAKE, _ARRIVE, _BACK = "stock.make", "stock.arrive", "stock.back"
TAKEN_BACK_HERE = frozenset({Origin.DESK, Origin.IMPORT})
NOT_AT_ONCE = _l(
    "Another store is run by others: what you send there goes on the road, and they receive it. Choose that it goes on the "
    "road."
)
_ENDS = {DocumentKind.LOSS: PlaceKind.LOST, DocumentKind.CONSUMPTION: PlaceKind.CONSUMED}


def kind_made_by_hand(word: str) -> DocumentKind:
    """The kind that an address names. Raises NotFound for one that nobody makes by hand."""
    found = next((kind for kind in MADE_BY_HAND if kind.value == word), None)
    if found is None:
        raise NotFound(_l("Nobody makes such a document by hand."))
    return found


def make(wish: NewDocument, key: str) -> Posted:
    """Post a document that somebody makes by hand; the same key again gives the same document.

    Raises NotFound, Refused, Closed, Conflict (there is not so much), Invalid (`q-<variant>` names a quantity, `target` where
    it goes, `due_on`, `dated_on` and `reason` the others).
    """
    return _once(_MAKE, key, asdict(wish), lambda session: _made(session, wish))


def _made(session: Session, wish: NewDocument) -> Posted:
    store = store_named(session, wish.book)
    ensure_can_move_stock(current_actor(), store.region_id, store.stop_id)
    if wish.kind in _ENDS and not wish.reason:
        raise _wrong("reason", _l("Say why: whoever reads the books later asks for it."))
    source, target = _ends(session, wish, store)
    moves = tuple(Move(variant, quantity, source.id, target.id) for variant, quantity in wish.quantities.items())
    posting = Posting(
        wish.kind, store.id, moves, wish.dated_on, counterparty=wish.counterparty, reason=wish.reason, note=wish.note
    )  # fmt: skip
    return services.post_by_field(session, posting, "q-")


def store_named(session: Session, key: str) -> StockPlace:
    """The store that a form names, made when it is first needed. Raises NotFound."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound(NO_STORE)
    if kind == PlaceKind.STOP.value:
        return services.stop_store(session, int(number))
    if kind == PlaceKind.REGION.value and session.get(Region, int(number)) is not None:
        return services.region_store(session, int(number))
    raise NotFound(NO_STORE)


def _ends(session: Session, wish: NewDocument, store: StockPlace) -> tuple[StockPlace, StockPlace]:
    """From where to where a document of this kind moves."""
    if wish.kind is DocumentKind.RECEIPT:
        return services.outside(session, store.region_id, PlaceKind.SUPPLIER), store
    if wish.kind in _ENDS:
        return store, services.outside(session, store.region_id, _ENDS[wish.kind])
    if wish.kind is not DocumentKind.TRANSFER:
        raise ValueError(f"no {wish.kind} is made by hand")
    return store, _receiver(session, wish, store)


def _receiver(session: Session, wish: NewDocument, store: StockPlace) -> StockPlace:
    """Where a transfer puts it: on the road, or straight into another store that the actor runs, too."""
    target = store_named(session, wish.target)
    if target.id == store.id:
        raise _wrong("target", _l("Nothing moves from a place to itself. Choose another place."))
    if target.region_id != store.region_id:
        words = _l("Between regions nothing is moved here: the one writes it off, the other receives it.")
        raise _wrong("target", words)
    if wish.at_once:
        if not can_move_stock(current_actor(), target.region_id, target.stop_id):
            raise _wrong("way", NOT_AT_ONCE)
        return target
    for problem in wrong_due(wish.dated_on, wish.due_on):
        raise Invalid(problem.message, [problem])
    return services.transit(session, target, wish.due_on)


def wrong_due(dated_on: date | None, due_on: date | None) -> Iterator[Problem]:
    """What is wrong with the day on which a transfer is awaited."""
    if dated_on is not None and due_on is not None and due_on < dated_on:
        yield Problem("due_on", "impossible", _l("It cannot arrive before it was sent."))


def arrive(transfer_id: int, wish: Arrival, key: str) -> Posted:
    """Receive what came of a transfer under way; the rest stays on the road, or is lost. More than was sent came to light.

    Raises NotFound, Refused (not the receiver's), Conflict (nothing of it is under way), Invalid, Closed.
    """
    body = {"transfer": transfer_id, **asdict(wish)}
    return _once(_ARRIVE, key, body, lambda session: _arrived(session, transfer_id, wish))


def _arrived(session: Session, transfer_id: int, wish: Arrival) -> Posted:
    transfer = document_row(transfer_id)
    road, store = _road(session, transfer)
    ensure_can_move_stock(current_actor(), store.region_id, store.stop_id)
    left = outstanding(transfer_id)
    if not left:
        raise Conflict(_l("Nothing of this transfer is under way any more."))
    if wish.dated_on < transfer.dated_on:
        words = _l("It was sent on %(day)s; it cannot have come earlier.", day=transfer.dated_on.strftime("%d.%m.%Y"))
        raise _wrong("dated_on", words)
    moves = _came(session, wish, left, road, store)
    differs = any(move.source_id != road.id or move.target_id != store.id for move in moves)
    if differs and not wish.reason:
        raise _wrong("reason", _l("What came is not what was sent: say why."))
    if not moves:
        raise Invalid(_l("Enter what came, or that the rest will not come."))
    posting = Posting(
        DocumentKind.RECEIPT, store.id, moves, wish.dated_on, of_id=transfer_id, reason=wish.reason, note=wish.note
    )  # fmt: skip
    return services.post_by_field(session, posting, "q-")


def _road(session: Session, transfer: DocumentRow) -> tuple[StockPlace, StockPlace]:
    """The place of a transfer on the road and the store it goes to, locked, so that it is received once."""
    place_id = transit_of(transfer.id) if transfer.kind is DocumentKind.TRANSFER else None
    if place_id is None:
        raise Conflict(_l("Nothing of this transfer is under way any more."))
    with widened():
        asked = select(StockPlace).where(StockPlace.id == place_id).with_for_update(key_share=True)
        road = session.scalars(asked).one()
        return road, session.scalars(select(StockPlace).where(StockPlace.id == road.destination_id)).one()


def _came(
    session: Session, wish: Arrival, left: dict[int, int], road: StockPlace, store: StockPlace
) -> tuple[Move, ...]:  # fmt: skip
    """What came, what came beyond what was sent, and what is given up."""
    moves = []
    for variant_id in [*left, *(variant for variant in wish.came if variant not in left)]:
        came, sent = wish.came.get(variant_id, 0), left.get(variant_id, 0)
        if min(came, sent):
            moves.append(Move(variant_id, min(came, sent), road.id, store.id))
        if came > sent:
            found = services.outside(session, store.region_id, PlaceKind.FOUND)
            moves.append(Move(variant_id, came - sent, found.id, store.id))
        if came < sent and wish.rest_is_lost:
            lost = services.outside(session, store.region_id, PlaceKind.LOST)
            moves.append(Move(variant_id, sent - came, road.id, lost.id))
    return tuple(moves)


def take_back(document_id: int, reason: str, dated_on: date, key: str) -> Posted:
    """Take a document back that was made by hand or from a table. What a walk or a handover posted is taken back there.

    Raises NotFound, Refused, Conflict, Closed, Invalid (without a reason).
    """
    body = {"document": document_id, "reason": reason, "dated_on": dated_on}
    return _once(_BACK, key, body, lambda _session: _taken_back(document_id, reason, dated_on))


def ensure_may_take_back(row: DocumentRow) -> None:
    """Raises Refused, also where it would take something out of a store of others, Conflict for one taken back elsewhere."""
    ensure_can_move_stock(current_actor(), row.region_id, row.stop_id)
    if row.origin is Origin.WALK:
        raise Conflict(_l("The closing of a walk posted this document. Open the closing again: it takes its documents back."))
    if row.origin is Origin.HANDOVER:
        raise Conflict(_l("A handover of the baton posted this document. Send back by a transfer what went along by mistake."))
    for place in place_rows({line.target_id for line in lines_of(row.id)}).values():
        if place.is_store:
            ensure_can_move_stock(current_actor(), place.region_id, place.stop_id)


def _taken_back(document_id: int, reason: str, dated_on: date) -> Posted:
    row = document_row(document_id)
    ensure_may_take_back(row)
    if not reason:
        raise _wrong("reason", _l("Say why: whoever reads the books later asks for it."))
    if dated_on < row.dated_on:
        raise _wrong("dated_on", _l("The document is of %(day)s; it cannot be taken back earlier.",
                                    day=row.dated_on.strftime("%d.%m.%Y")))  # fmt: skip
    return services.reverse(document_id, reason, dated_on)


def close_books(region_id: int, through: date | None, known_version: int, reason: str = "") -> None:
    """Close the books of the stores of a region up to a day, both included; None opens them. Both stand in the audit trail.

    Raises NotFound, Refused, Invalid (a day to come; opening without a reason), Stale.
    """
    with unit_of_work() as session:
        if session.get(Region, region_id) is None:
            raise NotFound(_l("There is no such region."))
        ensure_can_close_period(current_actor(), region_id)
        asked = select(StockPeriod).where(StockPeriod.region_id == region_id).with_for_update()
        row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
        if row is None:
            row = StockPeriod(region_id=region_id, closed_through=None, version=1)
            session.add(row)
            session.flush()
        if row.version != known_version:
            raise Stale(_l("Somebody else has closed or opened the books meanwhile."))
        _ensure_sensible(row.closed_through, through, reason)
        before, row.closed_through, row.version = row.closed_through, through, row.version + 1
        audit.note(
            session, "stock.closed" if through else "stock.opened", "region", region_id, region_id=region_id,
            before={"through": str(before or "")}, after={"through": str(through or "")}, reason=reason,
        )  # fmt: skip


def _ensure_sensible(before: date | None, through: date | None, reason: str) -> None:
    if through is not None and through >= clock.campaign_today():
        raise _wrong("through", _l("Only days that are over can be closed: up to yesterday."))
    if before is not None and (through is None or through < before) and not reason:
        raise _wrong("reason", _l("The books are opened again: say why."))


def note_taken_out(lines: int, region_ids: frozenset[int]) -> None:
    """Somebody took the documents out as a table: who, when and how many lines."""
    with unit_of_work() as session:
        region_id = min(region_ids) if len(region_ids) == 1 else None
        audit.note(session, "stock.exported", "stock_document", None, region_id=region_id, after={"lines": lines})


def _once(act: str, key: str, body: dict[str, Any], work: Callable[[Session], Posted]) -> Posted:
    """Do it once for each key, however often it is sent."""
    with unit_of_work() as session:
        body = body | {name: sorted(of.items()) for name, of in body.items() if isinstance(of, dict)}
        if earlier := operations.begin(session, act, key, body):
            return _read(session, int(earlier["document"]))
        posted = work(session)
        operations.finish(session, act, key, {"document": posted.document_id})
        return posted


def _read(session: Session, document_id: int) -> Posted:
    row = session.scalars(select(StockDocument).where(StockDocument.id == document_id)).one()
    return Posted(row.id, row.number, row.year, row.dated_on)


def _wrong(field: str, words: Words) -> Invalid:
    return Invalid(words, [Problem(field, "impossible", words)])
