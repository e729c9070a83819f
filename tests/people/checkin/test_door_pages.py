"""The work pages of the door: links for phones, the desk, what is looked at later, and the plain way without scripts."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from campaign.core import clock, crypto
from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from tests.factories import a_registration, a_role, a_stop, a_user, an_event
from tests.people.checkin.phones import Phone, a_door, scan, walk_in
from tests.reader import Reader, fresh_context, parsed


@pytest.fixture
def event(app):
    return an_event(starts=clock.campaign_now() + timedelta(hours=1), capacity=9)


@pytest.fixture
def desk(app, event):
    """A browser of the coordinator of the stop."""
    reader = Reader(app)
    from campaign.relay.models import Stop

    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    return reader


def link_of(desk, event, label="Северные ворота") -> str:
    """Make a link as a coordinator does; the address it shows."""
    desk.visit(f"/staff/events/{event.id}/door")
    desk.send({"label": label}, form="#give form", expect=303)
    page = desk.follow()
    return page.select_one("#device-link")["value"]


def token_in(address: str) -> str:
    return address.rpartition("/")[2]


def test_a_coordinator_gives_a_link_renews_and_withdraws_it(app, desk, event):
    old = Phone(app, token_in(link_of(desk, event)))
    assert old.get().status_code == 200
    assert desk.page.select_one("a[href^='sms:?&body=']") is not None
    device_url = desk.response.request.path
    desk.send({}, form=f"form[action='{device_url}/renew']", expect=303)
    new = Phone(app, token_in(desk.follow().select_one("#device-link")["value"]))
    assert (old.post({"items": []}).status_code, old.get("/list").status_code, old.get().status_code) == (404, 404, 404)
    assert new.post({"items": []}).status_code == 200
    desk.send({}, form=f"form[action='{device_url}/withdraw']", expect=303)
    gone = new.post({"items": []}, language="ru")
    assert (gone.status_code, gone.get_json()["error"], new.get().status_code) == (410, "withdrawn", 404)
    assert "отозвана" in gone.get_json()["message"]
    assert "link withdrawn" in desk.follow().get_text()


def test_a_link_that_is_over_shows_nothing_and_delivers_for_some_days(app, event):
    _number, token = a_door(event)
    phone, guest = Phone(app, token), a_registration(event)
    clock.set_shift(clock.shift() + timedelta(days=1))
    assert (phone.get("/list").status_code, phone.get().status_code) == (410, 404)
    assert phone.outcomes(scan(guest.code)) == [("review", "late")]
    clock.set_shift(clock.shift() + timedelta(days=8))
    assert phone.post({"items": []}).status_code == 410


NONSENSE = (
    ("", "2018-04-06", "Please fill this in."),
    ("Ә" * 10_000, "2018-04-06", "At most 80 characters"),
    ("Ворота", "2018-04-01", "This moment is over"),
    ("Ворота", "2038-04-01", "a year at most"),
    ("Ворота", "завтра", "This is no date"),
)


def test_nonsense_about_a_link_is_told_and_stays(desk, event):
    for label, day, said in NONSENSE:
        desk.visit(f"/staff/events/{event.id}/door")
        page = desk.send({"label": label, "day": day}, form="#give form", expect=422)
        assert said in page.get_text()
        assert (page.select_one("#label")["value"], page.select_one("#day")["value"]) == (label, day)


def test_the_desk_finds_lets_in_and_takes_back_with_a_reason(desk, event):
    guest = a_registration(event, "Өтегалиев Қуаныш")
    waits = a_registration(event, "Отегалиева Куаныш", state=RegistrationState.WAITING)
    door = f"/staff/events/{event.id}/door"
    found = desk.visit(f"{door}?q=Kuanysh").select_one("#desk").get_text()
    assert "Өтегалиев" in found
    assert "no place yet" in found
    desk.send({}, form=f"form[action='/staff/registrations/{guest.id}/in']", expect=303)
    assert "is checked in" in desk.follow().get_text()
    assert desk.client.post(f"/staff/registrations/{waits.id}/in").status_code == 400, "no token"
    person = desk.visit(f"/staff/registrations/{guest.id}")
    assert "came at" in person.get_text()
    check_in = db.session.scalars(select(CheckIn.id)).one()
    form = f"form[action='/staff/check-ins/{check_in}/undo']"
    desk.send({"reason": ""}, form=form, expect=303)
    assert "Please write why." in desk.follow().get_text()
    desk.send({"reason": "Однофамилец"}, form=form, expect=303)
    row = db.session.scalars(select(CheckIn).execution_options(populate_existing=True)).one()
    assert (row.undo_reason, row.undone_at is None) == ("Однофамилец", False)
    assert db.session.scalar(select(AuditEntry.reason).where(AuditEntry.act == "people.check_in_undone")) == "Однофамилец"
    desk.visit(f"{door}?q={guest.code}")
    desk.send({}, form=f"form[action='/staff/registrations/{guest.id}/in']", expect=303)
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 2


def test_what_waits_is_accepted_as_it_happened_or_dismissed_with_a_reason(app, desk, event):
    phone, guest = Phone(app, a_door(event, until=clock.campaign_now() + timedelta(days=3))[1]), a_registration(event, "Гость")
    clock.set_shift(clock.shift() + timedelta(hours=9))
    phone.send(scan(guest.code, at=clock.now() - timedelta(hours=8)), scan(crypto.new_code()))
    desk.visit(f"/staff/events/{event.id}/door/review")
    accept = desk.page.select_one("form[action$='/accept']")["action"]
    desk.send({}, form=f"form[action='{accept}']", expect=303)
    page = desk.follow()
    came = db.session.scalars(select(CheckIn)).one()
    assert abs(clock.campaign_now() - timedelta(hours=8) - came.at) < timedelta(minutes=1)
    dismiss = page.select_one("form[action$='/dismiss']")["action"]
    desk.send({"reason": ""}, form=f"form[action='{dismiss}']", expect=303)
    assert "Please write why." in desk.follow().get_text()
    desk.send({"reason": "Чужой код"}, form=f"form[action='{dismiss}']", expect=303)
    assert "Nothing waits" in desk.follow().get_text()
    assert sorted(db.session.scalars(select(CheckInScan.reason))) == ["", "Чужой код"]


def test_a_second_decision_is_told(app, desk, event):
    phone = Phone(app, a_door(event)[1])
    phone.send(scan(crypto.new_code()))
    page = desk.visit(f"/staff/events/{event.id}/door/review")
    form = f"form[action='{page.select_one('form[action$=dismiss]')['action']}']"
    for said in ("Dismissed.", "Somebody has decided about this already."):
        desk.page = page
        desk.send({"reason": "x"}, form=form, expect=303)
        assert said in desk.visit(desk.response.location).get_text()


@pytest.mark.parametrize("people", [1, 3])
def test_the_door_asks_the_same_however_many_came(app, desk, event, statements, people):
    role = a_role(event)
    phone = Phone(app, a_door(event)[1])
    for number in range(people):
        guest = a_registration(event, f"Гость {number}")
        guest.role_id = role.id
        db.session.commit()
        phone.send(scan(guest.code))
        a_door(event, f"Телефон {number}")
    page = f"/staff/events/{event.id}/door"
    desk.visit(page)  # the first look of an hour is written down
    statements.clear()
    desk.visit(page)
    assert len(statements) == 13
    assert desk.page.select_one(".facts dd").get_text().startswith(str(people))


def test_the_plain_way_without_scripts(app, event):
    guest = a_registration(event, "Өтегалиев Қуаныш")
    reader, path = Reader(app), f"/field/checkin/{a_door(event)[1]}"
    with fresh_context():  # unaudited: the forms that scripts serve lead nowhere
        reader.response = reader.client.get(path, headers={"Accept-Language": "en"})
    reader.page = parsed(reader.response.get_data())
    reader.send({"q": "куаныш"}, form="#plain-find", expect=200)
    reader.send({}, form="form[action$='/in']", expect=200)
    assert "Checked in" in reader.text()
    reader.send({}, form="#page-form", expect=200)  # as the language buttons do: the same key, the same answer
    assert "Checked in before" not in reader.text()
    reader.send({"full_name": "Қасымов Ғани", "phone": "12", "birth_year": "98"}, form="#plain-new", expect=422)
    assert "This is no phone number" in reader.text()
    assert "The year of birth has four digits" in reader.text()
    reader.send({"phone": "8 701 555 01 23", "birth_year": "1998"}, form="#plain-new", expect=200)
    assert "Қасымов Ғани" in reader.text()
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 2
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 2
    assert guest.id


def test_a_coordinator_of_another_stop_has_no_door_here(app, event):
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    device_id, token = a_door(event)
    Phone(app, token).send(walk_in("Қасымов Ғани", "8 701 555 01 23"))
    for path in (f"/staff/events/{event.id}/door", f"/staff/events/{event.id}/door/review", f"/staff/devices/{device_id}"):
        reader.visit(path, expect=404)
