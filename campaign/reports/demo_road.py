"""The day of a column in the demo: Karaganda's was marked by two phones and the desk; a marshal of Temirtau's has a link."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import Batch
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.services import give
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.items import item_of
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import LINK_LIFE, Sender
from campaign.motorcades.road.services.reading import place_of
from campaign.motorcades.road.services.taking import take
from campaign.motorcades.schemas import CarState
from campaign.relay.models import Stop
from campaign.reports.demo_door import old_link
from campaign.reports.demo_events import first_event

PHONES: Final = ("Построение, телефон Данияра", "Замыкающая машина, телефон Павла")
ABSENT, PRESENT, DEPARTED, ARRIVED = CarState.ABSENT, CarState.PRESENT, CarState.DEPARTED, CarState.ARRIVED
# minutes from the start of the event; place in the column; what was marked; by which phone (None: at the desk)
MARKS: Final = (
    (-22, 1, PRESENT, 0), (-19, 2, PRESENT, 0), (-18, 4, PRESENT, 0), (-15, 3, PRESENT, 0), (-9, 6, PRESENT, 1),
    (-6, 5, ABSENT, 0), (-1, 5, PRESENT, 1),
    (5, 1, DEPARTED, 0), (5, 2, DEPARTED, 0), (5, 3, DEPARTED, 0), (5, 4, DEPARTED, 0),
    (6, 5, DEPARTED, 1), (7, 6, DEPARTED, 1),
    (32, 1, ARRIVED, 0), (32, 2, ARRIVED, 0), (33, 3, ARRIVED, 0), (34, 4, ARRIVED, None),
    (36, 5, ARRIVED, 1), (37, 6, ARRIVED, 1),
)  # fmt: skip


def look_after_the_columns(session: Session, held: Stop, coming: Stop) -> None:
    """After the columns are lined up and their routes are written."""
    ahead, past = first_event(session, coming, "motorcade"), first_event(session, held, "motorcade")
    until = ahead.ends_at + LINK_LIFE
    give(NewDevice(DevicePurpose.COLUMN, ahead.region_id, ahead.stop_id, ahead.id, PHONES[0], until), "demo-road")
    phones = [old_link(session, past, label, DevicePurpose.COLUMN) for label in PHONES]
    cars = dict(session.execute(select(ColumnCar.number, ColumnCar.id).where(ColumnCar.event_id == past.id)).all())
    for minute, number, state, phone in MARKS:
        sender = Sender(device_id=None if phone is None else phones[phone])
        _marked(session, past, sender, cars[number], state, past.starts_at + timedelta(minutes=minute))
    session.execute(update(ColumnMark).where(ColumnMark.event_id == past.id).values(received_at=ColumnMark.happened_at))


def _marked(session: Session, event: Event, sender: Sender, car_id: int, state: CarState, at: datetime) -> None:
    key = f"demo-road-{car_id}-{state.value}-{at:%H%M}"
    item = item_of({"key": key, "kind": "mark", "car": car_id, "state": state.value})
    take(session, place_of(session, event.id), sender, Batch(None, (item,)), at)
