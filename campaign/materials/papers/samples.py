"""The papers of invented stocks: what is needed and sent, issued and brought back, posted, kept and counted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from campaign.events.invented import event_of
from campaign.materials.invented import (
    OTHER,
    OUTSIDE,
    ROAD,
    STORE,
    invented_document,
    invented_holder,
    invented_lines,
    invented_places,
    invented_store,
    invented_variants,
)
from campaign.materials.need.invented import invented_need, invented_need_of_stop
from campaign.materials.papers import buying, cards, counting, issuing, posted, sending
from campaign.materials.papers.cards import Card, StoreCards
from campaign.materials.papers.counting import CountSheet
from campaign.materials.papers.schemas import DocumentSheet, Slip, SlipRow
from campaign.materials.papers.sending import ShippingList
from campaign.materials.papers.wording import holder_called, store_called
from campaign.materials.schemas import DocumentKind, PlaceKind, PlaceRow, VariantRow
from campaign.materials.stock.schemas import CardFilter, Movement
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Sample, Size, sample_of
from campaign.web.templating import day

_ROWS: Final = 32
_CARDS: Final = 4  # of a store, with so many movements each
_MOVES: Final = 14


def _shipping(cast: Cast, size: Size) -> ShippingList:
    need = invented_need(cast, size)
    stops = tuple(one for one in need.of_stops.values() if any(line.sending for line in one.lines))
    return ShippingList(need.relay.campaign_name.text(), need.relay.title.text(), stops)


def _of_one_stop(cast: Cast, size: Size) -> ShippingList:
    need = invented_need_of_stop(cast, size)
    found = (need,) if any(line.sending for line in need.lines) else ()
    return ShippingList(cast.campaign.text(), need.stop.name.text(), found)


def _need_at_stop(cast: Cast, size: Size) -> ShippingList:
    need = invented_need_of_stop(cast, size)
    return ShippingList(cast.campaign.text(), need.stop.name.text(), (need,))


def _slip(cast: Cast, size: Size) -> Slip:
    """Of an event: not numbered."""
    event, store = event_of(cast, size), invented_store(cast)
    about = (f"{event.title.text()} · {day(event.day)}", store_called(store))
    rows = tuple(_slip_row(cast, number) for number in size.of(_ROWS))
    return Slip(cast.campaign.text(), "", event.title.text(), about, rows, store.responsible)


def _slip_of_document(cast: Cast, size: Size) -> Slip:
    note = cast.line("по договору № 18", 500)
    return replace(_slip(cast, size), number=f"14/{cast.day().year}", words=() if size is Size.EMPTY else (note,))


def _came_back(cast: Cast, size: Size) -> Slip:
    """Of what came back nothing is said of what was issued."""
    slip = _slip_of_document(cast, size)
    return replace(
        slip,
        rows=tuple(replace(row, returned=max(1, row.returned), consumed=number % 3) for number, row in enumerate(slip.rows)),
    )


def _slip_row(cast: Cast, number: int) -> SlipRow:
    holder, variants = invented_holder(cast, number), invented_variants(cast, 11)
    leader = cast.short(number) if holder.kind is PlaceKind.TEAM else ""
    issued, back = number % 7 + 4, number % 3
    variant = variants[number % len(variants)]
    return SlipRow(holder, holder_called(holder, leader), variant, issued, cast.day(number % 2), back, 0, number % 2)


def _sheet_of(kind: DocumentKind, source: int, target: int) -> Callable[[Cast, Size], DocumentSheet]:
    """A document is never without a line."""

    def shown(cast: Cast, size: Size) -> DocumentSheet:
        variants = invented_variants(cast, max(1, len(size.of(_ROWS))))
        document, places = invented_document(cast, kind), invented_places(cast)
        if size is Size.EMPTY:
            document = replace(document, counterparty="", reason="", note="", made_by="")
        answered = None
        if kind is DocumentKind.REVERSAL:
            answered = invented_document(cast, DocumentKind.LOSS, 11)
        event = "" if size is Size.EMPTY else event_of(cast, size).title.text()
        lines = invented_lines(variants, source, target)
        known = {one.id: one for one in variants}
        return DocumentSheet(cast.campaign.text(), document, places[STORE], lines, places, known, event, answered)

    return shown


def _cards(cast: Cast, size: Size) -> StoreCards:
    places = {**invented_places(cast), **_holders(cast)}
    variants = invented_variants(cast, {Size.EMPTY: 0, Size.ONE: 1, Size.MANY: _CARDS}[size])
    found = tuple(Card(variant, _movements(cast, variant, len(size.of(_MOVES)))) for variant in variants)
    wish = CardFilter() if size is Size.EMPTY else CardFilter(cast.day(), cast.day(30))
    return StoreCards(cast.campaign.text(), places[STORE], wish, found, places, cast.day(30))


def _holders(cast: Cast) -> Mapping[int, PlaceRow]:
    return {holder.id: holder for holder in (invented_holder(cast, number) for number in range(3))}


def _movements(cast: Cast, variant: VariantRow, many: int) -> tuple[Movement, ...]:
    """First it comes from the store of the region, then it is issued time and again."""
    rows: list[Movement] = []
    balance, others = 20, list(_holders(cast))
    for place in range(many):
        came, left = (0, 30 + place) if place % 5 else (1_200, 0)
        balance += came - left
        kind = DocumentKind.RECEIPT if came else DocumentKind.ISSUE
        other = OTHER if came else others[place % len(others)]
        rows.append(Movement(
            place + 1, place + 1, place + 1, cast.day().year, kind, cast.day(place), cast.moment(days=place), variant.id, came,
            left, balance, other, 1, "", "",
        ))  # fmt: skip
    return tuple(rows)


def _count(cast: Cast, size: Size) -> CountSheet:
    rows = tuple((variant, 3 + place * 41) for place, variant in enumerate(invented_variants(cast, len(size.of(_ROWS)))))
    return CountSheet(cast.campaign.text(), invented_store(cast), rows, day(cast.day()))


_WAYS: Final = {  # between which places the lines of a document go
    DocumentKind.RECEIPT: (OUTSIDE, STORE),
    DocumentKind.TRANSFER: (OTHER, ROAD),
    DocumentKind.CONSUMPTION: (STORE, OUTSIDE),
    DocumentKind.LOSS: (STORE, OUTSIDE),
    DocumentKind.STOCKTAKE: (STORE, OUTSIDE),
    DocumentKind.REVERSAL: (OUTSIDE, STORE),
}

SAMPLES: tuple[Sample, ...] = (
    sample_of(buying.KIND, invented_need),
    sample_of(sending.OF_RELAY, _shipping),
    sample_of(sending.NEED_OF_STOP, _need_at_stop),
    sample_of(sending.OF_STOP, _of_one_stop),
    sample_of(issuing.ISSUES, _slip),
    sample_of(issuing.RETURNS, _slip),
    sample_of(issuing.OF_ISSUE, _slip_of_document),
    sample_of(issuing.OF_RETURN, _came_back),
    *(sample_of(kind, _sheet_of(sort, *_WAYS[sort])) for kind in posted.KINDS for sort in map(DocumentKind, kind.only)),
    sample_of(cards.KIND, _cards),
    sample_of(counting.KIND, _count),
)
