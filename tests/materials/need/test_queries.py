"""The need of a route from its norms, numbers and stock: the table worked out by hand, a slip, and what stops already have."""

from datetime import UTC, date, datetime

import pytest

from campaign.core import clock
from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.materials.models import StockPlace
from campaign.materials.need.queries import against_need, lacking_when_moved, need_of, need_of_stop
from campaign.materials.need.schemas import RouteNeed
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.schemas import Basis
from campaign.materials.schemas import DocumentKind, PlaceKind
from campaign.materials.services import holder, reverse, transit
from campaign.relay import queries as relay
from campaign.relay.slip.schemas import SlipAct, SlipWish
from campaign.walks.models import WalkTeam
from tests.factories import kept
from tests.materials.need import hand
from tests.materials.need.routes import Route, the_hand_route
from tests.materials.norms.norms import a_norm, the_material
from tests.materials.stock import place_outside, posted, received, store_of, store_of_region
from tests.relay.slip.slips import slip


def told(route: Route, need: RouteNeed, plan: str) -> list[tuple[object, ...]]:
    """The lines of the hand table that a plan has, as the need of the route says them."""
    lines = {line.variant.id: line for line in need.lines}
    rows = [row for row in hand.rows("route_needs") if row["plan"] == plan]
    found = []
    for row in rows:
        line = lines[route.variants[row["size"] or row["material"]]]
        on = line.whole.peak_on.isoformat() if line.whole.peak_on else ""
        bought = line.purchase
        found.append(
            (row["material"], row["size"], line.whole.total, on, bought.has, bought.lacking, bought.packs, bought.quantity)
        )
    return found


def by_hand(plan: str) -> list[tuple[object, ...]]:
    numbers = ("has", "lacking", "packs", "purchase")
    return [
        (row["material"], row["size"], int(row["need"]), row["peak_on"], *(int(row[name]) for name in numbers))
        for row in hand.rows("route_needs")
        if row["plan"] == plan
    ]


def test_a_route_of_eighteen_stops_needs_and_buys_what_was_worked_out_by_hand(app):
    route = the_hand_route()
    need = need_of(route.relay_id)
    assert told(route, need, "planned") == by_hand("planned")
    for row in hand.rows("consumables"):
        lines = {line.variant.id: line for line in need.of_stops[route.stops[int(row["stop"])]].lines}
        soap, sign = lines[route.variants["soap"]], lines[route.variants["sign"]]
        assert (soap.need.total, sign.need.total) == (int(row["soap"]), int(row["sign"]))
    for row in hand.rows("reusables"):
        lines = {line.variant.id: line for line in need.of_stops[route.stops[int(row["stop"])]].lines}
        assert [lines[route.variants[code]].need.total for code in ("gloves", "banner")] == [
            int(row["gloves"]), int(row["banner"])
        ]  # fmt: skip
    for row in hand.rows("shirts"):
        lines = {line.variant.id: line for line in need.of_stops[route.stops[int(row["stop"])]].lines}
        assert [lines[route.variants[size]].need.total for size in hand.SIZES] == [int(row[size]) for size in hand.SIZES]


def test_slipping_one_stop_changes_the_reusables_as_the_hand_table_says_and_no_consumable(app):
    route = the_hand_route()
    moved = {stop_id: 2 for place, stop_id in route.stops.items() if place >= hand.SLIPPED}
    assert lacking_when_moved(route.relay_id, moved) == ()
    slip(SlipWish(route.relay_id, SlipAct.MOVE, route.stops[hand.SLIPPED], 2))
    need = need_of(route.relay_id)
    assert told(route, need, "slipped") == by_hand("slipped")
    consumables = [row for row in by_hand("planned") if row[0] not in {"gloves", "banner"}]
    assert [row for row in told(route, need, "planned") if row[0] not in {"gloves", "banner"}] == consumables
    back = {stop_id: -2 for place, stop_id in route.stops.items() if place >= hand.SLIPPED}
    assert [(row.variant.code, row.need, row.has, row.day) for row in lacking_when_moved(route.relay_id, back)] == [
        ("banner", 6, 2, date(2018, 5, 10)), ("gloves", 73, 20, date(2018, 5, 11)),
    ]  # fmt: skip


@pytest.mark.parametrize("stops", [1, 3])
def test_a_need_asks_the_same_questions_however_long_the_route_is(app, statements, stops):
    route = the_hand_route(stops)
    need_of(route.relay_id)
    db.session.rollback()
    statements.clear()
    need_of(route.relay_id)
    assert len(statements) == 18


def test_a_stop_lacks_what_its_store_its_teams_and_what_is_on_the_way_do_not_cover(app):
    route = the_hand_route(3)
    soap, stop_id = route.variants["soap"], route.stops[1]
    store, region = store_of(stop_id), store_of_region(route.region_id)
    received(store, soap, 100)
    with unit_of_work() as session:
        on_the_way = [
            transit(session, session.get_one(StockPlace, store), due).id for due in (date(2018, 4, 5), None)
        ]  # fmt: skip
    posted(DocumentKind.TRANSFER, region, (soap, 50, region, on_the_way[0]), (soap, 30, region, on_the_way[1]))
    line = next(line for line in need_of_stop(stop_id).lines if line.variant.id == soap)
    assert [(row.day.day, row.used, row.wanted, row.there) for row in line.days] == [
        (3, 120, 120, 100), (4, 0, 120, 100), (5, 80, 200, 150),
    ]  # fmt: skip
    assert (line.short.day, line.short.until, line.short.lacking) == (date(2018, 4, 3), date(2018, 4, 5), 50)
    assert line.sending.quantity == 210 - 180
    route_line = next(line for line in need_of(route.relay_id).lines if line.variant.id == soap)
    assert (route_line.holding.in_region, route_line.holding.in_stops, route_line.holding.under_way) == (120, 100, 80)
    short = next(it for it in need_of(route.relay_id).shorts if (it.stop_id, it.variant_id) == (stop_id, soap))
    assert short.can_be_sent == 50


def test_what_was_held_is_needed_no_more_and_a_number_that_nobody_said_is_told(app):
    route = the_hand_route(2)
    events = {event.title.ru: event for event in db.session.query(Event).filter_by(stop_id=route.stops[2])}
    events["office_walk"].state = EventState.HELD
    events["rally"].state = EventState.CANCELLED
    db.session.query(EventCount).filter_by(stop_id=route.stops[1], basis=Basis.PARTICIPANT).delete()
    db.session.commit()
    need = need_of(route.relay_id)
    lines = {line.variant.code: line for line in need.of_stops[route.stops[2]].lines}
    assert (lines["soap"].need.total, lines["soap"].ahead) == (177, 0)
    assert "t_shirt" not in lines
    assert [(gap.stop_id, need.uses.norms[gap.norm_id].material_code) for gap in need.uses.unknown] == [
        (route.stops[1], "t_shirt")
    ]  # fmt: skip


def test_a_norm_for_each_stop_is_of_all_its_days(app):
    route = the_hand_route(2)
    leaflet = the_material("leaflet")
    a_norm(leaflet, Basis.STOP, 100, reserve=10)
    lines = {line.variant.code: line for line in need_of_stop(route.stops[2]).lines}
    need = lines["leaflet"].need
    assert (need.total, need.first, need.last) == (110, date(2018, 4, 8), date(2018, 4, 13))


def test_a_coordinator_of_a_stop_sees_the_needs_of_that_stop_and_no_purchase(app):
    route = the_hand_route(3)
    grants = (Grant(Role.STOP, stop_id=route.stops[2], relay_id=route.relay_id, region_id=route.region_id),)
    received(store_of(route.stops[1]), route.variants["soap"], 77)
    with acting_as(Actor(1, grants=grants, scope=scope_of(grants))):
        need = need_of(route.relay_id)
        assert ([stop.id for stop in need.stops], need.is_whole, need.purchases) == ([route.stops[2]], False, ())
        soap = next(line for line in need.lines if line.variant.code == "soap")
        assert (soap.whole.total, soap.holding.total) == (177, 0)
        assert need_of_stop(route.stops[2]).shorts[0].day == date(2018, 4, 8)
        with pytest.raises(NotFound):
            need_of_stop(route.stops[1])


def test_a_board_is_told_how_many_materials_are_met(app):
    route = the_hand_route(2)
    received(store_of(route.stops[1]), route.variants["soap"], 210)
    received(store_of(route.stops[1]), route.variants["sign"], 219)
    chain = relay.chain_of(route.relay_id)
    met = against_need(route.region_id, chain)
    assert [tuple(met[stop.id]) for stop in chain] == [(1, 9), (0, 9)]


def test_what_a_team_holds_counts_until_the_walk_was_held_and_of_reusables_always(app):
    route = the_hand_route(1)
    soap, gloves, store = route.variants["soap"], route.variants["gloves"], store_of(route.stops[1])
    walk = db.session.query(Event).filter_by(stop_id=route.stops[1]).order_by(Event.starts_at, Event.id)[2]
    place = {"region_id": route.region_id, "stop_id": route.stops[1]}
    team = kept(WalkTeam(event_id=walk.id, number=1, name="", **place))
    with unit_of_work() as session:
        hands = holder(session, team_id=team.id).id
    gone = place_outside(route.region_id, PlaceKind.CONSUMED)
    for variant in (soap, gloves):
        received(store, variant, 60)
        posted(DocumentKind.ISSUE, store, (variant, 50, store, hands))

    def here() -> dict[str, tuple[int, int]]:
        lines = {line.variant.code: line for line in need_of_stop(route.stops[1]).lines}
        return {code: (lines[code].stock.in_store, lines[code].stock.held) for code in ("soap", "gloves")}

    assert here() == {"soap": (10, 50), "gloves": (10, 50)}
    used = posted(DocumentKind.CONSUMPTION, store, (soap, 40, hands, gone), event_id=walk.id).document_id
    assert here() == {"soap": (10, 50), "gloves": (10, 50)}
    reverse(used, "nobody washed")
    assert here() == {"soap": (10, 50), "gloves": (10, 50)}
    walk.state = EventState.HELD
    db.session.commit()
    assert here() == {"soap": (10, 0), "gloves": (10, 50)}
    walk.state = EventState.OPEN  # nobody has said yet that it was held, and its day is over
    clock.set_shift(datetime(2018, 4, 4, 3, tzinfo=UTC) - clock.now())
    db.session.commit()
    assert here() == {"soap": (10, 0), "gloves": (10, 50)}
    line = next(line for line in need_of(route.relay_id).lines if line.variant.code == "soap")
    assert (line.holding.held, line.purchase.has) == (0, 210)


def test_a_stop_that_was_left_out_of_the_chain_needs_nothing(app):
    route = the_hand_route(3)
    a_norm(the_material("leaflet"), Basis.STOP, 100)
    slip(SlipWish(route.relay_id, SlipAct.SKIP, route.stops[2]))
    need = need_of_stop(route.stops[2])
    assert (need.stop.left_out, need.lines, need.uses.unknown) == (True, (), ())
    assert [stop.id for stop in need_of(route.relay_id).stops] == [route.stops[1], route.stops[3]]
