"""The sheets of an invented walk, and of the second look at its signs."""

from typing import Final

from campaign.core.i18n import Translated
from campaign.events.invented import bare_event, invented_event
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.papers import inspection, sheet
from campaign.walks.papers.sheet import TeamSheet, WalkSheets
from campaign.walks.schemas import Building, Direction, Door, Sign, Soap, Team, TeamFloor, Walk
from campaign.walks.signs.schemas import Inspection, InspectionRule, Look, Outcome

_WALK: Final = 2  # of the invented events
_DOORS: Final = 26  # of a team


def _sheets(cast: Cast, size: Size) -> WalkSheets:
    """Two teams; of one row one team with one door."""
    event = bare_event(cast, _WALK) if size is Size.EMPTY else invented_event(cast, _WALK)
    doors = len(size.of(_DOORS))
    teams = tuple(_team_sheet(cast, number, doors) for number in size.of(2))
    building = None if size is Size.EMPTY else _building(cast)
    return WalkSheets(cast.campaign, event, Walk(event.id, 1, 1, building, teams=tuple(one.team for one in teams)), teams)


def _building(cast: Cast) -> Building:
    name = cast.words("Қала әкімдігі", "Акимат города", "City akimat")
    return Building(1, 1, 1, cast.place(0), name, cast.line("пр. Республики, 9"), name, 1)


def _team_sheet(cast: Cast, number: int, doors: int) -> TeamSheet:
    floor = TeamFloor(1, number + 1, 1, "3", 1, Direction.FORWARD, "301", "")
    team = Team(
        number + 1, f"team{number}", 3, 1, 1, number + 1, cast.line("жастар", 80), cast.short(number), cast.phone(number),
        None, 1, floors=(floor,),
    )  # fmt: skip
    issued = {Material.SOAP: Counts(120), Material.SIGN: Counts(40)}
    return TeamSheet(team, tuple(_door(cast, number * 100 + place) for place in range(doors)), issued)


def _door(cast: Cast, number: int) -> Door:
    position = cast.words("бас маман", "главный специалист", "chief specialist")
    return Door(
        number + 1, 3, 1, number + 1, number + 1, 1, "3", str(301 + number), _department(cast), position, Soap.UNSET, 0,
        Sign.UNSET, "", None, None, None, 1,
    )  # fmt: skip


def _department(cast: Cast) -> Translated:
    return cast.words("Ішкі саясат бөлімі", "Отдел внутренней политики", "Department of domestic policy")


def _inspection(cast: Cast, size: Size) -> Inspection:
    """Not drawn yet where nothing is entered."""
    event, looks = invented_event(cast, _WALK), tuple(_look(cast, number) for number in size.of())
    source = cast.words("науқан ережесі", "правила кампании", "rules of the campaign")
    rule = InspectionRule(30, 20, source) if looks else None
    return Inspection(
        event.id, 1, 1, event.title, cast.campaign, cast.place(0), cast.day(), ZONE, cast.day(30) if looks else None, rule,
        None, "9f2c44b1" if looks else "", cast.moment() if looks else None, 5 * len(looks), 1, 5 * len(looks), looks,
    )  # fmt: skip


def _look(cast: Cast, number: int) -> Look:
    return Look(number, number + 1, f"KAR-{number + 1:05d}", str(301 + number), "3", _department(cast), Outcome.UNSET, "")


SAMPLES = (sample_of(sheet.KIND, _sheets), sample_of(inspection.KIND, _inspection))
