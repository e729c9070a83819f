"""An event that goes to another day: what was marked on the day that is given up does not count on the new one."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import plain_hash
from campaign.core import clock, crypto
from campaign.core.actor import current_actor
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import ItemKind, Outcome, Why
from campaign.motorcades.road.services.reading import POINTS, counted, counting, place_of
from campaign.motorcades.road.services.taking import morning_of, stand


def start_anew(session: Session, event_id: int) -> None:
    """Take back every mark of the day itself, before the event moves; that a car fails, said before that day, stands.

    The log keeps them. One statement while the day is still to come, six once it has begun.
    """
    place, now = place_of(session, event_id), clock.campaign_now()
    if now < (morning := morning_of(place)):
        return
    marks = counting(session, event_id, morning)
    session.add_all(
        ColumnMark(
            event_id=place.id, region_id=place.region_id, stop_id=place.stop_id, user_id=current_actor().user_id,
            key=crypto.new_uid(), body_hash=plain_hash(f"{ItemKind.UNDO}\n{mark.key}"), kind=ItemKind.UNDO, car_id=mark.car_id,
            point_id=mark.point_id, state=mark.state, of_key=mark.key, outcome=Outcome.DONE, why=Why.FINE, happened_at=now,
            received_at=now,
        )
        for mark in marks
    )  # fmt: skip
    session.flush()
    known, _moments = counted(session, sorted({mark.car_id for mark in marks if mark.car_id}), ())
    stand(session, known.cars)
    passed = update(POINTS).where(POINTS.c.event_id == event_id, POINTS.c.fact_at.is_not(None)).values(fact_at=None)
    session.connection().execute(passed)
