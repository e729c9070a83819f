"""Reading documents: the list with its filters, a document with all it names, what taking it back would move, closed days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from campaign.core import clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import fold, sort_key
from campaign.events.models import Event
from campaign.materials.ledger.schemas import (
    PAGE_SIZE,
    BackLine,
    Book,
    DocumentFilter,
    Listed,
    Period,
    Whole,
)
from campaign.materials.models import MaterialVariant, StockBalance, StockDocument, StockLine, StockPeriod, StockPlace
from campaign.materials.policies import can_move_stock
from campaign.materials.queries import document_row, lines_of, outstanding, place_rows, variants
from campaign.materials.queries.books import as_row, documents_asked, documents_by, line_row
from campaign.materials.schemas import GUARDED, STORES, DocumentRow, LineRow, PlaceKind, PlaceRow
from campaign.relay.models import Stop
from campaign.territory import queries as territory
from campaign.territory.models import Unit
from campaign.web.numbers import whole_or_none
from campaign.web.paging import Page, keyset, number_cursor, page_of

NO_BOOK = _l("There is no such store.")


def books(everywhere_in: int | None = None) -> tuple[Book, ...]:
    """The stores whose stock the asker may move, those of regions first, then those of stops by alphabet.

    `everywhere_in`: all stores of this region instead, to which something may be sent. Three statements.
    """
    actor = current_actor()
    with widened():
        regions = {row.id: row.name for row in territory.regions(clock.campaign_today())}
        stops = db.session.execute(_stops(everywhere_in)).all()
        asked = select(StockPlace.kind, StockPlace.region_id, StockPlace.stop_id, StockPlace.id)
        placed = db.session.execute(asked.where(StockPlace.kind.in_(STORES))).all()
    there = {(region_id, stop_id): place_id for _kind, region_id, stop_id, place_id in placed}
    found = [
        Book(f"region-{region_id}", name, region_id, None, there.get((region_id, None))) for region_id, name in regions.items()
    ]
    found += [
        Book(f"stop-{stop_id}", name, region_id, stop_id, there.get((region_id, stop_id)), day.year)
        for stop_id, region_id, name, day in sorted(stops, key=lambda row: (sort_key(row[2].text(), language()), row[3]))
    ]
    if everywhere_in is not None:
        return _told_apart([book for book in found if book.region_id == everywhere_in])
    return _told_apart([book for book in found if can_move_stock(actor, book.region_id, book.stop_id)])


def _stops(region_id: int | None) -> Select[int, int, Translated, date]:
    asked = select(Stop.id, Stop.region_id, Unit.name, Stop.arrives_on).join(Unit, Unit.id == Stop.unit_id)
    rules = [Stop.left_out.is_(False)] if region_id is None else [Stop.left_out.is_(False), Stop.region_id == region_id]
    return asked.where(*rules)


def _told_apart(found: list[Book]) -> tuple[Book, ...]:
    """The year stands only with stops whose name another one has, too."""
    called: defaultdict[Translated, int] = defaultdict(int)
    for book in found:
        called[book.name] += 1
    return tuple(book if called[book.name] > 1 else replace(book, year=None) for book in found)


def find_documents(wish: DocumentFilter, token: str | None = None, size: int = PAGE_SIZE) -> Page[Listed]:
    """One page of the documents that fit, the last one first. Three statements.

    Each word may stand in the supplier, the reason or the note; `14/2018` and `14` are numbers.
    """
    cursor = number_cursor(token)
    asked = documents_asked().where(*_criteria(wish))
    rows = [as_row(*found) for found in db.session.execute(keyset(asked, (StockDocument.id,), cursor, size, newest_first=True))]
    page = page_of(rows, cursor, size, lambda row: (row.id,))
    ids = [row.id for row in page.rows]
    first, moved = _first_lines(ids), _moved(ids)
    listed = tuple(Listed(row, *first[row.id], tuple(moved[row.id])) for row in page.rows if row.id in first)
    return Page(listed, page.before, page.after)


def _criteria(wish: DocumentFilter) -> list[ColumnElement[bool]]:
    rules = [rule for word in wish.words.split() for rule in _fits(word)]
    if wish.kind is not None:
        rules.append(StockDocument.kind == wish.kind)
    if wish.store_id is not None:
        rules.append(_touches(wish.store_id))
    if wish.material_id is not None:
        sizes = select(MaterialVariant.id).where(MaterialVariant.material_id == wish.material_id)
        rules.append(_has_line(StockLine.variant_id.in_(sizes)))
    if wish.since is not None:
        rules.append(StockDocument.dated_on >= wish.since)
    if wish.until is not None:
        rules.append(StockDocument.dated_on <= wish.until)
    if wish.awaited:
        rules.append(_has_line(StockLine.target_id.in_(_under_way())))
    return rules


def _under_way() -> Select[int]:
    """Transfers of which something has not come. Their places and balances are the receiver's, so the sender asks beyond
    the own scope; what is found are documents of the own scope all the same.
    """
    place, balance = StockPlace.__table__, StockBalance.__table__
    return (
        select(balance.c.place_id)
        .join(place, place.c.id == balance.c.place_id)
        .where(place.c.kind == PlaceKind.TRANSIT, balance.c.on_hand > 0)
    )


def _touches(store_id: int) -> ColumnElement[bool]:
    """A document in the book of the store, or one of another that takes from it, brings to it, or sends something there."""
    towards = select(StockPlace.id).where(or_(StockPlace.id == store_id, StockPlace.destination_id == store_id))
    return or_(
        StockDocument.store_id == store_id, _has_line(or_(StockLine.source_id == store_id, StockLine.target_id.in_(towards)))
    )


def _has_line(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = exists().where(StockLine.document_id == StockDocument.id, rule)
    return found


def _fits(word: str) -> Iterator[ColumnElement[bool]]:
    """One word of a search; what has no letter or digit asks for nothing."""
    before, slash, after = word.removeprefix("№").partition("/")
    number, year = whole_or_none(before), whole_or_none(after)
    ways: list[ColumnElement[bool]] = []
    if number is not None and not (slash and year is None):
        counted = StockDocument.number == number
        ways.append(counted & (StockDocument.year == year) if slash else counted)
    if parts := fold(word).split():
        ways += [StockDocument.search_key.contains(part, autoescape=True) for part in parts]
    if ways:
        yield or_(*ways)


def _first_lines(ids: Sequence[int]) -> dict[int, tuple[LineRow, int]]:
    """The first line of each document, and how many places beside its own the document takes from or brings to."""
    sides = select(
        StockLine.document_id,
        func.count(StockLine.source_id.distinct()).label("sources"),
        func.count(StockLine.target_id.distinct()).label("targets"),
    )
    counted = sides.where(StockLine.document_id.in_(ids)).group_by(StockLine.document_id).subquery()
    asked = select(StockLine, counted.c.sources, counted.c.targets).where(StockLine.position == 1)
    rows = db.session.execute(asked.join(counted, counted.c.document_id == StockLine.document_id))
    return {line.document_id: (line_row(line), max(sources, targets) - 1) for line, sources, targets in rows}


def _moved(ids: Sequence[int]) -> defaultdict[int, list[tuple[int, int]]]:
    """How many of each variant each document moves, in the order of its lines."""
    asked = select(StockLine.document_id, StockLine.variant_id, func.sum(StockLine.quantity))
    asked = asked.where(StockLine.document_id.in_(ids)).group_by(StockLine.document_id, StockLine.variant_id)
    asked = asked.order_by(func.min(StockLine.position))
    moved: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for document_id, variant_id, quantity in db.session.execute(asked):
        moved[document_id].append((variant_id, int(quantity)))
    return moved


def lines_found(wish: DocumentFilter, most: int) -> tuple[tuple[DocumentRow, LineRow], ...]:
    """Every line of the documents that fit, in the order of posting, one more than `most` at most. One statement."""
    asked = documents_asked().join(StockLine, StockLine.document_id == StockDocument.id).add_columns(StockLine)
    asked = asked.where(*_criteria(wish)).order_by(StockDocument.id, StockLine.position).limit(most + 1)
    return tuple((as_row(row, name, back), line_row(line)) for row, name, back, line in db.session.execute(asked))


def places_named(lines: Sequence[LineRow], more: Sequence[int] = ()) -> dict[int, PlaceRow]:
    """The places between which these lines move, and the stores in whose books they stand."""
    return place_rows({line.source_id for line in lines} | {line.target_id for line in lines} | set(more))


def whole(document_id: int) -> Whole:
    """A document with its lines and all that they name. Raises NotFound. Sixteen statements at most."""
    row = document_row(document_id)
    lines = lines_of(document_id)
    places = places_named(lines, [row.store_id])
    stores = {place.destination_id for place in places.values() if place.destination_id is not None}
    answers = select(StockDocument.id).where(StockDocument.of_id == document_id)
    answering = set(db.session.scalars(answers))
    named = documents_by({number for number in (row.of_id, row.reverses_id, row.reversed_by) if number is not None} | answering)
    title = db.session.scalar(select(Event.title).where(Event.id == row.event_id)) if row.event_id else None
    return Whole(
        row, lines, places | place_rows(stores), variants(with_retired=True), outstanding(document_id), named,
        tuple(named[number] for number in sorted(answering & set(named))), title,
    )  # fmt: skip


def taken_back(document: Whole) -> tuple[BackLine, ...]:
    """What taking it back would move, line by line, with what is there now to be moved. One statement.

    Lines that take the same from the same place share what is there.
    """
    guarded = {line.target_id for line in document.lines if document.places[line.target_id].kind in GUARDED}
    asked = select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand).where(
        StockBalance.place_id.in_(guarded)
    )
    with widened():
        left = {(place, variant): on_hand for place, variant, on_hand in db.session.execute(asked)}
    found = []
    for line in document.lines:
        key = (line.target_id, line.variant_id)
        found.append(BackLine(line, left.get(key, 0) if line.target_id in guarded else None))
        left[key] = left.get(key, 0) - line.quantity
    return tuple(found)


def periods() -> tuple[Period, ...]:
    """The regions whose books the asker may look into, by alphabet, and up to which day they are closed. Two statements."""
    scope = current_actor().scope
    ours = scope.regions | scope.stop_regions
    rows = {row.region_id: row for row in db.session.scalars(select(StockPeriod))}
    found = []
    for region in territory.regions(clock.campaign_today()):
        if scope.everything or region.id in ours:
            row = rows.get(region.id)
            found.append(Period(region.id, region.name, row.closed_through if row else None, row.version if row else 1))
    return tuple(found)


def period_of(region_id: int) -> Period:
    """One of them. Raises NotFound."""
    found = next((period for period in periods() if period.region_id == region_id), None)
    if found is None:
        raise NotFound(_l("There is no such region."))
    return found


def book_named(key: str, among: Sequence[Book]) -> Book:
    """Raises NotFound for a store that is not among these."""
    found = next((book for book in among if book.key == key), None)
    if found is None:
        raise NotFound(NO_BOOK)
    return found
