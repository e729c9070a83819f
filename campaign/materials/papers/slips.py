"""Reading who was issued what, came back with what, and used or lost what: for the slips of an event and of a document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.events.queries import event_row
from campaign.materials import queries
from campaign.materials.models import StockDocument, StockLine, StockPlace
from campaign.materials.papers.reading import campaign_name, document_sheet, leaders_of
from campaign.materials.papers.schemas import Slip, SlipRow
from campaign.materials.papers.wording import holder_called, store_called
from campaign.materials.schemas import HOLDERS, DocumentKind, LineRow, PlaceKind, PlaceRow, VariantRow
from campaign.materials.words import holder_in_order
from campaign.web.templating import clock_time, day


def slip_of_event(event_id: int) -> Slip:
    """Everything that was issued at an event, and what became of it. Raises NotFound. At most 18 statements."""
    event = event_row(event_id)
    lines = [(line, on) for line, on in db.session.execute(_lines_at(event_id))]
    store_id = db.session.scalar(
        select(StockPlace.id).where(StockPlace.stop_id == event.stop_id, StockPlace.kind == PlaceKind.STOP)
    )
    places = queries.place_rows({end for line, _day in lines for end in (line.source_id, line.target_id)} | _known(store_id))
    store = places.get(store_id or 0)
    when = f"{day(event.day)}, {clock_time(event.starts_at, event.time_zone)}"
    about = (f"{event.title.text()} · {when}", store_called(store) if store else "")
    return Slip(
        campaign=campaign_name(event.region_id, event.stop_id, event.day),
        number="",
        event=event.title.text(),
        about=tuple(filter(None, about)),
        rows=slip_rows(lines, places, queries.variants(with_retired=True), leaders_of(places.values())),
        responsible=store.responsible if store else "",
    )


def slip_of_document(document_id: int) -> Slip:
    """What one issue gave out, or one return brought back. Raises NotFound. At most 26 statements."""
    sheet = document_sheet(document_id)
    row = sheet.document
    lines = [(line, row.dated_on) for line in sheet.lines]
    about = (f"{sheet.event} · {day(row.dated_on)}" if sheet.event else day(row.dated_on), store_called(sheet.store))
    return Slip(
        campaign=sheet.campaign,
        number=row.shown_number,
        event=sheet.event,
        about=about,
        rows=slip_rows(lines, sheet.places, sheet.variants, sheet.leaders),
        responsible=sheet.store.responsible,
        back=sheet.back,
        words=tuple(filter(None, (row.reason, row.note))),
    )


def _known(place_id: int | None) -> set[int]:
    return set() if place_id is None else {place_id}


def how_many(event_id: int) -> int:
    """How many rows the slips of an event have at most. One statement."""
    return db.session.scalar(select(func.count()).select_from(_lines_at(event_id).subquery())) or 0


def _lines_at(event_id: int) -> Select[StockLine, date]:
    """Every line that gave something to a holder of the event or took it back; what was reversed is left out."""
    back = aliased(StockDocument)
    holders = select(StockPlace.id).where(StockPlace.event_id == event_id, StockPlace.kind.in_(HOLDERS))
    return (
        select(StockLine, StockDocument.dated_on)
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .outerjoin(back, back.reverses_id == StockDocument.id)
        .where(
            or_(StockLine.source_id.in_(holders), StockLine.target_id.in_(holders)),
            StockDocument.kind != DocumentKind.REVERSAL,
            back.id.is_(None),
        )
        .order_by(StockLine.id)
    )


def slip_rows(
    lines: Iterable[tuple[LineRow | StockLine, date]],
    places: Mapping[int, PlaceRow],
    variants: Mapping[int, VariantRow],
    leaders: Mapping[int, str],
) -> tuple[SlipRow, ...]:
    """A row for each holder, variant and day of an issue; what came back fills the rows from the earliest."""
    issued: dict[tuple[int, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    back: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_BACK.values(), 0))
    for line, on in lines:
        source, target = places[line.source_id], places[line.target_id]
        if target.kind in HOLDERS and source.is_store:
            issued[target.id, line.variant_id][on] += line.quantity
        elif source.kind in HOLDERS:
            back[source.id, line.variant_id][_BACK.get(target.kind, "returned")] += line.quantity
    rows = []
    for holder_id, variant_id in issued | back:
        holder = places[holder_id]
        first = SlipRow(holder, holder_called(holder, leaders.get(holder_id, "")), variants[variant_id], 0, None)
        given = [replace(first, issued=many, day=on) for on, many in sorted(issued[holder_id, variant_id].items())]
        rows += _came_back(given or [first], dict(back[holder_id, variant_id]))
    order = {variant_id: place for place, variant_id in enumerate(variants)}
    return tuple(sorted(rows, key=lambda row: (holder_in_order(row.holder), order[row.variant.id], row.day or date.min)))


_BACK = {
    PlaceKind.STOP: "returned",
    PlaceKind.REGION: "returned",
    PlaceKind.CONSUMED: "consumed",
    PlaceKind.LOST: "lost",
}


def _came_back(rows: list[SlipRow], left: dict[str, int]) -> list[SlipRow]:
    """The rows with what came back; more than was issued stands in the last one."""
    filled = []
    for place, row in enumerate(rows, 1):
        room, got = row.issued, dict(left)
        if place < len(rows):
            for what, rest in left.items():
                got[what] = min(rest, room)
                room -= got[what]
        left = {what: rest - got[what] for what, rest in left.items()}
        filled.append(replace(row, returned=got["returned"], consumed=got["consumed"], lost=got["lost"]))
    return filled
