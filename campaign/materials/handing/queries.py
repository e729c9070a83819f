"""What of materials wants attention: transfers awaited, what was not brought back, open books, and the stock of one stop."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.models import Event
from campaign.materials.handing.schemas import Awaited, InStore, OpenBooks, ShortOf, StillOut, StockOfStop
from campaign.materials.models import StockBalance, StockDocument, StockLine, StockPeriod, StockPlace
from campaign.materials.need.queries import need_at
from campaign.materials.queries import variants
from campaign.materials.schemas import HOLDERS, DocumentKind, PlaceKind, shown_number
from campaign.relay.models import Stop
from campaign.relay.schemas import StopRow
from campaign.territory import queries as territory
from campaign.territory.models import Unit

_MORE = StockBalance.on_hand > 0


def awaited(*where: ColumnElement[bool]) -> list[tuple[StockPlace, int, str]]:
    """Transfers under way of which something has not come, each with its document and number, the soonest first.

    One statement.
    """
    asked = (
        select(StockPlace, StockDocument.id, StockDocument.number, StockDocument.year)
        .join(StockLine, StockLine.target_id == StockPlace.id)
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .where(
            StockPlace.kind == PlaceKind.TRANSIT, StockDocument.kind == DocumentKind.TRANSFER,
            exists().where(StockBalance.place_id == StockPlace.id, _MORE), *where,
        )
        .order_by(StockPlace.due_on.nulls_last(), StockPlace.id)
        .distinct()
    )  # fmt: skip
    rows = db.session.execute(asked, execution_options={"populate_existing": True})
    return [(place, document_id, shown_number(number, year)) for place, document_id, number, year in rows]


def awaited_by(day: date) -> list[Awaited]:
    """What the asker's stores await up to this day, or have awaited before. Three statements."""
    actor = current_actor()
    found = [
        row for row in awaited(StockPlace.due_on <= day) if actor.may_at(P.MATERIALS_WRITE, row[0].region_id, row[0].stop_id)
    ]
    stops = _names_of_stops([place.stop_id for place, *_document in found if place.stop_id is not None])
    regions = {row.id: row.name for row in territory.regions(clock.campaign_today())} if found else {}
    return [
        Awaited(document_id, number, place.due_on, place.region_id, place.stop_id,
                stops.get(place.stop_id or 0) or regions.get(place.region_id, Translated()))
        for place, document_id, number in found
    ]  # fmt: skip


def _names_of_stops(ids: Sequence[int]) -> dict[int, Translated]:
    asked = select(Stop.id, Unit.name).join(Unit, Unit.id == Stop.unit_id).where(Stop.id.in_(ids))
    return {stop_id: name for stop_id, name in db.session.execute(asked)} if ids else {}


def not_brought_back() -> list[StillOut]:
    """Events that are over and of which somebody still holds something, the oldest first. One statement."""
    asked = (
        select(Event, Unit.name, func.count(StockPlace.id.distinct()))
        .join(StockPlace, StockPlace.event_id == Event.id)
        .join(StockBalance, StockBalance.place_id == StockPlace.id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(StockPlace.kind.in_(HOLDERS), _MORE, Event.ends_at <= clock.campaign_now())
        .group_by(Event.id, Unit.id)
        .order_by(Event.ends_at, Event.id)
    )
    return [
        StillOut(event.id, event.stop_id, event.day, event.title, name, holders)
        for event, name, holders in db.session.execute(asked)
    ]


def open_books(today: date) -> list[OpenBooks]:
    """Regions whose books the asker closes and that have documents of a month that is over and not closed. Two statements."""
    through = today.replace(day=1) - timedelta(days=1)
    period = aliased(StockPeriod)
    closed = select(period.closed_through).where(period.region_id == StockDocument.region_id).scalar_subquery()
    asked = (
        select(StockDocument.region_id)
        .where(StockDocument.dated_on <= through, func.coalesce(closed, date(2000, 1, 1)) < through)
        .distinct()
    )
    actor = current_actor()
    ids = [region for region in db.session.scalars(asked) if actor.may_at(P.CATALOGUE_WRITE, region)]
    names = {row.id: row.name for row in territory.regions(today)} if ids else {}
    return [OpenBooks(region_id, names[region_id], through) for region_id in sorted(ids) if region_id in names]


def stock_of(stop: StopRow) -> StockOfStop:
    """What the store of a stop has, what is under way there, who holds something and what runs short. Fifteen statements."""
    asked = (
        select(StockPlace.id, StockPlace.kind, StockBalance.variant_id, StockBalance.on_hand)
        .outerjoin(StockBalance, (StockBalance.place_id == StockPlace.id) & _MORE)
        .where(StockPlace.stop_id == stop.id)
    )
    rows = db.session.execute(asked).all()
    here, coming = Counter[int](), Counter[int]()
    for _place, kind, variant_id, on_hand in rows:
        if variant_id is not None and kind in {PlaceKind.STOP, PlaceKind.TRANSIT}:
            (here if kind is PlaceKind.STOP else coming)[variant_id] += on_hand
    held = Counter(kind for _place, kind in {(row.id, row.kind) for row in rows if row.variant_id and row.kind in HOLDERS})
    known = variants(with_retired=True)
    return StockOfStop(
        next((row.id for row in rows if row.kind is PlaceKind.STOP), None),
        tuple(InStore(variant, here[number], coming[number]) for number, variant in known.items() if number in here | coming),
        tuple(
            Awaited(document_id, number, place.due_on, place.region_id, stop.id, stop.name)
            for place, document_id, number in awaited(StockPlace.stop_id == stop.id)
        ),
        tuple((kind, held[kind]) for kind in (PlaceKind.TEAM, PlaceKind.PERSON, PlaceKind.VEHICLE) if held[kind]),
        tuple(ShortOf(known[short.variant_id], short.lacking, short.day) for short in need_at(stop).shorts),
        clock.campaign_today(stop.time_zone),
    )
