"""Who holds what: teams, people and vehicles that were given something and have not brought all of it back."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.models import Event
from campaign.materials import queries as materials
from campaign.materials.models import MaterialVariant, StockBalance, StockPlace
from campaign.materials.schemas import HOLDERS, PlaceRow
from campaign.materials.stock.schemas import PAGE, Held, HolderFilter
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.web.paging import Page, keyset, number_cursor, page_of

_OUT = (StockPlace.kind.in_(HOLDERS), StockBalance.on_hand > 0)


def holders(region_id: int, wish: HolderFilter, token: str | None = None, size: int = PAGE) -> Page[Held]:
    """A page of holders in the order in which they came to be. Four statements and those of the names."""
    cursor = number_cursor(token)
    holds = select(StockBalance.place_id).where(
        StockBalance.place_id == StockPlace.id, StockBalance.on_hand > 0, *_of_material(wish)
    )  # fmt: skip
    asked = select(StockPlace.id).where(StockPlace.region_id == region_id, *_criteria(wish), holds.exists())
    found = db.session.scalars(keyset(asked, [StockPlace.id], cursor, size)).all()
    page = page_of(found, cursor, size, lambda place_id: (place_id,))
    return Page(_held(page.rows), page.before, page.after)


def _criteria(wish: HolderFilter) -> list[ColumnElement[bool]]:
    asked = [StockPlace.kind == wish.kind if wish.kind is not None else StockPlace.kind.in_(HOLDERS)]
    if wish.stop_id is not None:
        asked.append(StockPlace.stop_id == wish.stop_id)
    return asked


def _of_material(wish: HolderFilter) -> list[ColumnElement[bool]]:
    if wish.material_id is None:
        return []
    sizes = select(MaterialVariant.id).where(MaterialVariant.material_id == wish.material_id)
    return [StockBalance.variant_id.in_(sizes)]


def _held(place_ids: Iterable[int]) -> tuple[Held, ...]:
    ids = list(place_ids)
    places = materials.place_rows(ids)
    things: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (place_id, variant_id), number in materials.balances_at(ids).items():
        things[place_id].append((variant_id, number))
    events = events_of(row.event_id for row in places.values())
    stops = _stops_of(row.stop_id for row in places.values())
    return tuple(
        Held(
            places[place_id], events.get(places[place_id].event_id or 0, Translated()),
            stops.get(places[place_id].stop_id or 0, Translated()), tuple(things[place_id]),
        )
        for place_id in ids
    )  # fmt: skip


def events_of(ids: Iterable[int | None]) -> dict[int, Translated]:
    """What these events are called, as far as the asker sees them. One statement."""
    asked = select(Event.id, Event.title).where(Event.id.in_([key for key in ids if key is not None]))
    return {event_id: title for event_id, title in db.session.execute(asked)}


def _stops_of(ids: Iterable[int | None]) -> dict[int, Translated]:
    asked = select(Stop.id, Unit.name).join(Unit, Unit.id == Stop.unit_id)
    wished = asked.where(Stop.id.in_([key for key in ids if key is not None]))
    return {stop_id: name for stop_id, name in db.session.execute(wished)}


def holder_row(holder_id: int) -> PlaceRow:
    """A team, a person or a vehicle that holds or held something. Raises NotFound. Two statements."""
    asked = select(StockPlace.id).where(StockPlace.id == holder_id, StockPlace.kind.in_(HOLDERS))
    if db.session.scalar(asked) is None:
        raise NotFound(_l("Nobody with this number holds or held anything."))
    return materials.place_rows([holder_id])[holder_id]


def stops_with_holders(region_id: int) -> tuple[tuple[int, Translated], ...]:
    """The stops at which somebody holds something, in the order of the route. One statement."""
    asked = (
        select(Stop.id, Unit.name)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(Stop.id.in_(_stops_out(region_id)))
        .order_by(Stop.relay_id, Stop.position)
    )
    return tuple((stop_id, name) for stop_id, name in db.session.execute(asked))


def _stops_out(region_id: int) -> ColumnElement[int]:
    asked = (
        select(StockPlace.stop_id)
        .join(StockBalance, StockBalance.place_id == StockPlace.id)
        .where(StockPlace.region_id == region_id, *_OUT)
    )
    return asked.scalar_subquery()
