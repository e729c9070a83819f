"""Reading what stands on the papers of documents: who gave what to whom, with the names of those who sign."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.events.queries import event_row
from campaign.materials import queries
from campaign.materials.papers.schemas import DocumentSheet
from campaign.materials.queries.books import documents_by
from campaign.materials.schemas import PlaceRow
from campaign.motorcades.models import ColumnCar
from campaign.relay import queries as relays
from campaign.walks.models import WalkTeam


def document_sheet(document_id: int) -> DocumentSheet:
    """Raises NotFound. At most 26 statements, however many lines."""
    document = queries.document_row(document_id)
    lines = queries.lines_of(document_id)
    named = {document.store_id} | {line.source_id for line in lines} | {line.target_id for line in lines}
    asked = (document.of_id, document.reverses_id, document.reversed_by)
    others = documents_by(other for other in asked if other is not None)
    places = queries.place_rows(named | {other.store_id for other in others.values()})
    ends = {place.destination_id for place in places.values() if place.destination_id is not None}
    places |= queries.place_rows(ends - places.keys())
    return DocumentSheet(
        campaign=campaign_name(document.region_id, document.stop_id, document.dated_on),
        document=document,
        store=places[document.store_id],
        lines=lines,
        places=places,
        variants=queries.variants(with_retired=True),
        event=event_title(document.event_id),
        of=others.get(document.of_id or document.reverses_id or 0),
        back=others.get(document.reversed_by or 0),
        leaders=leaders_of(places.values()),
    )


def campaign_name(region_id: int, stop_id: int | None, on: date) -> str:
    """Of which campaign a store is: that of its stop's relay, or the region's on that day. Two statements at most."""
    if stop_id is not None:
        with widened():
            return relays.campaign_of(relays.stop_row(stop_id).relay_id).name.text()
    found = relays.campaign_for(region_id, on) or relays.current_campaign()
    return found.name.text() if found else ""


def event_title(event_id: int | None) -> str:
    """Empty for none, and for one that the asker does not see. Two statements at most."""
    if event_id is None:
        return ""
    try:
        return event_row(event_id).title.text()
    except NotFound:
        return ""


def leaders_of(places: Iterable[PlaceRow]) -> dict[int, str]:
    """Who signs for a team or a vehicle, by the place; only of those that the asker runs. Two statements at most."""
    teams = {place.team_id: place.id for place in places if place.team_id is not None}
    cars = {place.car_id: place.id for place in places if place.car_id is not None}
    found: dict[int, str] = {}
    if teams:
        asked = select(WalkTeam.id, WalkTeam.leader_name).where(WalkTeam.id.in_(teams))
        found |= {teams[team]: name for team, name in db.session.execute(asked)}
    if cars:
        asked = select(ColumnCar.id, ColumnCar.driver_name).where(ColumnCar.id.in_(cars))
        found |= {cars[car]: name for car, name in db.session.execute(asked)}
    return found
