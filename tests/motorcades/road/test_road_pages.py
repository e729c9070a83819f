"""The work page of the day of a column, links for marshals, and the plain way without scripts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.models import ColumnMark
from campaign.relay.models import Stop
from tests.factories import a_user
from tests.motorcades.road.roads import Marshal, a_column, a_marshal, mark, passed, stands
from tests.motorcades.route.routes import a_point
from tests.people.checkin.phones import a_door
from tests.reader import Reader, fresh_context, parsed


@pytest.fixture
def column(app):
    return a_column(3)


def reader_of(app, event):
    """A browser of the coordinator of this event's stop."""
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    return reader


@pytest.fixture
def desk(app, column):
    return reader_of(app, column[0])


def home(event):
    return f"/staff/events/{event.id}/column/road"


def counts(page):
    return [int(fact.select_one("dd").contents[0].strip()) for fact in page.select("#live .facts > div")[:5]]


def test_a_coordinator_gives_a_link_renews_and_withdraws_it(app, desk, column):
    event, cars = column
    desk.visit(home(event))
    desk.send({"label": "Построение, телефон Данияра"}, form="#give form", expect=303)
    page = desk.follow()
    link = page.select_one("#device-link")["value"]
    assert "/field/column/" in link
    old, path = Marshal(app, link.rpartition("/")[2]), desk.response.request.path
    assert old.outcomes(mark(cars[0], "present")) == [("done", "")]
    desk.send({}, form=f"form[action='{path}/renew']", expect=303)
    new = Marshal(app, desk.follow().select_one("#device-link")["value"].rpartition("/")[2])
    assert (old.post({"items": []}).status_code, new.post({"items": []}).status_code) == (404, 200)
    desk.send({}, form=f"form[action='{path}/withdraw']", expect=303)
    assert new.post({"items": []}).status_code == 410
    number = int(path.rpartition("/")[2])
    desk.visit(f"/staff/devices/{number}", expect=404)  # the pages of check-in show no link of a column
    desk.visit(f"/staff/column-devices/{a_door(event)[0]}", expect=404)


def test_the_desk_marks_by_hand_sends_all_off_and_takes_back(desk, column):
    event, cars = column
    desk.visit(home(event))
    for car in cars[:2]:
        desk.send({}, form=f"#car-{car} form:has([value=present])", expect=303)
        desk.follow()
    desk.send({}, form=f"#car-{cars[2]} form:has([value=absent])", expect=303)
    assert counts(desk.follow()) == [2, 0, 1, 0, 0]
    desk.send({}, form="form[action$='/depart']", expect=303)
    assert counts(desk.follow()) == [2, 0, 1, 2, 0]
    assert "2 vehicles have set off." in desk.text()
    desk.send({}, form="form[action$='/undo']", expect=303)
    assert counts(desk.follow()) == [2, 0, 1, 1, 0]
    assert sorted(stands(car)[0] for car in cars) == ["absent", "departed", "present"]


def test_a_key_that_no_page_has_given_never_reaches_the_log(desk, column):
    event, cars = column
    for number, key in enumerate(("k" * 500, "short", "with space and \x00")):
        desk.visit(home(event))
        desk.send({"operation_key": key}, form=f"#car-{cars[number]} form:has([value=present])", expect=303)
    assert {len(key) for key in db.session.scalars(select(ColumnMark.key))} == {22}


def test_a_list_on_paper_is_typed_afterwards_and_the_later_mark_stands(desk, column):
    event, cars = column
    now = clock.on_the_wall(clock.campaign_now(), event.time_zone)
    for state, ago in (("departed", 10), ("present", 30)):
        at = now - timedelta(minutes=ago)
        typed = {"car": str(cars[0]), "state": state, "marked_on": f"{at:%Y-%m-%d}", "marked_at": f"{at:%H:%M}"}
        desk.visit(home(event) + "/hand")
        desk.send(typed, expect=303)
        desk.follow()
    assert stands(cars[0])[0] == "departed"
    later = now + timedelta(hours=1)
    typed = {"car": str(cars[0]), "state": "arrived", "marked_on": f"{later:%Y-%m-%d}", "marked_at": f"{later:%H:%M}"}
    desk.visit(home(event) + "/hand")
    page = desk.send(typed, expect=422)
    assert "This moment has not come yet." in desk.text()
    assert page.select_one("main [name=state][value=arrived][checked]") is not None
    desk.send({"marked_on": "tomorrow", "marked_at": "noon"}, expect=422)
    assert [desk.page.select_one(f"[name={name}]")["value"] for name in ("marked_on", "marked_at")] == ["tomorrow", "noon"]


def test_what_phones_did_is_told_with_who_and_when(app, desk, column):
    event, cars = column
    phone = Marshal(app, a_marshal(event, "Колонна, телефон Әлии")[1])
    point = a_point(event.id)["point_id"]
    phone.send(mark(cars[0], "absent", clock.now() - timedelta(minutes=20)), passed(point), mark(10**8, "present"))
    db.session.get(ColumnCar, cars[0]).taken = 3
    db.session.commit()
    desk.visit(home(event))
    log = [row.get_text(" ", strip=True) for row in desk.page.select("table.tight tbody tr") if "Әлии" in row.get_text()]
    assert len(log) == 4  # the link and three marks
    assert "passed" in " ".join(log)
    assert "not in the column any more" in " ".join(log)
    assert "3 passengers need other seats" in desk.text()
    assert "minutes early" in desk.text() or "minute" in desk.text()


def test_a_coordinator_of_another_stop_neither_sees_nor_marks(app, column):
    event, cars = column
    own, _theirs = a_column(1)
    stranger = reader_of(app, own)
    stranger.visit(home(event), expect=404)
    stranger.visit(home(event) + "/hand", expect=404)
    stranger.visit(home(own))
    stranger.send({"car": str(cars[0])}, form="form:has([value=present])", expect=404)  # by the page of their own column
    assert stands(cars[0])[0] == "expected"


@pytest.mark.parametrize("cars", [1, 3])
def test_the_page_asks_the_same_however_many_cars_and_marks(app, statements, cars):
    event, numbers = a_column(cars)
    phone = Marshal(app, a_marshal(event)[1])
    phone.send(*(mark(number, "present") for number in numbers))
    reader = reader_of(app, event)
    statements.clear()
    reader.visit(home(event))
    assert len(statements) == 15


def test_a_marshal_without_scripts_does_the_same_by_forms(app):
    event, cars = a_column(3, route=True)
    token = a_marshal(event)[1]
    reader = Reader(app)
    for car, state in ((cars[0], "present"), (cars[1], "present"), (cars[2], "absent")):
        by_form(reader, token, f"#plain form:has([name=car][value='{car}']):has([value={state}])")
    by_form(reader, token, "#plain form[action$='/depart']")
    assert [stands(car)[0] for car in cars] == ["departed", "departed", "absent"]
    by_form(reader, token, "#plain form:has([value=undo])")
    assert sorted(stands(car)[0] for car in cars) == ["absent", "departed", "present"]


def by_form(reader, token, form):
    """Open the page of the phone, unaudited (the forms that scripts serve lead nowhere), and send one of its forms."""
    with fresh_context():
        reader.response = reader.client.get(f"/field/column/{token}", headers={"Accept-Language": "en"})
    reader.page = parsed(reader.response.get_data())
    ids = [tag["id"] for tag in reader.page.select("[id]")]
    assert [name for name in ids if ids.count(name) > 1] == []
    reader.send({}, form=form, expect=303)
