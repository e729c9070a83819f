"""The pages of events, as staff and everybody read them."""

from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from campaign.accounts.models import RoleGrant
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.events import queries, services
from campaign.events.models import Event, EventKind, Place
from campaign.events.schemas import EventState
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Region
from tests.factories import a_place, a_relay, a_role, a_stop, a_user, an_event, kept, words
from tests.reader import Reader, fresh_context

HUGE = "?relay=" + "9" * 30 + "&stop=" + "9" * 10
HOSTILE = ["<b>Митинг</b>", "R&D", "O'Neil «Қазақ»", "Митинг \x00 на площади", "😀 митинг", "\u202eгнитим", "{{ 7*7 }}"]
STAFF_PAGES = (
    "/staff/events", "/staff/events/calendar", "/staff/events/calendar?month=2018-04", "/staff/stops/{stop}",
    "/staff/events/{event}", "/staff/places", "/staff/kits", "/staff/kits/standard", "/staff/kinds",
)  # fmt: skip
WRITE_PAGES = ("/staff/events/new?stop={stop}", "/staff/events/{event}/edit", "/staff/places/new", "/staff/places/{place}")


def post(reader: Reader, address: str, **fields: object) -> TestResponse:
    """Send what no form on the page would send, with the page's own token."""
    token = reader.page.select_one("[name=csrf_token]")["value"]
    with fresh_context():
        return reader.client.post(address, data={"csrf_token": token, **fields})


def addresses(pages: tuple[str, ...], stop: Stop) -> list[str]:
    event, place = an_event(stop), a_place(stop)
    return [page.format(stop=stop.id, event=event.id, place=place.id) for page in pages]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_opens_in_every_language(organizer, stop, language):
    for address in addresses(STAFF_PAGES + WRITE_PAGES, stop):
        assert organizer.visit(address, language=language).html["lang"] == language
    for address in (f"/relays/{stop.relay_id}", f"/relays/{stop.relay_id}/programme", f"/events/{an_event(stop).id}"):
        organizer.visit(address, language=language)


def test_pages_of_nothing_say_what_to_do_next(organizer, stop):
    organizer.visit("/staff/events")
    assert "No events are planned yet" in organizer.text()
    organizer.visit("/staff/places")
    assert "No places are known yet" in organizer.text()
    organizer.visit(f"/staff/stops/{stop.id}")
    assert "Nothing is planned here yet" in organizer.text()
    organizer.visit(f"/relays/{stop.relay_id}/programme")
    assert "Nothing is announced yet" in organizer.text()
    organizer.visit("/staff/events/calendar?month=1999-13")
    assert "Nothing is planned in this month" in organizer.text()


def test_a_search_without_result_repeats_its_words(organizer, stop):
    an_event(stop)
    organizer.visit("/staff/events?q=балет&state=open")
    assert "Nothing matches “балет”" in organizer.text()


@pytest.mark.parametrize("address", ["?state=x", "?stop=x", "?from=x&to=31.12", "?page=%00", "?kind=' OR 1=1", HUGE])
def test_an_address_that_makes_no_sense_is_no_error(organizer, stop, address):
    organizer.visit(f"/staff/events{address}")


def test_a_coordinator_of_another_region_finds_nothing(reader, stop):
    pages = addresses(STAFF_PAGES[3:5] + WRITE_PAGES[:2] + WRITE_PAGES[3:], stop)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, a_stop().region_id)))
    for address in pages:
        reader.visit(address, expect=404)
    title = "Митинг на площади"
    for address in ("/staff/events", "/staff/events?q=Митинг", "/staff/events/calendar?month=2018-04", "/staff/places"):
        reader.visit(address)
        assert title not in reader.text()


def test_an_auditor_reads_and_changes_nothing(reader, stop):
    event = an_event(stop, state=EventState.DRAFT)
    reader.sign_in(a_user(Role.AUDITOR))
    for address in addresses(STAFF_PAGES, stop):
        page = reader.visit(address)
        assert page.select("main form[method=post]") == []
    for address in addresses(WRITE_PAGES, stop):
        reader.visit(address, expect=403)
    assert db.session.get(Event, event.id).state is EventState.DRAFT


def test_nobody_is_sent_to_sign_in(reader, stop):
    for address in addresses(STAFF_PAGES + WRITE_PAGES, stop):
        reader.visit(address, expect=302)
        assert reader.response.location.startswith("/sign-in")


def test_planning_an_event_by_its_form(organizer, stop):
    organizer.visit(f"/staff/events/new?stop={stop.id}")
    fields = {
        "title_ru": "Круглый стол",
        "kind": "round_table",
        "starts": "15.30",
        "ends": "16:30",
        "roles-0-name_ru": "спикер",
    }
    organizer.send(fields | {"roles-0-capacity": "5", "capacity": "40"}, expect=303)
    assert "The event is planned" in organizer.follow().get_text()
    (row,) = queries.events_of_stop(stop.id)
    assert (row.title.ru, row.kind, row.capacity, row.day) == ("Круглый стол", "round_table", 40, date(2018, 4, 6))
    assert [(role.name.ru, role.capacity) for role in row.roles] == [("спикер", 5)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends": "09:00"}, "ends at 09:00, but begins at 10:00"),
        ({"starts": "25:99"}, "This is no time"),
        ({"day": "31.02.2018"}, "This is no date"),
        ({"day": "2199-12-31"}, "more than a year away"),
        ({"day": "9999-12-31"}, "This is no date"),
        ({"capacity": "0"}, "between 1 and"),
        ({"capacity": "-1"}, "between 1 and"),
        ({"capacity": "1000000000"}, "between 1 and"),
        ({"capacity": "много"}, "This is no whole number"),
        ({"title_ru": "ы" * 10_000}, "there are 10000"),
        ({"title_ru": " \x00\u202e "}, "at least one language"),
        ({"responsible_phone": "8 701 555 01 2"}, "A number has 11 digits, here there are 10"),
        ({"roles-0-name_ru": "спикер", "roles-0-capacity": "пять"}, "“пять” is no number of places for the role “спикер”"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(organizer, stop, fields, sentence):
    organizer.visit(f"/staff/events/new?stop={stop.id}")
    page = organizer.send({"title_ru": "Дебаты", "place_note": "у фонтана"} | fields, expect=422)
    assert sentence in organizer.text()
    assert page.select_one("#place_note")["value"] == "у фонтана"
    assert queries.events_of_stop(stop.id) == ()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_shown_as_it_was_written_and_runs_nowhere(organizer, stop, title):
    organizer.visit(f"/staff/events/new?stop={stop.id}")
    organizer.send({"title_ru": title, "title_kk": "", "title_en": ""}, expect=303)
    page = organizer.follow()
    kept = queries.events_of_stop(stop.id)[0].title.ru
    assert page.h1.get_text() == kept
    assert not {"\x00", "\u202e"} & set(kept)
    services.open_stop(stop.id)
    for address in (f"/events/{queries.events_of_stop(stop.id)[0].id}", f"/staff/stops/{stop.id}", "/staff/events"):
        assert kept in organizer.visit(address, language="ru").get_text()


def test_the_language_switch_keeps_what_was_typed_and_saves_nothing(organizer, stop):
    address = f"/staff/events/new?stop={stop.id}"
    organizer.visit(address)
    sent = post(organizer, address, title_ru="Дебаты", switch_language="kk", day="2018-04-06")
    assert sent.status_code == 200
    assert 'value="Дебаты"' in sent.get_data(as_text=True)
    assert queries.events_of_stop(stop.id) == ()


def test_two_editors_the_second_is_told(organizer, stop):
    event = an_event(stop)
    page = organizer.visit(f"/staff/events/{event.id}/edit")
    with unit_of_work():
        db.session.get(Event, event.id).version += 1
    assert page.select_one("[name=version]")["value"] == "1"
    organizer.send({"capacity": "5"}, expect=409)
    assert "Somebody has changed this event" in organizer.text()


def test_editing_shows_what_stands_there_and_keeps_it(organizer, stop):
    event = an_event(stop, capacity=10)
    a_role(event, capacity=3)
    organizer.visit(f"/staff/events/{event.id}/edit")
    before = queries.event_row(event.id)
    organizer.send({}, expect=303)
    after = queries.event_row(event.id)
    assert (after.starts_at, after.title, after.capacity, after.roles) == (
        before.starts_at, before.title, before.capacity, before.roles,
    )  # fmt: skip


def test_cancelling_needs_a_reason_and_says_it_to_everybody(organizer, stop):
    event = an_event(stop)
    organizer.visit(f"/staff/events/{event.id}")
    cancel = "form:has([value=cancelled])"
    organizer.send({"reason": "  "}, form=cancel, expect=422)
    assert "Please say why" in organizer.text()
    organizer.send({"reason": "Буря <b>"}, form=cancel, expect=303)
    organizer.visit(f"/events/{event.id}")
    assert "This event was cancelled: Буря <b>" in organizer.text()
    assert organizer.page.select("main a.btn-primary") == []


def test_an_event_is_approved_and_opened_by_its_buttons(organizer, stop):
    event = an_event(stop, state=EventState.DRAFT)
    for wished in ("approved", "open", "held", "reported"):
        organizer.visit(f"/staff/events/{event.id}")
        organizer.send({}, form=f"form:has([name=state][value={wished}])", expect=303)
        assert queries.event_row(event.id).state == wished


@pytest.mark.parametrize("state", ["", "flying", "open"])
def test_a_step_that_does_not_lead_there_is_no_step(organizer, stop, state):
    event = an_event(stop, state=EventState.DRAFT)
    page = organizer.visit(f"/staff/events/{event.id}")
    token = page.select_one("[name=csrf_token]")["value"]
    sent = organizer.client.post(f"/staff/events/{event.id}/state", data={"csrf_token": token, "state": state, "version": "1"})
    assert sent.status_code in (409, 422)
    assert queries.event_row(event.id).state is EventState.DRAFT


def test_several_events_of_a_stop_are_opened_at_once(organizer, stop):
    organizer.visit(f"/staff/stops/{stop.id}")
    organizer.send({}, form="form[action$='/kit']", expect=303)
    assert "7 events were added" in organizer.follow().get_text()
    bulk = "form[action$='/events']"
    chosen = [box["value"] for box in organizer.page.select(f"{bulk} [type=checkbox]")]
    assert len(chosen) == 7
    address = f"/staff/stops/{stop.id}/events"
    post(organizer, address, event=chosen[:2], state="open")
    assert sorted(row.state for row in queries.events_of_stop(stop.id)) == ["draft"] * 5 + ["open"] * 2
    sent = post(organizer, address, state="open")
    assert sent.status_code == 422
    foreign = an_event(a_stop(), state=EventState.DRAFT)
    post(organizer, address, event=[foreign.id], state="open")
    assert db.session.scalar(select(Event.state).where(Event.id == foreign.id)) is EventState.DRAFT


def test_a_stop_shows_its_neighbours_and_its_days(organizer, stop):
    relay = db.session.get(Relay, stop.relay_id)
    stop.position = 1
    taker = a_stop(relay, arrives=date(2018, 4, 11), departs=date(2018, 4, 20))
    taker.position = 2
    db.session.commit()
    services.apply_kit(stop.id, "standard")
    organizer.visit(f"/staff/stops/{stop.id}")
    text = organizer.text()
    assert "Stop 1 of 2" in text
    assert "the relay begins here" in text
    assert "The baton arrives in 1 day." in text
    assert [heading.get_text() for heading in organizer.page.select("section.panel h2")][:3] == [
        "Friday, 6\u00a0April", "Sunday, 8\u00a0April", "Wednesday, 11\u00a0April",
    ]  # fmt: skip
    assert organizer.page.select(f'a[href="/staff/stops/{taker.id}"]')


def test_a_coordinator_is_not_sent_to_stops_that_are_not_theirs(reader, stop):
    relay = db.session.get(Relay, stop.relay_id)
    stop.position = 1
    taker = a_stop(relay)
    taker.position = 2
    db.session.commit()
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/stops/{stop.id}")
    assert reader.page.select(f'a[href="/staff/stops/{taker.id}"]') == []
    reader.visit(f"/staff/stops/{taker.id}", expect=404)


def test_a_place_is_added_and_warns_of_too_many(organizer, stop):
    organizer.visit("/staff/places/new")
    fields = {"name_ru": "Площадь Победы", "capacity": "250", "lat": "50,05", "lon": "72.95", "unit": str(stop.unit_id)}
    organizer.send(fields, expect=303)
    place = db.session.scalars(select(Place)).one()
    assert (place.name.ru, place.capacity, place.lat, place.region_id) == ("Площадь Победы", 250, 50.05, stop.region_id)
    event = an_event(stop, capacity=300)
    event.place_id = place.id
    db.session.commit()
    organizer.visit(f"/staff/events/{event.id}")
    assert "this place holds only 250" in organizer.text()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_ru": ""}, "at least one language"),
        ({"capacity": "0"}, "between 1 and"),
        ({"lat": "91", "lon": "0"}, "between −90 and 90"),
        ({"lat": "50"}, "Give both latitude and longitude"),
        ({"lat": "север"}, "no number of degrees"),
        ({"lat": "nan", "lon": "1"}, "between −90 and 90"),
    ],
)
def test_a_place_that_cannot_be_is_refused(organizer, stop, fields, sentence):
    organizer.visit("/staff/places/new")
    organizer.send({"name_ru": "Площадь"} | fields, expect=422)
    assert sentence in organizer.text()
    assert db.session.scalars(select(Place)).all() == []


def test_a_place_in_a_foreign_city_is_not_added(organizer, stop):
    foreign = a_stop()
    page = organizer.visit("/staff/places/new")
    token = page.select_one("[name=csrf_token]")["value"]
    sent = organizer.client.post("/staff/places/new", data={"csrf_token": token, "name_ru": "Площадь", "unit": foreign.unit_id})
    assert sent.status_code == 404


def test_a_coordinator_sees_the_places_of_the_region_and_changes_those_of_the_own_city(reader, stop):
    own, other = a_place(stop), a_place(a_stop(db.session.get(Relay, stop.relay_id)))
    reader.sign_in(a_user(Role.STOP, stop=stop))
    page = reader.visit("/staff/places")
    assert [len(page.select(f'a[href="/staff/places/{place.id}"]')) for place in (own, other)] == [1, 0]


def test_whoever_may_only_look_at_a_city_is_not_offered_to_add_a_place_there(reader, stop):
    user = a_user(Role.AUDITOR)
    kept(RoleGrant(user_id=user.id, role=Role.REGION, region_id=a_stop().region_id))
    reader.sign_in(user)
    assert str(stop.unit_id) not in [option["value"] for option in reader.visit("/staff/places/new").select("#unit option")]


def test_organizers_add_kinds_and_coordinators_do_not(organizer, stop):
    organizer.visit("/staff/kinds")
    organizer.send({"name_ru": "Челлендж"}, expect=303)
    assert db.session.scalar(select(EventKind.shipped).where(EventKind.code.like("own%"))) is False
    organizer.visit("/staff/kinds")
    organizer.send({"name_ru": "челлендж"}, expect=422)
    assert "There is a kind of this name already" in organizer.text()
    organizer.sign_in(a_user(Role.STOP, stop=stop))
    assert organizer.visit("/staff/kinds").select("main form[method=post]") == []


def test_a_public_relay_says_where_the_baton_is(reader, shipped):
    relay = a_relay()
    giver = a_stop(relay, arrives=date(2018, 4, 2), departs=date(2018, 4, 6))
    taker = a_stop(relay, arrives=date(2018, 4, 6), departs=date(2018, 4, 11))
    giver.position, taker.position = 1, 2
    db.session.commit()
    services.apply_kit(taker.id, "standard")
    services.open_stop(taker.id)
    page = reader.visit(f"/relays/{relay.id}")
    assert "The baton is now here" in reader.text()
    assert len(page.select(".stations .now")) == 1
    assert len(page.select(".programme li")) == 7
    assert page.select("svg.map")


def test_public_pages_show_no_draft_and_no_phone(reader, stop):
    draft = an_event(stop, title="Секретная репетиция", state=EventState.DRAFT)
    event = an_event(stop)
    event.responsible, event.responsible_phone = "Рахимов М.", "+77015550123"
    db.session.commit()
    reader.visit(f"/events/{draft.id}", expect=404)
    for address in (f"/relays/{stop.relay_id}", f"/relays/{stop.relay_id}/programme", f"/events/{event.id}"):
        reader.visit(address)
        assert "Секретная" not in reader.text()
        assert "5550123" not in reader.response.get_data(as_text=True).replace(" ", "")
    assert "Рахимов М." in reader.text()


def test_a_staff_member_of_elsewhere_sees_public_pages_like_everybody(reader, stop):
    draft, event = an_event(stop, state=EventState.DRAFT), an_event(stop)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, a_stop().region_id)))
    reader.visit(f"/events/{event.id}")
    reader.visit(f"/relays/{stop.relay_id}")
    reader.visit(f"/events/{draft.id}", expect=404)


def test_a_public_event_tells_its_roles_and_places(reader, stop):
    event = an_event(stop, capacity=10)
    a_role(event, "фотограф", 2)
    event.taken = 9
    db.session.commit()
    reader.visit(f"/events/{event.id}")
    text = reader.text()
    assert "1 place left" in text
    assert "2 places left" in text
    event.taken = 10
    db.session.commit()
    reader.visit(f"/events/{event.id}")
    assert "waiting list" in reader.text()


@pytest.mark.parametrize("address", ["/relays/404", "/relays/404/programme", "/events/404"])
def test_what_is_not_there_is_not_found(reader, shipped, address):
    reader.visit(address, expect=404)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_much_for_one_event_as_for_three(organizer, stop, statements, count):
    for _ in range(count):
        a_role(an_event(stop, title=words("Митинг").ru))
    asked = {}
    for address in ("/staff/events", f"/staff/stops/{stop.id}", f"/relays/{stop.relay_id}"):
        statements.clear()
        organizer.visit(address)
        asked[address] = sum(statement.startswith("SELECT") for statement in statements)
    assert max(asked.values()) <= 68
    assert asked == STATEMENTS.setdefault("asked", asked)


STATEMENTS: dict[str, dict[str, int]] = {}
