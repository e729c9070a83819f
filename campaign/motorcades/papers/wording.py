"""Words that the papers of a column share, in the language spoken now."""

from campaign.core.i18n import _, _n
from campaign.core.phones import shown
from campaign.events.schemas import EventRow
from campaign.motorcades.papers.reading import ColumnOnPaper
from campaign.motorcades.route.schemas import PointKind, RoutePoint
from campaign.motorcades.route.words import KINDS, length_words
from campaign.motorcades.schemas import Car, Vehicle
from campaign.papers.wording import SPACE, kept
from campaign.pdf.parts import Signer
from campaign.web.templating import clock_time, day, weekday

LINE = "_" * 14
_PLAIN = (PointKind.POINT, PointKind.TURN, PointKind.RESERVE)


def where_and_when(event: EventRow) -> str:
    """`г. Темиртау · пятница, 6 апреля 2018 г., 11:15`."""
    starts = clock_time(event.starts_at, event.time_zone)
    return f"{event.unit_name.text()} · {weekday(event.day)}, {day(event.day)}, {starts}"


def how_many(paper: ColumnOnPaper) -> str:
    """`20 машин, мест для пассажиров: 84`; nothing while there is no car."""
    column = paper.column
    if not column.coming:
        return ""
    cars = _n("%(num)d vehicle", "%(num)d vehicles", len(column.coming))
    return _("%(cars)s, seats for passengers: %(seats)s", cars=cars, seats=column.seats)


def looks(vehicle: Vehicle) -> str:
    """Make and colour, with the name of a boat; its kind where nothing else is known."""
    return vehicle.looks if vehicle.plate else ", ".join(filter(None, (vehicle.name, vehicle.make, vehicle.colour)))


def number_of(car: Car) -> str:
    """`03`: told apart at a glance from another."""
    return f"{car.number:02d}"


def phone(e164: str) -> str:
    return kept(shown(e164))


def named(name: str) -> str:
    """A name whose initials stay together."""
    return name.replace(". ", f".{SPACE}")


def place_words(point: RoutePoint) -> str:
    """`старт: ул. Мира, 10`: with its kind where that says something."""
    name = point.name.text()
    return name if point.kind in _PLAIN else f"{KINDS[point.kind]}: {name}"


def head_of(paper: ColumnOnPaper) -> Signer:
    """The head of the column, for the foot of a paper."""
    return Signer(_("Head of the column"), named(paper.column.facts.head.name))


def police() -> Signer:
    """The police agree with every paper about the way and the order; who it is is known on the day."""
    return Signer(_("Agreed: road police"))


def distance_words(paper: ColumnOnPaper) -> str:
    """The length typed on the page of the column, else that of the route; a line to write on where nobody has said."""
    metres = paper.column.facts.distance_m
    if metres is None:
        metres = paper.route.metres
    return length_words(metres) if metres is not None else LINE


def speed_words(paper: ColumnOnPaper) -> str:
    """`40 км/ч, 15 м`, as far as it is said."""
    facts = paper.column.facts
    said = (
        _("%(speed)s km/h", speed=facts.speed_kmh) if facts.speed_kmh else "",
        _("%(metres)s m", metres=facts.gap_m) if facts.gap_m else "",
    )
    return ", ".join(kept(part) for part in said if part)
