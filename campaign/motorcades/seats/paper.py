"""The paper «Список пассажиров»: a page a car, with whoever drives, whom to call, a box for boarding and a line to sign."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from campaign.core import phones
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.i18n import Translated, _, _l, language
from campaign.events.briefing.schemas import Contact
from campaign.motorcades.papers.choosing import CARS, NAME, numbers_of
from campaign.motorcades.queries import facts_of
from campaign.motorcades.schemas import Car, Driver
from campaign.motorcades.seats.models import ColumnSeat
from campaign.motorcades.seats.queries import seats_of
from campaign.motorcades.seats.schemas import Passenger, Seats
from campaign.motorcades.words import car_name
from campaign.papers.schemas import PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Facts, Grid, Head, Heading, NewPage, Paper, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.lists.queries import groups_of, turned_to
from campaign.people.lists.schemas import GroupHead
from campaign.people.policies import ensure_can_print
from campaign.people.queries import place_line
from campaign.relay.queries import campaign_of
from campaign.web.templating import clock_time, day

_ROW: Final = 8.4  # mm; a person signs in it
_LOW_ROW: Final = 6.6  # mm; that the list of a bus stays on one page
_MANY: Final = 17
_MOST_BLANK: Final = 6
# mm of name, group or organisation, box, signature
_WIDTHS: Final = (74, 56, 16, 34)


@dataclass(frozen=True)
class PassengerLists:
    """Everything that stands on the lists of one event."""

    campaign: Translated
    seats: Seats
    head: Driver
    leader: Contact
    meeting: str
    groups: Mapping[int, GroupHead]


def passenger_lists(event_id: int) -> PassengerLists:
    """Raises NotFound, Refused. Eleven statements at most, however many cars and people."""
    seats = seats_of(event_id)
    event = seats.event
    ensure_can_print(current_actor(), event.region_id, event.stop_id)
    leader, meeting = turned_to(event)
    groups = {group.id: group for group in groups_of(event_id, language())}
    return PassengerLists(campaign_of(event.relay_id).name, seats, facts_of(event_id).head, leader, meeting, groups)


def passengers_paper(shown: PassengerLists, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A page for each car that comes and has anybody in it, or for those that are named."""
    numbers = numbers_of(chosen[NAME])
    by_car = shown.seats.by_car
    cars = [car for car in shown.seats.coming if (car.number in numbers if numbers else by_car[car.id])]
    return Paper(
        language=language(),
        title=_("Passenger list"),
        short_title=_("Passenger list: %(event)s", event=shown.seats.event.title.text()),
        author=shown.campaign.text(),
        legal=_("The campaign's own form. The list is kept until the report on the event is closed."),
        parts=tuple(_parts(shown, cars)),
    )


def _parts(shown: PassengerLists, cars: Sequence[Car]) -> Iterator[Part]:
    by_car = shown.seats.by_car
    yield Head("", _lines(shown), campaign_line(shown.campaign.text()))
    for place, car in enumerate(cars):
        if place:
            yield NewPage(headed=True)
        yield Heading(car_name(car))
        yield Facts(_facts(shown, car), 3)
        yield _grid(shown, car, by_car[car.id])
        yield SignersPart((Signer(_("Driver"), car.driver.name), Signer(_("Responsible for the car"))))
    if not cars:
        yield _grid(shown, None, [])


def _lines(shown: PassengerLists) -> tuple[str, ...]:
    event = shown.seats.event
    when = _("%(day)s, at %(time)s", day=day(event.day), time=clock_time(event.starts_at, event.time_zone))
    return event.title.text(), " · ".join(filter(None, (shown.meeting or place_line(event, language()), when)))


def _facts(shown: PassengerLists, car: Car) -> tuple[tuple[str, str], ...]:
    line = "____________"
    driver, second = _person(car.driver), _person(car.second_driver)
    facts = [
        (_("Driver"), driver or line),
        (_("Second driver"), second),
        (_("Vehicle"), ", ".join(filter(None, (car.vehicle.looks, car.vehicle.belongs_to)))),
        (_("Passengers and seats"), _("%(value)s of %(of)s", value=car.taken, of=car.seats)),
        (_("Head of the column"), _person(shown.head)),
        (_("Leader"), _call(shown.leader.name, shown.leader.phone)),
    ]
    return tuple(fact for fact in facts if fact[1])


def _person(driver: Driver) -> str:
    return _call(driver.name, driver.phone)


def _call(name: str, phone: str) -> str:
    return ", ".join(filter(None, (name, kept(phones.shown(phone)) if phone else "")))


def _grid(shown: PassengerLists, car: Car | None, people: Sequence[Passenger]) -> Grid:
    name, group, box, signature = _WIDTHS
    columns = (
        Column(_("No."), 9, "centre", "order"),
        Column(_("Surname, first name, patronymic"), name, face="medium", size=9.5),
        Column(_("Group, organisation"), group, size=8),
        Column(_("On board"), box, "centre", "box"),
        Column(_("Signature"), signature, kind="blank"),
    )
    blank = min(_MOST_BLANK, max(0, car.left)) if car is not None else 0
    rows = tuple(_rows(shown, people))
    height = _ROW if len(rows) + blank <= _MANY else _LOW_ROW
    return Grid(columns, rows, _("Nobody sits in this car yet."), row_height=height, blank_rows=blank, fives=True)


def _rows(shown: PassengerLists, people: Sequence[Passenger]) -> Iterator[tuple[str, ...]]:
    """Group by group, each under its name and whom to call; then whoever goes alone."""
    names = shown.seats.name_of
    for group_id in dict.fromkeys(sorted((one.group_id or 0 for one in people), key=lambda number: (not number, number))):
        inside = [one for one in people if (one.group_id or 0) == group_id]
        if group := shown.groups.get(group_id):
            yield (" · ".join(filter(None, (group.name, group.leader, kept(group.phone)))),)
        elif any(one.group_id for one in people):
            yield (inside[0].group or _("Without a group"),)
        for one in inside:
            beside = _("with %(name)s", name=names[one.with_id]) if one.with_id and one.with_id in names else ""
            yield (
                "",
                one.full_name,
                "; ".join(filter(None, (one.organisation if one.organisation != one.group else "", beside))),
                "",
                "",
            )


def how_many(event_id: int) -> int:
    """How many people sit in the cars of the event. One statement."""
    return db.session.scalar(select(func.count()).select_from(ColumnSeat).where(ColumnSeat.event_id == event_id)) or 0


KIND = PaperKind(
    code="passengers",
    name=_l("Passenger lists"),
    subject=SubjectKind.EVENT,
    read=passenger_lists,
    draw=passengers_paper,
    note=_l("a page a car, with signatures"),
    edit="seats_staff.seats",
    choices=(CARS,),
    count=how_many,
    only=("motorcade",),
    phones=Phones.OPTIONAL,
)
