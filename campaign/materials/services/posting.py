"""The one way in which anything is moved: a document in the book of a store, with lines that move between places.

What is taken is taken by one guarded UPDATE for each place and variant, with a CHECK behind it; of two who want the last box
the second gets a sentence. The number comes from the store's counter in the same transaction, so none is ever missing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, outward
from campaign.core.actor import current_actor, widened
from campaign.core.bulk import insert_rows
from campaign.core.db import insert_into, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _l
from campaign.core.outward import Act
from campaign.core.text import fold
from campaign.materials.models import (
    StockBalance,
    StockCounter,
    StockDocument,
    StockLine,
    StockPeriod,
    StockPlace,
)
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.schemas import GUARDED, STORES, DocumentKind, Move, Posted, Posting
from campaign.materials.services.holding import ensure_teams_open, hold_cars, hold_stores
from campaign.materials.services.judging import judge, judge_date, out_of_stock

Key = tuple[int, int]  # place and variant
_NO_SYNC = {"synchronize_session": False}
_FRESH = {"populate_existing": True}


def post(session: Session, posting: Posting, *, agreed: bool = False) -> Posted:
    """Post a document, inside the caller's unit of work. Either all of its lines move, or none.

    `agreed`: both sides of a handover have agreed on it, and its own rules said who may; then whoever confirms posts it in
    the giver's book.

    Statements: about nine, and one for each place and variant that it touches. Raises NotFound (no such place or variant),
    Refused (not this actor's store), Invalid (a line that cannot be: `moves-<index>` names it; a date that cannot be:
    `dated_on`), Closed (the books are closed on that day, or a team has handed everything in), Conflict (there is not so much).
    """
    places = _places(session, posting)
    store = places[posting.store_id]
    if not agreed:
        _ensure_entitled(store, places)
    ensure_teams_open(session, places)
    hold_cars(session, places)
    hold_stores(session, (place.id for place in places.values() if place.kind in STORES))
    judge(session, posting, places)
    dated_on = posting.dated_on or clock.campaign_today()
    judge_date(dated_on)
    _ensure_open(session, store.region_id, dated_on)
    number = _next_number(session, store.id, dated_on.year)
    left = _carry(session, posting.moves, places)
    row = _document(session, posting, store, places, dated_on, number)
    _write_lines(session, row, posting.moves, places, left)
    after = {"number": number, "year": dated_on.year, "kind": posting.kind.value, "lines": len(posting.moves)}
    audit.note(
        session, "stock.posted", "stock_document", row.id, region_id=store.region_id, after=after, reason=posting.reason
    )  # fmt: skip
    outward.announce(
        session, Act.STOCK_POSTED, region_id=store.region_id, stop_id=store.stop_id, document=row.id, store=store.id,
        kind=posting.kind.value,
    )  # fmt: skip
    return Posted(row.id, number, dated_on.year, dated_on)


def post_by_field(session: Session, posting: Posting, field: str) -> Posted:
    """`post` for a form: what is wrong with a line is told by the field of its variant (`<field><variant>`)."""
    try:
        return post(session, posting)
    except Invalid as error:
        raise Invalid(error.message, [_beside(problem, posting, field) for problem in error.problems]) from error


def _beside(problem: Problem, posting: Posting, field: str) -> Problem:
    index = problem.field.removeprefix("moves-")
    if index == problem.field:
        return problem
    return Problem(f"{field}{posting.moves[int(index)].variant_id}", problem.code, problem.message)


def reverse(document_id: int, reason: str, dated_on: date | None = None) -> Posted:
    """Take a document back by another one that moves everything the other way. It can be done once; a reversal stands.

    Raises NotFound, Refused, Conflict (done already, is a reversal, or what it brought is no longer there), Closed.
    """
    with unit_of_work() as session:
        lines = _lines_held(session, document_id)
        asked = select(StockDocument).where(StockDocument.id == document_id).with_for_update(key_share=True)
        row = session.scalars(asked).one_or_none()
        if row is None:
            raise NotFound(_l("There is no such document."))
        if row.kind is DocumentKind.REVERSAL:
            raise Conflict(_l("This document takes another one back; it cannot be taken back itself. Post a new one."))
        if session.scalar(select(StockDocument.id).where(StockDocument.reverses_id == row.id)) is not None:
            raise Conflict(_l("This document has been taken back already."))
        moves = tuple(Move(line.variant_id, line.quantity, line.target_id, line.source_id) for line in lines)
        back = Posting(
            DocumentKind.REVERSAL, row.store_id, moves, dated_on, row.event_id, reverses_id=row.id, origin=row.origin,
            reason=reason,
        )  # fmt: skip
        return post(session, back)


def _ensure_entitled(store: StockPlace, places: Mapping[int, StockPlace]) -> None:
    """Nobody puts something straight into another store, or takes it back from there, who may not move what is in it."""
    for place in [store, *(place for place in places.values() if place.kind in STORES and place.id != store.id)]:
        ensure_can_move_stock(current_actor(), place.region_id, place.stop_id)


def _lines_held(session: Session, document_id: int) -> Sequence[StockLine]:
    """All lines, which never change, with the teams that they touch held before the document is: as everybody does."""
    asked = select(StockLine).where(StockLine.document_id == document_id).order_by(StockLine.position)
    with widened():  # a document is taken back whole; whether the asker may is judged by its book
        lines = session.scalars(asked).all()
        touched = {place for line in lines for place in (line.source_id, line.target_id)}
        places = {place.id: place for place in session.scalars(select(StockPlace).where(StockPlace.id.in_(touched)))}
    ensure_teams_open(session, places)
    return lines


def _places(session: Session, posting: Posting) -> Mapping[int, StockPlace]:
    """Every place that is named, whoever asks: what may be moved is judged afterwards."""
    ids = {posting.store_id} | {move.source_id for move in posting.moves} | {move.target_id for move in posting.moves}
    with widened():
        found = {place.id: place for place in session.scalars(select(StockPlace).where(StockPlace.id.in_(ids)))}
    if len(found) != len(ids) or found[posting.store_id].kind not in STORES:
        raise NotFound(_l("There is no such store."))
    return found


def _ensure_open(session: Session, region_id: int, dated_on: date) -> None:
    """Whoever closes the books waits for those who are posting, and those who come later for whoever closes.

    The row that both hold is made with the first document of a region.
    """
    asked = select(StockPeriod).where(StockPeriod.region_id == region_id).with_for_update(read=True)
    with widened():
        if (period := session.scalars(asked, execution_options=_FRESH).one_or_none()) is None:
            session.execute(insert_into(StockPeriod, session).values(region_id=region_id, version=1).on_conflict_do_nothing())
            period = session.scalars(asked, execution_options=_FRESH).one()
    closed = period.closed_through
    if closed is not None and dated_on <= closed:
        said = _l(
            "The books are closed up to %(day)s, so nothing can be posted on %(wished)s. Take a later date, or ask the "
            "organizers of the region to open the books again.",
            day=closed.strftime("%d.%m.%Y"),
            wished=dated_on.strftime("%d.%m.%Y"),
        )
        raise Closed(said)


def _next_number(session: Session, store_id: int, year: int) -> int:
    """The next number of the store's book. Its row is held until the commit; when that fails the number was never given."""
    statement = insert_into(StockCounter, session).values(store_id=store_id, year=year, last=1)
    counted = statement.on_conflict_do_update(
        index_elements=[StockCounter.store_id, StockCounter.year], set_={"last": StockCounter.last + 1}
    ).returning(StockCounter.last)
    return session.execute(counted).scalar_one()


def _carry(session: Session, moves: Sequence[Move], places: Mapping[int, StockPlace]) -> dict[Key, int]:
    """Change each balance once, in one order for everybody, so that two documents cannot wait for each other."""
    wished: dict[Key, int] = defaultdict(int)
    for move in moves:
        wished[move.source_id, move.variant_id] -= move.quantity
        wished[move.target_id, move.variant_id] += move.quantity
    left: dict[Key, int] = {}
    for key in sorted(key for key in wished if places[key[0]].kind in GUARDED):
        change = wished[key]
        left[key] = _take(session, key, -change, places) if change < 0 else _put(session, key, change, places)
    return left


def _take(session: Session, key: Key, quantity: int, places: Mapping[int, StockPlace]) -> int:
    """The test and the change are one statement, so two cannot both take the last one."""
    place_id, variant_id = key
    guarded = (
        update(StockBalance)
        .where(StockBalance.place_id == place_id, StockBalance.variant_id == variant_id, StockBalance.on_hand >= quantity)
        .values(on_hand=StockBalance.on_hand - quantity)
        .returning(StockBalance.on_hand)
    )
    with widened():
        left = session.scalar(guarded, execution_options=_NO_SYNC)
        if left is None:
            raise out_of_stock(session, places[place_id], variant_id, quantity)
    return left


def _put(session: Session, key: Key, quantity: int, places: Mapping[int, StockPlace]) -> int:
    place = places[key[0]]
    values = {
        "place_id": place.id, "variant_id": key[1], "region_id": place.region_id, "stop_id": place.stop_id,
        "on_hand": quantity,
    }  # fmt: skip
    added = (
        insert_into(StockBalance, session)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[StockBalance.place_id, StockBalance.variant_id],
            set_={"on_hand": StockBalance.on_hand + quantity},
        )
        .returning(StockBalance.on_hand)
    )
    return session.execute(added).scalar_one()


def _document(
    session: Session, posting: Posting, store: StockPlace, places: Mapping[int, StockPlace], dated_on: date, number: int
) -> StockDocument:
    touched = {places[place].stop_id for move in posting.moves for place in (move.source_id, move.target_id)}
    elsewhere = [stop_id for stop_id in touched if stop_id is not None and stop_id != store.stop_id]
    row = StockDocument(
        store_id=store.id, region_id=store.region_id, stop_id=store.stop_id, to_stop_id=min(elsewhere, default=None),
        year=dated_on.year, number=number, kind=posting.kind, dated_on=dated_on, made_at=clock.campaign_now(),
        made_by=current_actor().user_id, event_id=posting.event_id, of_id=posting.of_id, reverses_id=posting.reverses_id,
        origin=posting.origin, counterparty=posting.counterparty, reason=posting.reason, note=posting.note,
        search_key=search_key(posting.counterparty, posting.reason, posting.note),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def search_key(*words: str) -> str:
    """The free words of a document as they are searched."""
    return " | ".join(fold(text) for text in words if text)


_COLUMNS = (
    "document_id", "position", "variant_id", "quantity", "source_id", "target_id", "source_left", "target_left", "region_id",
    "source_stop_id", "target_stop_id",
)  # fmt: skip


def _write_lines(
    session: Session, row: StockDocument, moves: Sequence[Move], places: Mapping[int, StockPlace], left: dict[Key, int]
) -> None:
    """The lines with the balances after each: reckoned back from the last, whose balances are the present ones."""
    made = []
    for position, move in reversed(list(enumerate(moves, 1))):
        source, target = (move.source_id, move.variant_id), (move.target_id, move.variant_id)
        made.append(
            (row.id, position, move.variant_id, move.quantity, move.source_id, move.target_id, left.get(source),
             left.get(target), row.region_id, places[move.source_id].stop_id, places[move.target_id].stop_id)
        )  # fmt: skip
        if source in left:
            left[source] += move.quantity
        if target in left:
            left[target] -= move.quantity
    insert_rows(session, StockLine, _COLUMNS, made[::-1])
