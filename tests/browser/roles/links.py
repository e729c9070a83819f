"""The stories of those without an account: a leader, a volunteer, a driver, a parent, whoever passes by; on small phones."""

from playwright.sync_api import expect
from sqlalchemy import select

from campaign.core.db import db
from campaign.motorcades.offers.models import VehicleOffer
from campaign.people.groups.models import Group
from campaign.people.minors import services as minors
from campaign.people.models import Person as Somebody
from campaign.people.models import Registration
from campaign.people.schemas import Register, RegistrationState
from campaign.people.services import add_person
from campaign.people.shifts.models import ShiftPlace
from tests.browser.roles.person import Person
from tests.browser.roles.season import behind, event_of, newest, stop_of

NAMES = "Юсупов Ринат, 8 701 555 02 31, 1999\nЯковлева Дарья; 8 701 555 02 32; 1998"
"""Late in each alphabet, so that no first page of a list changes."""


def leader(person: Person) -> None:
    """Pastes two names, looks at them, enters them."""
    with behind(person.site):
        group = db.session.scalars(select(Group).order_by(Group.id).limit(1)).one()
        link, number = group.token, group.id
    person.opens(f"/group/{link}", "groups.leader")
    person.shows("group")
    person.clicks(f"main a[href='/group/{link}/people']", "groups.people")
    person.types(people=NAMES)
    person.clicks("main button[value=look]")
    expect(person.page.locator("main button[value=enter]")).to_be_visible()
    person.is_in_order()
    person.shows("group_names")
    person.clicks("main button[value=enter]", "groups.leader")
    with behind(person.site):
        names = select(Somebody.full_name).join(Registration, Registration.person_id == Somebody.id)
        found = set(db.session.scalars(names.where(Registration.group_id == number)))
    assert {"Юсупов Ринат", "Яковлева Дарья"} <= found


def volunteer(person: Person) -> None:
    """From the first page to a place, a ticket and a shift."""
    with behind(person.site):
        event = event_of("office_walk")
        relay, number = stop_of().relay_id, event.id
    person.opens("/", "relay.home")
    person.clicks(f"main a[href='/relays/{relay}']", "events.relay")
    person.clicks(f"main a[href='/events/{number}']", "events.event")
    person.shows("programme")
    person.clicks("main a[href$='/register']", "people.register")
    person.shows("register")
    person.types(full_name="Қуаныш Өтеғалиев", phone="8 701 555 01 23", birth_year="1999")
    person.clicks("main input[name=role]:not([disabled])")
    person.clicks("main input[name=agree]")
    person.sends("page-form", "people.registered")
    person.clicks("main a[href^='/ticket/']", "people.ticket")
    person.shows("ticket")
    person.clicks("#shifts form button")
    person.is_in_order()
    registration = newest(person.site, Registration, event_id=number)
    assert registration.state is RegistrationState.CONFIRMED
    assert newest(person.site, ShiftPlace).registration_id == registration.id


def driver(person: Person) -> None:
    """Offers the own car on the ticket of a motorcade."""
    with behind(person.site):
        event = event_of("motorcade")
        adult = (
            select(Registration)
            .join(Somebody, Somebody.id == Registration.person_id)
            .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
            .where(Registration.group_id.is_(None), Somebody.birth_year < event.day.year - 19)
            .where(Registration.id.not_in(select(VehicleOffer.registration_id)))
        )
        registration = db.session.scalars(adult.order_by(Registration.id).limit(1)).one()
        link, number = registration.token, registration.id
    person.opens(f"/ticket/{link}", "people.ticket")
    person.clicks(f"#own-car a[href='/ticket/{link}/car']", "offers.car")
    person.types(plate="627 AKM 09", make="Лада Ларгус", colour="белая", seats="4")
    person.shows("own_car")
    person.clicks("main input[name=agree]")
    person.sends("page-form", "people.ticket")
    person.shows("own_car_offered", at="#own-car")
    assert newest(person.site, VehicleOffer).registration_id == number


def parent(person: Person) -> None:
    """Agrees by the link of the child's ticket, photographs apart; the child has a place then."""
    with behind(person.site):
        child = Register("Ескендір Сапаров", "+77015550141", 2005, "Лицей № 20", None, person.code, None)
        number = add_person(event_of("lecture").id, child, "roles-child")
        link = minors.age_facts(number).link
    person.opens(f"/consent/{link}", "minors.guardian")
    person.shows("parent")
    person.types(full_name="Сапарова Айгүл", phone="8 701 555 01 42")
    person.clicks("main input[name=relation]")
    person.clicks("main input[name=photo][value=no]")
    person.clicks("main input[name=agree]")
    person.shows("parent_form", at="fieldset:has([name=relation])")
    person.sends("page-form", "minors.guardian")
    expect(person.page.locator("main form[action$='/withdraw']")).to_have_count(1)
    person.is_in_order()
    assert newest(person.site, Registration, id=number).state is RegistrationState.CONFIRMED


def visitor(person: Person) -> None:
    """Sees where the baton is and what comes, and takes the programme into a calendar."""
    with behind(person.site):
        relay = stop_of().relay_id
    person.opens("/", "relay.home")
    person.shows("home")
    person.clicks(f"main a[href='/relays/{relay}']", "events.relay")
    person.shows("route")
    person.clicks(f"main a[href='/relays/{relay}/programme']", "events.programme")
    calendar = person.reads(".ics")
    assert calendar.startswith(b"BEGIN:VCALENDAR")
    assert b"BEGIN:VEVENT" in calendar
