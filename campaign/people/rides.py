"""In which car somebody goes: the port by which a later feature says it to tickets, rosters and badges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.core.db import db


@dataclass(frozen=True)
class Ride:
    """A car of the column that somebody goes in: its place in it, its plate or name, how it looks, who drives.

    `drives`: they are at the wheel themselves.
    """

    number: int
    sign: str
    looks: str
    driver: str
    drives: bool = False


class RidesPort(Protocol):
    """Who keeps the cars of events."""

    def ride_of(self, session: Session, registration_id: int) -> Ride | None:
        """The car of one person with a place, whoever asks. One statement."""
        ...

    def cars_of(self, session: Session, event_id: int, registration_ids: Sequence[int] | None) -> Mapping[int, str]:
        """By registration the car in few letters (`No. 3, 412 AKM 09`); None for everybody of the event. One statement."""
        ...


RIDES: list[RidesPort] = []


def ride_of(registration_id: int) -> Ride | None:
    """For the holder of a ticket; None without a car."""
    found = (port.ride_of(db.session(), registration_id) for port in RIDES)
    return next((ride for ride in found if ride is not None), None)


def rides_of(event_id: int) -> dict[int, str]:
    """For lists of an event: the car of each in few letters, those without one not named. One statement."""
    return {number: car for port in RIDES for number, car in port.cars_of(db.session(), event_id, None).items()}
