"""The passenger lists of an invented column."""

from campaign.core import phones
from campaign.events.briefing.schemas import Contact
from campaign.motorcades.invented import invented_column
from campaign.motorcades.schemas import Driver
from campaign.motorcades.seats import paper
from campaign.motorcades.seats.paper import PassengerLists
from campaign.motorcades.seats.schemas import Passenger, Seats
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.people.lists.schemas import GroupHead

_IN_A_CAR, _GROUP = 12, 9


def _lists(cast: Cast, size: Size) -> PassengerLists:
    """Three cars, each with a group and some who go alone."""
    column = invented_column(cast, size, many=3)
    people = [_passenger(cast, number, len(column.cars)) for number in range(len(column.cars) * _IN_A_CAR)]
    group = GroupHead(1, cast.organisation(0), cast.short(1), phones.shown(cast.phone(1)), 0)
    leader = Contact(cast.short(2), cast.phone(2)) if people else Contact()
    meeting = cast.line("у входа в акимат", 200) if people else ""
    head = Driver(cast.short(3), cast.phone(3)) if people else Driver()
    seats = Seats(column.event, column.cars, people, {}, [], 0)
    return PassengerLists(cast.campaign, seats, head, leader, meeting, {1: group})


def _passenger(cast: Cast, number: int, cars: int) -> Passenger:
    group = 1 if number % _IN_A_CAR < _GROUP else None
    minor = number % _IN_A_CAR == _GROUP + 1
    return Passenger(
        id=number + 1, full_name=cast.person(number), organisation=cast.organisation(number), group_id=group,
        group=cast.organisation(0) if group else "", minor=minor, with_id=number if minor else None,
        car_id=number // _IN_A_CAR % cars + 1, pinned=False,
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _lists),)
