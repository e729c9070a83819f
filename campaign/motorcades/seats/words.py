"""What stands in the way of a plan, in sentences that say what would mend it."""

from collections.abc import Callable, Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l, _n
from campaign.motorcades.schemas import Car
from campaign.motorcades.seats.schemas import Act, PlanKind, Seats
from campaign.motorcades.seats.solver.schemas import Trouble, Why
from campaign.motorcades.words import car_name

ACTS: Final[Mapping[Act, Words]] = {
    Act.MOVE: _l("seat in the car chosen here"),
    Act.FREE: _l("take out of their car"),
    Act.PIN: _l("pin where they sit"),
    Act.UNPIN: _l("unpin"),
    Act.SWAP: _l("swap the two who are ticked"),
    Act.ACCOMPANY: _l("let the grown-up accompany the minors"),
    Act.PART: _l("let the minors go with no particular grown-up"),
}
PLANS: Final[Mapping[PlanKind, Words]] = {
    PlanKind.FRESH: _l("Proposal of seats"),
    PlanKind.FILL: _l("Seats for those who have none"),
    PlanKind.STEADY: _l("New seats for those whose car does not come"),
}
GRAVE: Final = frozenset({Why.SEATS_MISSING, Why.NO_SEAT_BESIDE, Why.PINNED_ALONE})


class Telling:
    """The names that the sentences about one picture of seats need."""

    def __init__(self, seats: Seats) -> None:
        self._cars = {car.id: car for car in seats.cars}
        self._names, self._groups = seats.name_of, seats.groups

    def sentence(self, trouble: Trouble) -> str:
        return _SENTENCES[trouble.why](self, trouble)

    def car(self, number: int | None) -> str:
        found: Car | None = self._cars.get(number or 0)
        return car_name(found) if found else _("a car that is gone")

    def who(self, trouble: Trouble) -> str:
        return self._names.get(trouble.rider or 0, _("Somebody"))

    def group(self, trouble: Trouble) -> str:
        return self._groups.get(trouble.group or 0, _("without a name"))


def _seats_missing(telling: Telling, trouble: Trouble) -> str:
    return _n(
        "%(num)d seat is missing. Add a car, or give one more seats.",
        "%(num)d seats are missing. Add a car, or give one more seats.",
        trouble.count,
    )


def _no_seat_beside(telling: Telling, trouble: Trouble) -> str:
    if trouble.bay is None:
        return _(
            "%(name)s is under age and stays without a seat, since the grown-up they belong to has none.",
            name=telling.who(trouble),
        )
    return _(
        "%(name)s is under age and stays without a seat: in the car of their grown-up (%(car)s) one seat is missing.",
        name=telling.who(trouble), car=telling.car(trouble.bay),
    )  # fmt: skip


def _pinned_alone(telling: Telling, trouble: Trouble) -> str:
    return _(
        "%(name)s is under age and is pinned in %(car)s without a grown-up of their own. Pin one beside them, or unpin them.",
        name=telling.who(trouble), car=telling.car(trouble.bay),
    )  # fmt: skip


def _nobody_with(telling: Telling, trouble: Trouble) -> str:
    return _("%(name)s is under age, and nobody is named who accompanies them. Name a grown-up.", name=telling.who(trouble))


def _pin_full(telling: Telling, trouble: Trouble) -> str:
    return _(
        "%(name)s is pinned in %(car)s, but more are pinned there than it has seats (%(seats)s).",
        name=telling.who(trouble), car=telling.car(trouble.bay), seats=trouble.most,
    )  # fmt: skip


def _pin_gone(telling: Telling, trouble: Trouble) -> str:
    return _("%(name)s was pinned in %(car)s, which does not come.", name=telling.who(trouble), car=telling.car(trouble.bay))


def _too_large(telling: Telling, trouble: Trouble) -> str:
    return _(
        "The group “%(group)s” has %(count)s people, and the largest car takes %(most)s: it goes in several cars.",
        group=telling.group(trouble), count=trouble.count, most=trouble.most,
    )  # fmt: skip


def _pinned_apart(telling: Telling, trouble: Trouble) -> str:
    return _(
        "The group “%(group)s” is pinned in %(count)s cars. Unpin its people, and it can be together.",
        group=telling.group(trouble), count=trouble.count,
    )  # fmt: skip


def _pin_leaves_no_room(telling: Telling, trouble: Trouble) -> str:
    return _n(
        "Some of the group “%(group)s” keep their seat in %(car)s, and for the others %(num)d seat is missing there.",
        "Some of the group “%(group)s” keep their seat in %(car)s, and for the others %(num)d seats are missing there.",
        trouble.count, group=telling.group(trouble), car=telling.car(trouble.bay),
    )  # fmt: skip


def _pins_in_the_way(telling: Telling, trouble: Trouble) -> str:
    return _n(
        "Pins of others leave no car free for the group “%(group)s” (%(size)s people): in %(car)s %(num)d seat is missing.",
        "Pins of others leave no car free for the group “%(group)s” (%(size)s people): in %(car)s %(num)d seats are missing.",
        trouble.count, group=telling.group(trouble), size=trouble.most, car=telling.car(trouble.bay),
    )  # fmt: skip


def _crowded(telling: Telling, trouble: Trouble) -> str:
    return _n(
        "The other groups leave no car free for the group “%(group)s” (%(size)s people); %(num)d more seat would do.",
        "The other groups leave no car free for the group “%(group)s” (%(size)s people); %(num)d more seats would do.",
        trouble.count, group=telling.group(trouble), size=trouble.most,
    )  # fmt: skip


_SENTENCES: Final[Mapping[Why, Callable[[Telling, Trouble], str]]] = {
    Why.SEATS_MISSING: _seats_missing,
    Why.NO_SEAT_BESIDE: _no_seat_beside,
    Why.PINNED_ALONE: _pinned_alone,
    Why.NOBODY_WITH: _nobody_with,
    Why.PIN_FULL: _pin_full,
    Why.PIN_GONE: _pin_gone,
    Why.TOO_LARGE: _too_large,
    Why.PINNED_APART: _pinned_apart,
    Why.PIN_LEAVES_NO_ROOM: _pin_leaves_no_room,
    Why.PINS_IN_THE_WAY: _pins_in_the_way,
    Why.CROWDED: _crowded,
}
