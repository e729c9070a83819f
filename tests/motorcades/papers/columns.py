"""What tests of the papers of a column share: cars with drivers, written straight into the tables."""

from campaign.core import crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar, ColumnOfEvent, Vehicle
from campaign.motorcades.plates import read
from campaign.motorcades.schemas import CarRole, CarState, VehicleKind
from tests.factories import an_event, an_event_kind
from tests.motorcades.route.routes import a_route

ROLES = (CarRole.LEAD, CarRole.STAFF, CarRole.LOUDSPEAKER, *[CarRole.PARTICIPANT] * 5, CarRole.BUS, CarRole.TAIL)
HOSTILE = "Әлімжанова-Бәйтұрсынұлы <b>Іңкәр</b> & «Ғ₸№» \\(1\\)"


def a_motorcade(cars: int = 0, *, driver: str = "", route: bool = True) -> Event:
    """An event of the kind, with so many cars of invented drivers, and the usual route."""
    event = an_event(title="Автоколонна")
    event.kind_id = an_event_kind("motorcade").id
    same = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
    facts = ColumnOfEvent(
        **same, distance_m=6200, speed_kmh=40, gap_m=15, contact="рация, канал 4", escort="2 машины", head_name="Исабеков С. Ж."
    )  # fmt: skip
    facts.head_phone = "+77004673260"
    db.session.add(facts)
    for number in range(1, cars + 1):
        _car(same, number, driver or f"Өтегенов Р. Б. {number}")
    db.session.commit()
    if route:
        a_route(event.id)
    return event


def _car(same: dict[str, int], number: int, driver: str) -> None:
    vehicle = Vehicle(region_id=same["region_id"], kind=VehicleKind.CAR, seats=4)
    vehicle.describe(read(f"{number:03d} ABC 09"), "", "Шкода Октавия", "белая", "Колледж «Таза жол»")
    db.session.add(vehicle)
    db.session.flush()
    car = ColumnCar(
        **same, uid=crypto.new_uid(), vehicle_id=vehicle.id, number=number, role=ROLES[(number - 1) % len(ROLES)], seats=4,
        decoration="флаг", state=CarState.EXPECTED,
    )  # fmt: skip
    car.drive(driver, f"+7700{number:07d}")
    db.session.add(car)
