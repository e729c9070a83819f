"""The papers that go along in the cars: «Памятка водителя», two on A4, and the number behind the windscreen."""

from collections.abc import Mapping, Sequence
from typing import Final

from campaign.core.i18n import _, _l, language
from campaign.motorcades.papers.choosing import CARS, NAME, picked
from campaign.motorcades.papers.reading import ColumnOnPaper, column_on_paper
from campaign.motorcades.papers.wording import looks, named, number_of, phone, place_words, speed_words, where_and_when
from campaign.motorcades.schemas import Car, Column
from campaign.motorcades.words import ROLES, vehicle_name
from campaign.papers.schemas import PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import SPACE, campaign_line, kept
from campaign.pdf.column.schemas import Beside, DriverCard, DriverCards, DriverWords, ScreenNumber, ScreenNumbers
from campaign.pdf.parts import Drawing, Head, Paper, Paragraph
from campaign.people.badges.words import brand_lines

_HELP: Final = ("103", "102")  # ambulance, police


def drivers_paper(paper: ColumnOnPaper, signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A sheet for the driver of each car chosen: A5, two on a page."""
    column = paper.column
    cars = picked(column, chosen[NAME])
    facts = column.facts
    head = Beside("", "", named(facts.head.name), phone(facts.head.phone))
    points = [(point.plan, place_words(point)) for point in paper.route.main if point.plan]
    cards = DriverCards(
        [_card(car, column) for car in cars], _words(), f"{column.event.title.text()} · {where_and_when(column.event)}", points,
        head, _rules(paper), _help(paper),
    )  # fmt: skip
    return _paper(_("Driver's sheet"), paper, cards)


def screens_paper(paper: ColumnOnPaper, signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A number for the windscreen of each car chosen: A4 across."""
    event = paper.column.event
    cards = [
        ScreenNumber(number_of(car), str(ROLES[car.role]), kept(vehicle_name(car.vehicle)))
        for car in picked(paper.column, chosen[NAME])
    ]
    hint = _("behind the windscreen, at the lower right, not in the driver's view · take it off after the finish")
    numbers = ScreenNumbers(cards, brand_lines(paper.campaign.text()), f"{event.unit_name.text()} · {event.day:%d.%m.%Y}", hint)
    return _paper(_("Windscreen number"), paper, numbers)


def _paper(title: str, paper: ColumnOnPaper, drawing: Drawing) -> Paper:
    """The drawing alone; of a column without cars a page that says so."""
    event = paper.column.event
    nobody = (
        Head("", (event.title.text(), where_and_when(event)), campaign_line(paper.campaign.text())),
        Paragraph(_("No vehicle is in the column yet, so there is nothing to print. Put vehicles into the column first.")),
    )
    return Paper(language(), title, (drawing,) if drawing.cards else nobody, author=paper.campaign.text())


def _card(car: Car, column: Column) -> DriverCard:
    before, behind = column.beside(car)
    second = _("second driver: %(name)s", name=named(car.second_driver.name)) if car.second_driver else ""
    block = _("block %(block)s", block=car.block) if car.block else ""
    seats, role = _("seats: %(seats)s", seats=car.seats), str(ROLES[car.role])
    said = (looks(car.vehicle), kept(car.vehicle.plate), seats, role, block, second)
    return DriverCard(
        number_of(car), named(car.driver.name), " · ".join(filter(None, said)), _beside(before), _beside(behind)
    )  # fmt: skip


def _beside(car: Car | None) -> Beside:
    if car is None:
        return Beside()
    what = " · ".join(filter(None, (looks(car.vehicle), kept(car.vehicle.plate)))) or vehicle_name(car.vehicle)
    return Beside(number_of(car), what, named(car.driver.name), phone(car.driver.phone))


def _words() -> DriverWords:
    return DriverWords(
        title=_("Driver's sheet"), in_column=_("in the column"), before=_("Before you"), behind=_("Behind you"),
        nobody_before=_("nobody: you lead the column"), nobody_behind=_("nobody: you close the column"),
        head=_("Head of the column"), briefed=_("I have been briefed"), signature=_("signature"),
        more=_("All points stand on the scheme of the route."),
    )  # fmt: skip


def _rules(paper: ColumnOnPaper) -> Sequence[str]:
    speed = speed_words(paper)
    return (
        _("%(speed)s, headlights on", speed=speed) if speed else _("headlights on, keep your distance"),
        _("no overtaking, no changing of lanes, no stopping"),
        _("fallen behind? Do not race; drive to the finish"),
        _("broken down? Warning triangle, call the head"),
    )


def _help(paper: ColumnOnPaper) -> str:
    ambulance, police = _HELP
    said = _("Ambulance %(ambulance)s · police %(police)s", ambulance=ambulance, police=police)
    return f"{SPACE}· ".join(filter(None, (said, kept(paper.column.facts.contact))))


DRIVERS = PaperKind(
    code="drivers_sheets",
    name=_l("Driver's sheets"),
    subject=SubjectKind.EVENT,
    read=column_on_paper,
    draw=drivers_paper,
    note=_l("one a car, two on a page"),
    edit="columns_staff.column",
    choices=(CARS,),
    only=("motorcade",),
    phones=Phones.NEEDED,
    sizes=False,
)
SCREENS = PaperKind(
    code="windscreen_numbers",
    name=_l("Windscreen numbers"),
    subject=SubjectKind.EVENT,
    read=column_on_paper,
    draw=screens_paper,
    note=_l("one a car, read from fifty metres"),
    edit="columns_staff.column",
    choices=(CARS,),
    only=("motorcade",),
    sizes=False,
)
