"""Routes: points count from the start of the event, times never run backwards, facts stay, others see nothing."""

from datetime import timedelta

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.i18n import Translated, use_language
from campaign.events.models import Event
from campaign.motorcades.route import services
from campaign.motorcades.route.queries import route_of
from campaign.motorcades.route.schemas import PointKind, PointWish
from tests.factories import a_region, a_stop, a_user, an_event
from tests.motorcades.route.routes import a_route, point, the_way
from tests.papers.papers import acting

NOTHING = Translated()


def plans(event_id: int) -> list[str]:
    return [one.plan for one in route_of(event_id).points]


def test_points_move_with_the_event_and_facts_stay_with_their_points(app):
    event_id = a_route()
    assert plans(event_id) == ["11:20", "11:40", "12:00", "12:10", "12:25", ""]
    start = route_of(event_id).points[2]
    services.record(event_id, start.id, start.plan_at + timedelta(minutes=4))
    event = db.session.get(Event, event_id)
    event.move(event.starts_at + timedelta(days=2, hours=1), event.ends_at + timedelta(days=2, hours=1))
    db.session.commit()
    route = route_of(event_id)
    assert plans(event_id)[2] == "13:00"
    kept = [one.wish() for one in route.points]
    services.write(event_id, [*kept[1:3], kept[4], PointWish()], route.reserve, 1)
    assert [(one.id, one.sign, bool(one.fact_at)) for one in route_of(event_id).points] == [
        (kept[1].id, "1", False), (start.id, "2", True), (kept[4].id, "3", False)
    ]  # fmt: skip


@pytest.mark.parametrize("points", [1, 3])
def test_a_route_is_five_statements_however_long_it_is(app, statements, points):
    event_id = a_route(wishes=[point("point", f"Точка {number}", number) for number in range(points)])
    db.session.expire_all()
    statements.clear()
    assert len(route_of(event_id).points) == points
    assert [line.partition(" ")[0] for line in statements].count("SELECT") == 5


def test_a_fact_is_said_once_and_can_be_mended(app):
    event_id = a_route()
    first = route_of(event_id).points[0]
    services.record(event_id, first.id)
    said = route_of(event_id).points[0].fact_at
    services.record(event_id, first.id)
    assert route_of(event_id).points[0].fact_at == said
    services.record(event_id, first.id, first.plan_at + timedelta(minutes=7))
    route = route_of(event_id)
    assert (route.points[0].late, route.next.sign) == (7, "2")
    services.forget(event_id, first.id)
    assert route_of(event_id).next.id == first.id


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ([point("point", "Акимат", 20), point("point", "Стадион", 10)],
         "Time runs backwards at point 2 (Стадион): 12:10 comes after 12:20 at point 1 (Акимат)."),
        ([point("point", "")], None),
        ([point("point", "", 0)], "Point 1 has no name."),
        ([point("point", "Акимат", 5000)], "more than a day away"),
        ([point("reserve", "Чайковского", km=20_000)], "Point A: from 0 to 10000 km"),
        ([point("point", "Ы" * 10_000)], "at most 120"),
        ([point("point", "Акимат", post="Ы" * 121)], "at most 120"),
        ([point("start", "А"), point("start", "Б")], "one start"),
        ([point("finish", "А"), point("point", "Б")], "The finish is the last point"),
        ([point("start", "А"), point("gathering", "Б")], "before the start"),
        ([point("point", "А"), point("start", "Б")], "move the start up"),
        ([point("point", "А")] * 61, "At most 60"),
    ],
)  # fmt: skip
def test_bad_points_are_told_with_their_number(app, wishes, said):
    event = an_event()
    if said is None:
        services.write(event.id, wishes, NOTHING, 0)
    else:
        with use_language("en"), pytest.raises(Invalid) as error:
            services.write(event.id, wishes, NOTHING, 0)
        assert said in str(error.value.problems[0].message)
    assert plans(event.id) == []


def test_reserve_points_have_a_time_of_their_own(app):
    event_id = a_route(wishes=[point("point", "Акимат", 20), point("reserve", "Объезд", 5), point("finish", "Стадион", 30)])
    assert [(one.sign, one.kind) for one in route_of(event_id).points] == [
        ("1", PointKind.POINT), ("A", PointKind.RESERVE), ("2", PointKind.FINISH)
    ]  # fmt: skip


def test_two_at_once_and_others(app):
    event_id = a_route()
    with pytest.raises(Stale):
        services.write(event_id, the_way(), NOTHING, 0)
    other = an_event()
    with pytest.raises(NotFound):
        services.record(other.id, route_of(event_id).points[0].id)
    with acting(a_user(Role.AUDITOR)), pytest.raises(Refused):
        services.write(event_id, [], NOTHING, 1)
    with acting(a_user(Role.STOP, stop=a_stop())), pytest.raises(NotFound):
        route_of(event_id)


def test_a_route_is_written_and_used_through_its_pages(app, reader):
    event = an_event()
    page = f"/staff/events/{event.id}/column/route"
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    reader.visit(page, expect=404)
    reader.sign_in(a_user(Role.NATIONAL))
    assert "The route is not written yet" in reader.visit(page).get_text(" ")
    reader.visit(f"{page}/edit")
    reader.send({"act": "add-3", "points-0-name_ru": "Площадь <b>", "points-0-time": "11.20",
                 "points-0-where": "50.0540,72.9590", "points-0-kilometres": "0,5"}, form="#page-form", expect=200)  # fmt: skip
    assert "not saved yet" in reader.text()
    assert reader.page.select_one("#points-0-where")["value"] == "50.0540, 72.9590"
    assert reader.page.select_one("#points-0-kilometres")["value"] == "0.5"
    reader.send({"act": "order", "points-4-place": "1", "points-4-name_kk": "Көктем"}, form="#page-form", expect=200)
    assert reader.page.select_one("#points-0-name_kk")["value"] == "Көктем"
    reader.send(
        {"act": "up-2", "points-0-place": "3", "points-1-place": "1", "points-2-place": "2"}, form="#page-form", expect=200
    )
    assert reader.page.select_one("#points-2-name_kk")["value"] == "Көктем", "arranged first, then the button"
    assert reader.page.select_one("#points-1-name_ru")["value"] == "Площадь <b>", "it has moved down for the row below"
    for act in ("up-2", "up-1", "up-2"):
        reader.send({"act": act}, form="#page-form", expect=200)
    reader.send({"act": "save", "points-2-name_ru": "Старт", "points-2-time": "10:00", "points-3-kilometres": "far",
                 "points-3-where": "5", "points-0-name_kk": "Ә" * 121}, form="#page-form", expect=422)  # fmt: skip
    assert reader.page.select_one("#points-3-kilometres")["value"] == "far"
    assert "For example: 9.4." in reader.text()
    assert "For example: 50.0540, 72.9590." in reader.text()
    reader.send({"act": "save", "points-2-time": "10:00", "points-3-kilometres": "", "points-3-where": "",
                 "points-0-name_kk": "", "reserve_kk": "Айналма жол"}, form="#page-form", expect=422)  # fmt: skip
    assert "Time runs backwards at point 2" in reader.text()
    assert reader.page.select_one("#points-2-name_ru")["value"] == "Старт"
    reader.send({"act": "save", "points-2-time": "12:00"}, form="#page-form", expect=303)
    reader.follow()
    assert plans(event.id) == ["11:20", "12:00"]
    assert "Площадь <b>" in reader.text()
    assert reader.page.select("svg.map circle")
    reader.visit(f"{page}/edit")
    services.write(event.id, [point("point", "Другая")], NOTHING, 1)
    reader.send({"act": "save", "points-0-name_ru": "Моя"}, form="#page-form", expect=409)
    assert "What you typed is still here" in reader.text()
    assert reader.page.select_one("#points-0-name_ru")["value"] == "Моя"
    reader.send({"act": "save"}, form="#page-form", expect=303)
    reader.follow()
    first = route_of(event.id).points[0]
    assert first.name.ru == "Моя"
    reader.send({"at": "11:24"}, form=f"details form[action='{page}/{first.id}/fact']", expect=303)
    reader.follow()
    assert "4 minutes late" in reader.text()
    reader.visit(f"/staff/events/{event.id}")
    assert "route written" in reader.text()


def test_2400_km_of_a_column_are_doubted_on_its_page_and_kept(app, reader):
    event = an_event()
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/events/{event.id}/column"
    reader.visit(f"{page}/facts")
    reader.send({"distance": "2 400"}, form="#page-form", expect=303)
    for address in (page, f"{page}/route"):
        said = reader.visit(address).get_text(" ").replace("\u00a0", " ")
        assert "Nobody drives 2,400 km in one day. Were metres meant: 2.4 km?" in said
    reader.visit(f"{page}/facts")
    reader.send({"distance": "2400 m"}, form="#page-form", expect=303)
    assert "Nobody drives" not in reader.visit(page).get_text(" ")
