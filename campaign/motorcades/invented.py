"""A column that never drove, for the samples of its papers."""

from typing import Final

from campaign.core.i18n import Translated
from campaign.events.invented import bare_event, invented_event
from campaign.events.schemas import EventRow
from campaign.motorcades.route.schemas import LONGEST as LONGEST_OF_POINTS
from campaign.motorcades.route.schemas import PointKind, RoutePoint, signs_of
from campaign.motorcades.schemas import (
    LONGEST,
    Car,
    CarRole,
    CarState,
    Column,
    ColumnFacts,
    Driver,
    Load,
    PlateForm,
    Vehicle,
    VehicleKind,
)
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size

_MOTORCADE: Final = 1  # of the invented events
_MAKES: Final = (("Škoda Octavia", "белая"), ("Toyota Hilux", "көк"), ("ГАЗель NEXT", "серая"), ("Hyundai County", "қызыл"))
_ROLES: Final = (CarRole.LEAD, CarRole.LOUDSPEAKER, CarRole.MEDIA, CarRole.MEDICAL, CarRole.PARTICIPANT, CarRole.BUS)


def event_of_column(cast: Cast, size: Size) -> EventRow:
    """The motorcade of a sample of this size."""
    return bare_event(cast, _MOTORCADE) if size is Size.EMPTY else invented_event(cast, _MOTORCADE)


def invented_column(cast: Cast, size: Size, many: int = 24) -> Column:
    """So many cars in blocks of eight, with what is said of the whole."""
    facts = ColumnFacts()
    if size is not Size.EMPTY:
        contact, escort = cast.line("рация, канал 7", LONGEST["contact"]), cast.line("экипаж 12-04", LONGEST["escort"])
        facts = ColumnFacts(12_400, 40, 15, contact, escort, Driver(cast.short(1), cast.phone(1)), "", 1)
    return Column(event_of_column(cast, size), facts, [invented_car(cast, number) for number in size.of(many)])


def invented_car(cast: Cast, number: int) -> Car:
    """Every fourth has a second driver and a load; the fifth of six has passengers."""
    second = Driver(cast.short(number + 7), cast.phone(number + 7)) if number % 4 == 3 else Driver()
    role = _ROLES[min(number, 4)] if number % 6 < 5 else CarRole.BUS
    seats = 24 if role is CarRole.BUS else 4
    return Car(
        id=number + 1, event_id=2, vehicle=_vehicle(cast, number), number=number + 1,
        block=cast.line(f"{number // 8 + 1}-блок", LONGEST["block"]), role=role,
        decoration=cast.line("флаг, наклейки", LONGEST["decoration"]), driver=Driver(cast.short(number), cast.phone(number)),
        second_driver=second, registration_id=None, seats=seats, taken=seats // 2, inspected=number % 2 == 0,
        state=CarState.EXPECTED, present_at=None, departed_at=None, arrived_at=None, version=1,
        loads=(Load(cast.words("сабын", "мыло", "soap", 120), "", 240),) if number % 4 == 3 else (), briefed=number % 3 == 0,
    )  # fmt: skip


def _vehicle(cast: Cast, number: int) -> Vehicle:
    make, colour = _MAKES[number % len(_MAKES)]
    plate = f"{100 + number} ABC 09"
    return Vehicle(
        id=number + 1, region_id=1, kind=VehicleKind.CAR, plate=plate, plate_key=plate.replace(" ", ""),
        plate_form=PlateForm.Y2012, name="", make=cast.line(make, LONGEST["make"]),
        colour=cast.line(colour, LONGEST["colour"]), owner=cast.short(number) if number % 2 else "", organisation_id=None,
        organisation=cast.organisation(number)[: LONGEST["organisation"]], seats=4, version=1,
    )  # fmt: skip


def invented_points(cast: Cast, size: Size) -> tuple[RoutePoint, ...]:
    """From the gathering to the finish, and a reserve point."""
    if size is Size.EMPTY:
        return ()
    middle = [PointKind.POINT, PointKind.TURN, PointKind.STOP] * (4 if size is Size.MANY else 1)
    kinds = (PointKind.GATHERING, PointKind.LINE_UP, PointKind.START, *middle, PointKind.FINISH, PointKind.RESERVE)
    return tuple(_point(cast, place, kind, sign) for place, (kind, sign) in enumerate(zip(kinds, signs_of(kinds), strict=True)))


def _point(cast: Cast, place: int, kind: PointKind, sign: str) -> RoutePoint:
    minutes = place * 7
    return RoutePoint(
        id=place + 1, sign=sign, kind=kind, name=_street(cast, place), lat=50.05 + place * 0.003 + place % 3 * 0.004,
        lon=72.94 + place * 0.009, offset=minutes, metres=place * 800, way=_way(cast), fact_at=None,
        post=cast.line("пост № 3", LONGEST_OF_POINTS["post"]) if place % 3 == 2 else "", medical=place % 5 == 4,
        plan_at=cast.moment(10 + minutes // 60, minutes % 60), time_zone=ZONE,
    )  # fmt: skip


def _street(cast: Cast, place: int) -> Translated:
    number = place * 2 + 1
    return cast.words(
        f"Бейбітшілік көшесі, {number}", f"ул. Мира, {number}", f"Mira street, {number}", LONGEST_OF_POINTS["name"]
    )  # fmt: skip


def _way(cast: Cast) -> Translated:
    return cast.words(
        "Республика даңғылымен, айналымда оңға", "по пр. Республики, на кольце направо",
        "along Republic avenue, right at the ring", LONGEST_OF_POINTS["way"],
    )  # fmt: skip
