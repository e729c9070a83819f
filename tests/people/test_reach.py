"""Who cannot be told by letter that an event is cancelled: they are counted, listed with their phones, and taken along."""

import csv
import io

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core import mail
from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services import change_state
from campaign.people import queries, services
from campaign.people.exports.schemas import ExportWish, FileKind
from campaign.people.exports.services import _as_facts, wish_of
from campaign.people.models import Person
from campaign.people.schemas import Contact, PersonFilter
from campaign.territory.models import Region
from tests.factories import a_region, a_stop, a_user, an_event
from tests.mailserver import mail_server
from tests.people.conftest import a_wish
from tests.reader import fresh_context


@pytest.fixture
def event_id(either_app) -> int:
    """One with an address, one whose mailbox is gone, one without an address, one who waits without, one who cancelled."""
    event = an_event(a_stop(), capacity=4).id
    with acting_as(NOBODY):
        for name, email in (("Хат Алады", "reads@relay.example"), ("Жәшігі Жоқ", "gone@relay.example")):
            services.keep_contact(services.register(event, a_wish(name), name).ticket, Contact(email, "kk"))
        services.register(event, a_wish("Поштасыз Адам", phone="+77015550177"), "no address")
        left = services.register(event, a_wish("Кетіп Қалған"), "left").ticket
        services.cancel_ticket(left)
        services.register(event, a_wish("Тағы Бір"), "another")
        services.register(event, a_wish("Күтуші Поштасыз"), "waits")
    return event


def cancel(app, event_id) -> None:
    version = db.session.get(Event, event_id).version
    change_state(event_id, EventState.CANCELLED, "Дауыл", version)
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        mail.deliver_waiting(2)  # the tickets
        server.at_rcpt = ["250 fine", "550 5.1.1 no such mailbox"]
        mail.deliver_waiting()
        app.config["MAIL_SERVER"] = ""


def to_be_called(event_id) -> list[str]:
    return [line.full_name for line in queries.people_of_event(event_id, PersonFilter(unreached=True)).rows]


def test_who_has_no_address_and_whose_mailbox_refused_are_to_be_called(either_app, event_id):
    assert queries.unreached(event_id) == 3
    cancel(either_app, event_id)
    assert queries.unreached(event_id) == 4
    assert to_be_called(event_id) == ["Жәшігі Жоқ", "Күтуші Поштасыз", "Поштасыз Адам", "Тағы Бір"]


def test_an_address_of_the_person_is_as_good(either_app, event_id):
    with unit_of_work() as session:
        person = session.query(Person).filter_by(full_name="Поштасыз Адам").one()
        person.email = "found@relay.example"
    assert queries.unreached(event_id) == 2


def test_the_list_of_a_cancelled_event_says_whom_to_call_and_shows_the_numbers(app, reader):
    stop = a_stop()
    event = an_event(stop)
    event_id = event.id
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    with acting_as(NOBODY):
        services.register(event_id, a_wish("Поштасыз Адам", phone="+77015550177"), "no address")
        token = services.register(event_id, a_wish("Хат Алады"), "address").ticket
        services.keep_contact(token, Contact("reads@relay.example", "kk"))
    reader.visit(f"/staff/events/{event_id}/people")
    assert "Please call" not in reader.text()
    cancel(app, event_id)
    reader.visit(f"/staff/events/{event_id}/people")
    assert "1 person has no e-mail address" in reader.text()
    assert not reader.page.select("a[href='tel:+77015550177']"), "numbers are shown where they are needed"
    reader.visit(reader.page.select_one(".flash a")["href"])
    assert [link.get_text() for link in reader.page.select("tbody th[scope=row] a")] == ["Поштасыз Адам"]
    assert reader.page.select_one("a[href='tel:+77015550177']").get_text() == "8 701 555 01 77"
    assert reader.page.select_one("select[name=reach] option[selected]")["value"] == "none"
    taken = str(taken_out(reader, event_id))
    assert "Поштасыз Адам" in taken
    assert "Хат Алады" not in taken


def taken_out(reader, event_id) -> list[list[str]]:
    """What the export button beside the list gives."""
    form = reader.page.select_one(f"form[action$='/events/{event_id}/people/export']")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    with fresh_context():
        answer = reader.client.post(form["action"], data={**fields, "kind": "csv"})
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_an_export_in_the_background_takes_the_same_people(app):
    wish = ExportWish(1, PersonFilter(unreached=True), FileKind.CSV)
    assert wish_of(_as_facts(wish)) == wish


def test_nobody_elses_people_are_counted(either_app, event_id):
    other = a_region(name="Ұлытау облысы")
    organizer = a_user(Role.REGION, region=other)
    with acting_as(actor_with_id(organizer.id)):
        assert queries.unreached(event_id) == 0
