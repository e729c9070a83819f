"""What coordinators type about a column, its cars and the vehicles of the region: text in, a command out."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import BooleanField, Field, HiddenField, SelectChoice, SelectField
from wtforms.validators import Optional, ValidationError

from campaign.core import phones
from campaign.core.errors import Problem
from campaign.core.i18n import Words, _, _l
from campaign.core.text import clean_line
from campaign.events.schemas import EventRow
from campaign.motorcades.route.reckoning import metres_of
from campaign.motorcades.route.words import kilometres_words
from campaign.motorcades.schemas import Car, CarRole, Column, ColumnFacts, Driver, Vehicle, VehicleKind
from campaign.motorcades.wishes import (
    CarWish,
    FactsWish,
    OrderWish,
    VehicleWish,
    read_plate,
    seats_typed,
    wrong_car,
    wrong_facts,
    wrong_vehicle,
)
from campaign.motorcades.words import KINDS, ROLES
from campaign.web.forms import CampaignForm, LineField, NotLonger, PhoneField, TextField, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_none, whole_or_nought

_LONGEST_NUMBER: Final = 100  # characters in a field that holds a length


class KilometresField(LineField):
    """A length in kilometres; `metres` is what is kept, None for an empty field. `800 m` is understood, too."""

    metres: int | None = None

    def pre_validate(self, form: Any) -> None:
        self.metres = None
        if not self.data:
            return
        try:
            self.metres = metres_of(self.data[:_LONGEST_NUMBER])
        except ValueError as error:
            raise ValidationError(_("This is no number of kilometres. For example: 9.4.")) from error


class OfThese:
    """One of the words that are offered; an address or an old page may send another."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)

    def __call__(self, form: Any, field: Field) -> None:
        if field.data not in self.words:
            raise ValidationError(_("Choose one of the list."))


def _choice(label: Words, words: Mapping[Any, Words]) -> SelectField:
    """A list of the words of an enum."""
    choices = [SelectChoice(word.value, said) for word, said in words.items()]
    return SelectField(label, [OfThese(word.value for word in words)], choices=choices, validate_choice=False)


class VehicleForm(CampaignForm):
    """A vehicle of the register."""

    vehicle_version = HiddenField()
    kind = _choice(_l("Kind of vehicle"), KINDS)
    plate = LineField(_l("Plate"), [NotLonger(60)], description=_l("Latin or Cyrillic letters, with or without spaces."))
    name = LineField(_l("Name"), [NotLonger(80)], description=_l("For a boat, and for whatever has no plate or not yet."))
    make = LineField(_l("Make and model"), [NotLonger(80)])
    colour = LineField(_l("Colour"), [NotLonger(40)])
    seats = WholeNumberField(_l("Seats for passengers"), [Optional()], description=_l("Without the driver's."))
    owner = LineField(_l("Owner"), [NotLonger(120)])
    organisation = LineField(_l("Organisation"), [NotLonger(200)])

    def vehicle_wish(self) -> VehicleWish:
        texts = {name: self[name].data or "" for name in ("plate", "name", "make", "colour", "owner", "organisation")}
        return VehicleWish(VehicleKind(self.kind.data), seats=self.seats.data, **texts)

    def known_version(self) -> int:
        return whole_or_nought(self.vehicle_version.data)

    def judged(self) -> Iterable[Problem]:
        if self.kind.errors:
            return ()
        wish = self.vehicle_wish()
        return (*read_plate(wish)[1], *wrong_vehicle(wish))


class CarForm(VehicleForm):
    """A vehicle and what it does in a column, with its drivers."""

    version = HiddenField()
    vehicle_id = HiddenField()
    number_was = HiddenField()
    number = WholeNumberField(_l("Number in the column"), [Optional()], description=_l("Empty: at the end."))
    block = LineField(_l("Block"), [NotLonger(40)], description=_l("Cars that stay together, such as “head” or “college”."))
    role = _choice(_l("What it does"), ROLES)
    given = WholeNumberField(_l("Seats in this column"), [Optional()], description=_l("Empty: all that the vehicle has."))
    decoration = LineField(_l("Decoration"), [NotLonger(200)])
    inspected = BooleanField(_l("Inspected before the start"))
    briefed = BooleanField(_l("The driver has signed for the briefing"))
    driver_name = LineField(_l("Driver"), [NotLonger(120)])
    driver_phone = PhoneField(_l("Driver's phone"))
    second_name = LineField(_l("Second driver"), [NotLonger(120)])
    second_phone = PhoneField(_l("Second driver's phone"))
    clash_reason = TextField(_l("Why the clash may stand"), [NotLonger(500)])

    def see_again(self, car: "Car") -> None:
        """Take the versions that stand now: saving again puts what was typed in the place of it."""
        self.version.data, self.vehicle_version.data = str(car.version), str(car.vehicle.version)

    def judged(self) -> Iterable[Problem]:
        if self.kind.errors or self.role.errors:
            return super().judged()
        wish = self.command()
        return (*super().judged(), *wrong_car(wish, seats_typed(wish)))

    def command(self) -> CarWish:
        number: int | None = self.number.data
        return CarWish(
            vehicle=self.vehicle_wish(),
            vehicle_id=whole_or_none(self.vehicle_id.data),
            vehicle_version=self.known_version(),
            number=None if number is not None and str(number) == self.number_was.data else number,
            block=self.block.data or "",
            role=CarRole(self.role.data),
            seats=self.given.data,
            decoration=self.decoration.data or "",
            driver=Driver(self.driver_name.data or "", self.driver_phone.e164),
            second_driver=Driver(self.second_name.data or "", self.second_phone.e164),
            inspected=self.inspected.data,
            briefed=self.briefed.data,
            clash_reason=self.clash_reason.data or "",
        )


class ColumnForm(VersionedForm):
    """What is said of a column as a whole."""

    distance = KilometresField(_l("Length of the way, km"))
    speed_kmh = WholeNumberField(_l("Speed, km an hour"), [Optional()])
    gap_m = WholeNumberField(_l("Gap between cars, m"), [Optional()])
    contact = LineField(_l("Means of contact"), [NotLonger(120)], description=_l("For example: radio, channel 4."))
    escort = LineField(_l("Escort"), [NotLonger(200)], description=_l("For example: 2 patrol cars."))
    head_name = LineField(_l("Surname, name, patronymic"), [NotLonger(120)])
    head_phone = PhoneField(_l("Phone"))
    note = TextField(_l("Note"), [NotLonger(1000)])

    def judged(self) -> Iterable[Problem]:
        return wrong_facts(self.command())

    def command(self) -> FactsWish:
        return FactsWish(
            self.distance.metres, self.speed_kmh.data, self.gap_m.data, self.contact.data or "", self.escort.data or "",
            Driver(self.head_name.data or "", self.head_phone.e164), self.note.data or "",
        )  # fmt: skip


def vehicle_facts(row: Vehicle) -> dict[str, Any]:
    """A vehicle as the fields show it."""
    return {
        "vehicle_version": row.version, "kind": row.kind.value, "plate": row.plate, "name": row.name, "make": row.make,
        "colour": row.colour, "seats": row.seats, "owner": row.owner, "organisation": row.organisation,
    }  # fmt: skip


def new_car_form(vehicle: Vehicle | None, last: Car | None) -> CarForm:
    """For a vehicle of the register with whoever drove it last, or for a new one."""
    if vehicle is None:
        return CarForm(role=CarRole.PARTICIPANT.value, kind=VehicleKind.CAR.value)
    drivers = _drivers(last) if last is not None else {}
    role = last.role if last is not None else CarRole.BUS if vehicle.kind is VehicleKind.BUS else CarRole.PARTICIPANT
    return CarForm(vehicle_id=vehicle.id, role=role.value, **vehicle_facts(vehicle), **drivers)


def car_form(car: Car) -> CarForm:
    """Filled with what stands."""
    return CarForm(
        version=car.version, vehicle_id=car.vehicle.id, number_was=car.number, number=car.number, block=car.block,
        role=car.role.value, given=car.seats if car.seats != car.vehicle.seats else None, decoration=car.decoration,
        inspected=car.inspected, briefed=car.briefed, **vehicle_facts(car.vehicle), **_drivers(car),
    )  # fmt: skip


def _drivers(car: Car) -> dict[str, Any]:
    return {
        "driver_name": car.driver.name, "driver_phone": phones.shown(car.driver.phone),
        "second_name": car.second_driver.name, "second_phone": phones.shown(car.second_driver.phone),
    }  # fmt: skip


def column_form(facts: ColumnFacts, event: EventRow) -> ColumnForm:
    """Filled with what stands; for the first time with whoever is in charge of the event."""
    head = facts.head if facts.version else Driver(event.responsible, event.responsible_phone if event.responsible else "")
    return ColumnForm(
        version=facts.version, distance=kilometres_words(facts.distance_m), speed_kmh=facts.speed_kmh, gap_m=facts.gap_m,
        contact=facts.contact, escort=facts.escort, head_name=head.name, head_phone=phones.shown(head.phone), note=facts.note,
    )  # fmt: skip


def typed_order(column: Column, given: Mapping[str, str]) -> tuple[OrderWish, tuple[int, ...]]:
    """The numbers (`place-ID`) and blocks (`block-ID`, where another stood as `was-ID`) typed beside the cars, and which order
    was looked at (`seen`).
    """
    places: dict[int, int] = {}
    blocks: dict[int, str] = {}
    before: dict[int, str] = {}
    for car in column.cars:
        if (place := whole_or_none(clean_line(given.get(f"place-{car.id}", "")))) is not None:
            places[car.id] = place
        block, was = (given.get(f"{name}-{car.id}") for name in ("block", "was"))
        if block is not None and clean_line(block) != was:
            blocks[car.id] = clean_line(block)
            before |= {} if was is None else {car.id: was}
    seen = tuple(number for part in given.get("seen", "")[:4000].split(".") if (number := whole_or_none(part)) is not None)
    return OrderWish(places, blocks, before), seen


def typed_again(wish: OrderWish) -> dict[str, str]:
    """What was typed by the names of its fields; a block that was left alone is shown as it stands now."""
    places = {f"place-{car_id}": str(place) for car_id, place in wish.places.items()}
    return places | {f"block-{car_id}": block for car_id, block in wish.blocks.items()}
