"""The route of the hand table as rows: 18 stops with their events, numbers typed for them, norms, and a store of the region."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.materials.models import Material, MaterialVariant
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.schemas import Basis
from campaign.materials.schemas import Use
from campaign.relay.models import Stop
from tests.factories import ZONE, a_relay, a_unit, an_event_kind, words
from tests.materials.need import hand
from tests.materials.norms.norms import a_norm
from tests.materials.stock import a_material, received, store_of_region

BEFORE = datetime(2018, 4, 1, 3, tzinfo=UTC)  # the morning before the route begins


@dataclass(frozen=True)
class Route:
    """`stops` by their place in the hand table; `variants` by code, of shirts by size."""

    relay_id: int
    region_id: int
    stops: dict[int, int]
    variants: dict[str, int]


def the_hand_route(stops: int = 18) -> Route:
    """The first stops of it; today is the day before."""
    clock.set_shift(BEFORE - clock.now())
    relay = a_relay()
    made: dict[int, int] = {}
    for row in hand.rows("route")[:stops]:
        stop = Stop(
            relay_id=relay.id, region_id=relay.region_id, unit_id=a_unit(name=row["place"]).id, position=int(row["stop"]),
            arrives_on=date.fromisoformat(row["arrives"]), departs_on=date.fromisoformat(row["departs"]), time_zone=ZONE,
        )  # fmt: skip
        db.session.add(stop)
        db.session.flush()
        made[stop.position] = stop.id
        _events(stop, row)
    relay.starts_on, relay.ends_on = date(2018, 4, 2), date(2018, 6, 30)
    db.session.commit()
    return Route(relay.id, relay.region_id, made, _materials(relay.region_id))


def _events(stop: Stop, row: dict[str, str]) -> None:
    rally = an_event_at(stop, "rally", row["arrives"])
    _typed(rally, Basis.PARTICIPANT, row["participants"])
    for walk in ("1", "2"):
        if row[f"walk_{walk}"]:
            event = an_event_at(stop, "office_walk", row[f"walk_{walk}"])
            _typed(event, Basis.OFFICE, row[f"offices_{walk}"])
            _typed(event, Basis.TEAM, row[f"teams_{walk}"])
    if row["exhibition_from"]:
        an_event_at(stop, "exhibition", row["exhibition_from"], row["exhibition_to"])


def an_event_at(stop: Stop, kind: str, first: str, last: str = "", state: EventState = EventState.OPEN) -> Event:
    begins, ends = (datetime.combine(date.fromisoformat(day), time(6), UTC) for day in (first, last or first))
    event = Event(
        uid=crypto.new_uid(), stop_id=stop.id, region_id=stop.region_id, kind_id=an_event_kind(kind).id,
        title=words(kind), description=words(""), starts_at=begins, ends_at=ends + timedelta(hours=3), time_zone=ZONE,
        state=state,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    return event


def _typed(event: Event, basis: Basis, number: str) -> None:
    place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
    db.session.add(EventCount(basis=basis, number=int(number), **place))


def _materials(region_id: int) -> dict[str, int]:
    (soap,) = a_material("soap", pack=48, travel_days=1)
    (sign,) = a_material("sign", pack=50, travel_days=1)
    (gloves,) = a_material("gloves", use=Use.REUSABLE, pack=12, washing_days=2, travel_days=1)
    (banner,) = a_material("banner", use=Use.REUSABLE, travel_days=1)
    shirts = dict(zip("S M L XL XXL".split(), a_material("t_shirt", "S", "M", "L", "XL", "XXL", pack=10), strict=True))
    for variant, weight in zip(shirts.values(), (1, 3, 3, 2, 1), strict=True):
        db.session.get_one(MaterialVariant, variant).weight = weight
    db.session.get_one(Material, _of(shirts["S"])).travel_days = 1
    for variant in (soap, sign):
        a_norm(_of(variant), Basis.OFFICE, kind="office_walk", reserve=5 if variant == soap else 10)
    a_norm(_of(gloves), Basis.TEAM, 6, kind="office_walk", reserve=10)
    a_norm(_of(banner), Basis.EVENT, 2, kind="rally")
    a_norm(_of(banner), Basis.EVENT, 1, kind="exhibition")
    a_norm(_of(shirts["S"]), Basis.PARTICIPANT, 1, kind="rally", each=5, reserve=5)
    store = store_of_region(region_id)
    for variant, quantity in ((soap, 200), (gloves, 20), (banner, 2), (shirts["M"], 10)):
        received(store, variant, quantity)
    return {"soap": soap, "sign": sign, "gloves": gloves, "banner": banner, **shirts}


def _of(variant_id: int) -> int:
    return db.session.get_one(MaterialVariant, variant_id).material_id
