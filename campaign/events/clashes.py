"""Where two events want the same person, vehicle, place or coordinator: at once, or with too little time for the way between.

Pure reckoning over bookings. Whoever wants to know what would clash after a move (a slip, a form) shifts the bookings with
`dataclasses.replace` and asks again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from campaign.core.i18n import Translated
from campaign.relay.route import Point, distance_km

LEAST_MINUTES: Final = timedelta(minutes=1)


class Subject(StrEnum):
    """What cannot be at two events at once."""

    PERSON = "person"
    VEHICLE = "vehicle"
    PLACE = "place"
    COORDINATOR = "coordinator"


class ClashKind(StrEnum):
    """OVERLAP: both at once, which cannot be. TRAVEL: the way between takes longer than there is time.

    BESIDE: at once, but one of them only stands there all day (an exhibition), so it may be meant.
    """

    OVERLAP = "overlap"
    TRAVEL = "travel"
    BESIDE = "beside"


@dataclass(frozen=True)
class ClashRules:
    """How travel is reckoned: speed along the great circle, least minutes between two events of one person.

    What lasts longer than `standing_minutes` only stands there: it does not hold its person, nor the whole of its place.
    """

    speed_kmh: int = 40
    changeover_minutes: int = 15
    standing_minutes: int = 240


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event is. `lat` and `lon` are None for a place that nobody has put on the map; the town's are always known."""

    place_id: int | None
    lat: float | None
    lon: float | None
    unit_id: int
    unit_lat: float
    unit_lon: float


@dataclass(frozen=True, slots=True)
class Booking:
    """What one event needs of one person, vehicle, place or coordinator, from then to then.

    `key` says which one. `phone` tells apart two people of one name; empty, it may be either. `name` is for the reader.
    `drives`: a vehicle of a column or its driver, who is held for all of its time however long it is.
    """

    subject: Subject
    key: str
    name: str
    event_id: int
    stop_id: int
    title: Translated
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    spot: Spot
    phone: str = ""
    drives: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Two bookings that do not go together. `first` begins first.

    `minutes`: how long both run at once, or, for TRAVEL, how long there is between them while `needed` would be.
    `kilometres` of the way are known for TRAVEL only. `accepted`: the reason for which an organizer let it stand.
    """

    kind: ClashKind
    first: Booking
    second: Booking
    minutes: int
    needed: int = 0
    kilometres: float = 0.0
    accepted: str = ""

    @property
    def is_hard(self) -> bool:
        return self.kind is ClashKind.OVERLAP

    @property
    def subject(self) -> Subject:
        return self.first.subject

    @property
    def name(self) -> str:
        return self.first.name

    @property
    def fingerprint(self) -> str:
        """Names this very clash: as soon as one of both moves, it is another."""
        parts = [self.subject.value, self.first.key]
        for booking in (self.first, self.second):
            parts += [str(booking.event_id), booking.starts_at.isoformat(), booking.ends_at.isoformat()]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()

    def touches(self, event_id: int) -> bool:
        return event_id in (self.first.event_id, self.second.event_id)

    def other(self, event_id: int) -> Booking:
        """What stands against this event."""
        return self.second if self.first.event_id == event_id else self.first


def find_clashes(bookings: Iterable[Booking], rules: ClashRules) -> tuple[Clash, ...]:
    """All clashes in the order of time, the hard ones of a moment first.

    Bookings of one key are sorted and swept: n log n, and as many steps more as there are overlaps.
    """
    found: defaultdict[tuple[Subject, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        found[booking.subject, booking.key].append(booking)
    clashes = [clash for booked in found.values() if len(booked) > 1 for clash in _swept(booked, rules)]
    clashes.sort(key=lambda clash: (clash.second.starts_at, not clash.is_hard, clash.first.event_id, clash.second.event_id))
    return tuple(clashes)


def _swept(booked: Sequence[Booking], rules: ClashRules) -> Iterator[Clash]:
    ordered = sorted(booked, key=lambda booking: (booking.starts_at, booking.ends_at, booking.event_id))
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            if second.event_id == first.event_id or not _is_same(first, second):
                continue
            if second.starts_at < first.ends_at:
                yield from _at_once(first, second, rules)
                continue
            yield from _one_after_another(first, second, rules)
            break


def _is_same(first: Booking, second: Booking) -> bool:
    """Of one name; two known phones that differ are two people. A coordinator is at home in all events of one stop."""
    if first.subject is Subject.COORDINATOR and first.stop_id == second.stop_id:
        return False
    return not (first.phone and second.phone) or first.phone == second.phone


def _stands(booking: Booking, rules: ClashRules) -> bool:
    return not booking.drives and _minutes(booking.ends_at - booking.starts_at) > rules.standing_minutes


def _minutes(length: timedelta) -> int:
    return length // LEAST_MINUTES


def _at_once(first: Booking, second: Booking, rules: ClashRules) -> Iterator[Clash]:
    minutes = max(1, _minutes(min(first.ends_at, second.ends_at) - second.starts_at))
    if not (_stands(first, rules) or _stands(second, rules)):
        yield Clash(ClashKind.OVERLAP, first, second, minutes)
    elif first.subject is Subject.PLACE or first.spot.unit_id != second.spot.unit_id:
        yield Clash(ClashKind.BESIDE, first, second, minutes)


def _one_after_another(first: Booking, second: Booking, rules: ClashRules) -> Iterator[Clash]:
    if first.subject is Subject.PLACE:
        return
    way = kilometres_between(first.spot, second.spot)
    if way is None:
        return
    needed = rules.changeover_minutes + ceil(way / rules.speed_kmh * 60)
    minutes = _minutes(second.starts_at - first.ends_at)
    if minutes < needed:
        yield Clash(ClashKind.TRAVEL, first, second, minutes, needed, way)


def kilometres_between(a: Spot, b: Spot) -> float | None:
    """Along the great circle; between towns where a place is not on the map, None where that tells nothing."""
    if a.place_id is not None and a.place_id == b.place_id:
        return 0.0
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        return distance_km(Point("", a.lat, a.lon), Point("", b.lat, b.lon))
    if a.unit_id != b.unit_id:
        return distance_km(Point("", a.unit_lat, a.unit_lon), Point("", b.unit_lat, b.unit_lon))
    return None
