"""The plain data of an offer: a vehicle that somebody with a place at a motorcade would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign.motorcades.schemas import VehicleKind


class OfferState(StrEnum):
    """Waiting until an organizer decides; withdrawn by the driver, also when they cancel their registration."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OfferWish:
    """A vehicle as its driver types it. `seats` are those that are free for others; `agrees`: to the terms beside the form."""

    kind: VehicleKind
    plate: str
    name: str
    make: str
    colour: str
    seats: int | None
    agrees: bool


@dataclass(frozen=True)
class OwnOffer:
    """What a driver sees of their own offer. `number`: their place in the column, None while there is none."""

    state: OfferState
    kind: VehicleKind
    plate: str
    name: str
    make: str
    colour: str
    seats: int
    number: int | None = None

    @property
    def sign(self) -> str:
        """By what the vehicle is told."""
        return self.plate or self.name or self.make

    @property
    def stands(self) -> bool:
        """Whether it is still to be reckoned with; an accepted car that was taken out of the column is not."""
        return self.state is OfferState.WAITING or (self.state is OfferState.ACCEPTED and self.number is not None)

    @property
    def is_left_out(self) -> bool:
        """Whether the organizers do without it, from the first or later."""
        return self.state in {OfferState.DECLINED, OfferState.ACCEPTED} and not self.stands


@dataclass(frozen=True)
class TicketOffer:
    """For the panel of a ticket: what the holder has offered, and whether they may offer now."""

    own: OwnOffer | None
    may_offer: bool


@dataclass(frozen=True)
class OfferRow:
    """An offer as the organizer sees it; `phone` is E.164 or empty, `here`: where this plate stands in the column."""

    id: int
    state: OfferState
    kind: VehicleKind
    plate: str
    warning: bool
    name: str
    make: str
    colour: str
    seats: int
    driver: str
    phone: str
    role: str
    car_id: int | None
    number: int | None
    here: int | None
    made_at: datetime
    seen: bool
    version: int

    @property
    def sign(self) -> str:
        """By what the vehicle is told."""
        return self.plate or self.name or self.make


@dataclass(frozen=True)
class Offers:
    """The offers of one event: those that wait, those of drivers who withdrew and nobody has looked at, and the others."""

    waiting: Sequence[OfferRow] = ()
    gone: Sequence[OfferRow] = ()
    done: Sequence[OfferRow] = ()
