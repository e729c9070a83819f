"""Places where events are held, and the kinds that organizers add."""

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import select

from campaign.core import audit, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.text import fold
from campaign.events.models import EventKind, Place
from campaign.events.policies import ensure_can_write_kinds, ensure_can_write_place
from campaign.events.schemas import NewKind, NewPlace
from campaign.events.services.planning import wrong_capacity
from campaign.relay.models import Stop

LONGEST_NAME = 200


def create_place(wish: NewPlace, key: str = "") -> int:
    """Add a square, hall or street and return its id; a key makes sending the form twice harmless.

    Raises NotFound for a city or district without a stop of the asker's, Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        if key and (known := operations.begin(session, "places.create", key, asdict(wish))):
            return int(known["place"])
        region_id = ensure_may_write_places(wish.unit_id)
        _judge(wish)
        place = Place(region_id=region_id, unit_id=wish.unit_id)
        _fill(place, wish)
        session.add(place)
        session.flush()
        audit.note(session, "place.created", "place", place.id, region_id=region_id, after={"capacity": place.capacity})
        if key:
            operations.finish(session, "places.create", key, {"place": place.id})
        return place.id


def edit_place(place_id: int, wish: NewPlace, version: int) -> None:
    """Change a place; events held there keep their own number of places. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        place = session.scalars(select(Place).where(Place.id == place_id).with_for_update()).one_or_none()
        if place is None:
            raise NotFound(_l("There is no such place."))
        ensure_may_write_places(place.unit_id)
        place.step(version)
        _judge(wish)
        before = {"capacity": place.capacity}
        _fill(place, wish)
        after = {"capacity": place.capacity}
        audit.note(session, "place.edited", "place", place.id, region_id=place.region_id, before=before, after=after)


def create_kind(wish: NewKind, key: str = "") -> int:
    """Add a kind of event for all regions and return its id; a key makes sending the form twice harmless.

    Raises Refused, Invalid when there is one of this name, KeyReused.
    """
    with unit_of_work() as session:
        ensure_can_write_kinds(current_actor())
        if key and (known := operations.begin(session, "kinds.create", key, asdict(wish))):
            return int(known["kind"])
        # of two who add one name at once the second waits here: there is always a kind that ships
        session.execute(select(EventKind.id).order_by(EventKind.id).limit(1).with_for_update(key_share=True))
        problems = list(too_long("name", wish.name, LONGEST_NAME))
        if not wish.name:
            problems.append(Problem("name_ru", "missing", _("Name it in at least one language.")))
        names = {fold(words) for name in session.scalars(select(EventKind.name)) for words in name.as_dict().values()}
        if any(fold(words) in names for words in wish.name.as_dict().values()):
            problems.append(Problem("name_ru", "taken", _("There is a kind of this name already.")))
        if problems:
            raise Invalid(_("The kind was not added."), problems)
        kind = EventKind(code=f"own_{crypto.new_uid()}", name=wish.name, shipped=False)
        session.add(kind)
        session.flush()
        audit.note(session, "kind.created", "kind", kind.id)
        if key:
            operations.finish(session, "kinds.create", key, {"kind": kind.id})
        return kind.id


def ensure_may_write_places(unit_id: int) -> int:
    """The region under which the asker plans this city or district. Raises NotFound, Refused."""
    stops = db.session.execute(select(Stop.id, Stop.region_id).where(Stop.unit_id == unit_id)).all()
    if not stops:
        raise NotFound(_l("There is no stop of yours in this city or district."))
    region_id: int = stops[-1].region_id
    ensure_can_write_place(current_actor(), region_id, [stop.id for stop in stops])
    return region_id


def _fill(place: Place, wish: NewPlace) -> None:
    place.name, place.address, place.capacity = wish.name, wish.address, wish.capacity
    place.lat, place.lon = wish.lat, wish.lon


def _judge(wish: NewPlace) -> None:
    if problems := list(wrong_place(wish)):
        raise Invalid(_("The place was not saved."), problems)


def wrong_place(wish: NewPlace) -> Iterator[Problem]:
    """Everything that is wrong with a place."""
    yield from _wrong_words(wish)
    yield from wrong_capacity("capacity", wish.capacity)
    yield from _wrong_coordinates(wish)


def _wrong_words(wish: NewPlace) -> Iterator[Problem]:
    if not wish.name:
        yield Problem("name_ru", "missing", _("Name it in at least one language."))
    yield from too_long("name", wish.name, LONGEST_NAME)
    yield from too_long("address", wish.address, LONGEST_NAME)


def _wrong_coordinates(wish: NewPlace) -> Iterator[Problem]:
    if (wish.lat is None) != (wish.lon is None):
        missing = "lat" if wish.lat is None else "lon"
        yield Problem(missing, "missing", _("Give both latitude and longitude, or neither."))
    for field, value, most in (("lat", wish.lat, 90), ("lon", wish.lon, 180)):
        if value is not None and not -most <= value <= most:
            yield Problem(field, "out_of_range", _("This lies between −%(most)s and %(most)s degrees.", most=most))
