"""Temirtau, 6 April 2018: twenty cars and buses, a hundred students in them, four teams at 120 doors, every paper."""

from datetime import timedelta
from itertools import cycle

from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.events.models import Event, EventKind
from campaign.materials.models import Material as StockMaterial
from campaign.materials.models import MaterialVariant, StockDocument, StockLine, StockPlace
from campaign.materials.queries import held_at_event
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.motorcades.queries import column_of
from campaign.motorcades.route.queries import route_of
from campaign.motorcades.seats import services as seats
from campaign.motorcades.seats.planning import plan_of
from campaign.motorcades.seats.queries import seats_of
from campaign.motorcades.seats.schemas import PlanKind
from campaign.papers.kinds import kinds_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.models import Stop
from campaign.reports.demo import TEMIRTAU
from campaign.territory.models import Unit
from campaign.walks.closing.queries import team_sums, walk_sums
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.closing.services import close_team, close_walk
from campaign.walks.queries import doors_of, walk_of
from tests.motorcades.road.roads import Marshal, a_marshal, mark, passed
from tests.papers.papers import pages_of
from tests.walks.doors.rounds import RoundPhone, a_phone_of, at_door, teams_of

BATCH = 50
STUDENTS = 100
PAPERS = {
    "column_sheet", "drivers_sheets", "passengers", "police_letter", "route_scheme", "windscreen_numbers", "walk_sheet",
    "sign_inspection",
}  # fmt: skip


def the(kind: str) -> Event:
    asked = select(Event).join(EventKind, EventKind.id == Event.kind_id).join(Stop, Stop.id == Event.stop_id)
    asked = asked.join(Unit, Unit.id == Stop.unit_id).where(EventKind.code == kind, Unit.code == TEMIRTAU)
    return db.session.scalars(asked.order_by(Event.starts_at)).first()


def it_is(event: Event) -> None:
    """The clock of the campaign shows the start of the event."""
    clock.set_shift(event.starts_at - clock.now())


def batches(items):
    return [items[first : first + BATCH] for first in range(0, len(items), BATCH)]


def test_the_day_plays_through(demo_app):
    motorcade, walk = the("motorcade"), the("office_walk")
    the_column_is_ready(motorcade.id)
    it_is(motorcade)
    a_bus_does_not_come(motorcade.id)
    the_column_drives(demo_app, motorcade)
    it_is(walk)
    every_door_is_recorded(demo_app, walk.id)
    the_figures_are_closed(walk.id)
    printed = every_paper_is_printed(motorcade.id) | every_paper_is_printed(walk.id)
    assert printed == PAPERS
    wrong = {check.name: check.wrong for check in recount() if not check.ok}
    assert wrong == {}


def the_column_is_ready(event_id: int) -> None:
    """Twenty cars and buses, a hundred students, nobody beside too few seats, nobody in two of them."""
    cars, seating = column_of(event_id).cars, seats_of(event_id)
    assert (len(cars), len(seating.people) >= STUDENTS, seating.unseated) == (20, True, [])
    assert all(0 <= car.taken <= car.seats for car in cars)
    assert sum(car.taken for car in cars) == len(seating.people)


def a_bus_does_not_come(event_id: int) -> None:
    """The fullest car fails: its people and nobody else get other seats."""
    fullest = max(column_of(event_id).cars, key=lambda car: car.taken)
    before = {one.id: one.car_id for one in seats_of(event_id).people}
    plan = plan_of(seats_of(event_id), PlanKind.STEADY, fullest.id)
    seats.carry_out(event_id, PlanKind.STEADY, fullest.id, plan.stamp, "a bus does not come")
    after = {one.id: one.car_id for one in seats_of(event_id).people}
    moved = {number for number in before if before[number] != after[number]}
    assert moved >= {number for number, car_id in before.items() if car_id == fullest.id}
    assert fullest.id not in after.values()


def the_column_drives(app, event: Event) -> None:
    """A marshal marks every car and every point of the route, twice over since the network was bad."""
    phone = Marshal(app, a_marshal(event)[1])
    cars = [car for car in column_of(event.id).cars if car.comes]
    points = route_of(event.id).points
    items = [
        mark(car.id, state, clock.now() - timedelta(minutes=ago))
        for state, ago in (("present", 30), ("departed", 20), ("arrived", 10))
        for car in cars
    ]
    items += [passed(point.id) for point in points]
    for _again in range(2):
        for batch in batches(items):
            assert {outcome for outcome, _why in phone.outcomes(*batch)} == {"done"}
    column = column_of(event.id)
    assert {car.state.value for car in column.cars if car.comes} == {"arrived"}
    assert all(point.fact_at for point in route_of(event.id).points)


def every_door_is_recorded(app, event_id: int) -> None:
    """Four teams, each on a phone of its own: most give soap and put the sign up, some doors do not want it, some are empty."""
    teams = teams_of(walk_of(event_id))
    assert len(teams) == 4
    answers = cycle([("given", "up")] * 7 + [("refused", "refused"), ("given", "there"), ("absent", "impossible")])
    for team in teams:
        phone = RoundPhone(app, a_phone_of(team)[1])
        items = [at_door(door.id, *next(answers)) for door in doors_of(team_id=team.id)]
        for batch in batches(items):
            assert {outcome for outcome, _why in phone.outcomes(*batch)} == {"taken"}
    doors = doors_of(event_id=event_id)
    assert (len(doors), len({door.floor_id for door in doors})) == (120, 5)
    assert all(door.recorded_at for door in doors)


def the_figures_are_closed(event_id: int) -> None:
    """Issued − given − returned − lost is nothing, team by team and for the walk; in the ledger no team has any left.

    More had been issued in the morning than was needed: the closing of each team corrects that.
    """
    for team in walk_sums(event_id).teams:
        counts = {material: Counts(issued=one.given + 3, returned=2, lost=1) for material, one in team.sums.items()}
        close_team(team.team_id, counts, team.version)
        assert all(one.difference == 0 for one in team_sums(team.team_id).sums.values())
    close_walk(event_id, "")
    totals = walk_sums(event_id).totals
    assert (totals[Material.SOAP].given, totals[Material.SIGN].given, totals[Material.SOAP].difference) == (96, 84, 0)
    assert held_at_event(event_id) == {}
    team, store, consumed, lost = PlaceKind.TEAM, PlaceKind.STOP, PlaceKind.CONSUMED, PlaceKind.LOST
    assert moved_at(event_id) == {
        ("soap", team): 108, ("soap", consumed): 96, ("soap", store): 8, ("soap", lost): 4,
        ("sign", team): 96, ("sign", consumed): 84, ("sign", store): 8, ("sign", lost): 4,
        ("gloves", team): 12, ("gloves", store): 8, ("gloves", lost): 4,
    }  # fmt: skip


def moved_at(event_id: int) -> dict[tuple[str, PlaceKind], int]:
    """What documents that stand brought to teams of the event and took from them, by the material and the kind of place."""
    taken_back = select(StockDocument.reverses_id).where(StockDocument.reverses_id.is_not(None))
    asked = (
        select(StockMaterial.code, StockPlace.kind, func.sum(StockLine.quantity))
        .join(StockLine, StockLine.target_id == StockPlace.id)
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .join(MaterialVariant, MaterialVariant.id == StockLine.variant_id)
        .join(StockMaterial, StockMaterial.id == MaterialVariant.material_id)
        .where(StockDocument.event_id == event_id, StockDocument.kind.not_in([DocumentKind.REVERSAL, DocumentKind.RECEIPT]))
        .where(StockDocument.id.not_in(taken_back))
        .group_by(StockMaterial.code, StockPlace.kind)
    )
    return {(code, kind): int(pieces) for code, kind, pieces in db.session.execute(asked)}


def every_paper_is_printed(event_id: int) -> set[str]:
    """In Kazakh and Russian, what only this kind of event has; each says its own number and has real text."""
    kinds = [kind for kind in kinds_of(subject_of(SubjectKind.EVENT, event_id)) if kind.only]
    for kind in kinds:
        for language in ("kk", "ru"):
            number = print_paper(kind.code, SubjectKind.EVENT, event_id, PrintWish(language), f"{kind.code}-{language}")
            pages = pages_of(number)
            assert f"{number:05d}" in pages[0], kind.code
            assert "\u25a0" not in "".join(pages), kind.code
    return {kind.code for kind in kinds}
