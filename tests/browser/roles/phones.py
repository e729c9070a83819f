"""The stories of the field crew: a link on a phone, one page, and what it sends."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.people.checkin.models import CheckIn
from campaign.people.models import Person as Somebody
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.schemas import Sign, Soap
from tests.browser.roles.person import Person
from tests.browser.roles.season import behind, event_of, newest, the_day_of
from tests.motorcades.road.roads import a_marshal
from tests.people.checkin.phones import a_door
from tests.walks.doors.rounds import a_phone_of

DOOR = {"kk": "Солтүстік қақпа", "ru": "Северные ворота", "en": "North gate"}
PHONE = {"kk": "Әселдің телефоны", "ru": "Телефон Асель", "en": "Asel's phone"}
START = {"kk": "Жиын орны", "ru": "Построение", "en": "Line-up"}
"""How the coordinator named the links."""


def is_ready(person: Person) -> None:
    """The phone has all that it needs to work without a network."""
    expect(person.page.locator("#ready-words")).to_be_visible()
    person.is_in_order()


def has_sent(person: Person, saved: int) -> None:
    expect(person.page.locator("#bar-count")).to_have_text(re.compile(rf"^\D+{saved}\D+{saved}$"))
    person.is_in_order()


def crew(person: Person) -> None:
    """Finds somebody by their name and lets them in."""
    with the_day_of(person.site, "rally"):
        lets_somebody_in(person)


def lets_somebody_in(person: Person) -> None:
    with behind(person.site):
        event = event_of("rally")
        link = a_door(event, DOOR[person.code])[1]
        asked = (
            select(Somebody.full_name, Registration.id)
            .join(Registration, Registration.person_id == Somebody.id)
            .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
            .where(Registration.id.not_in(select(CheckIn.registration_id)))
        )
        name, registration = db.session.execute(asked.order_by(Registration.id).limit(1)).one()
    person.opens(f"/field/checkin/{link}", "checkin_field.shell")
    is_ready(person)
    person.shows("checkin")
    person.clicks("[data-way=name]")
    person.page.locator("#name").fill(name)
    expect(person.page.locator("#names button").first).to_be_visible()
    person.is_in_order()
    person.shows("checkin_found")
    person.clicks("#names button")
    has_sent(person, 1)
    assert newest(person.site, CheckIn).registration_id == registration


def walk(person: Person) -> None:
    """Records the first door: soap given, sign up."""
    with the_day_of(person.site, "office_walk") as event:
        records_a_door(person, event)


def records_a_door(person: Person, event: int) -> None:
    team = newest(person.site, WalkTeam, event_id=event, number=1)
    with behind(person.site):
        link = a_phone_of(team, PHONE[person.code])[1]
    person.opens(f"/field/walk/{link}", "doors_field.shell")
    is_ready(person)
    person.shows("walk")
    person.clicks("#doors button")
    expect(person.page.locator("#sheet")).to_be_visible()
    person.is_in_order()
    person.shows("walk_door")
    person.clicks("[data-soap=given]")
    person.clicks("[data-sign=up]")
    has_sent(person, 1)
    door = newest(person.site, WalkDoor, event_id=event, team_id=team.id, soap=Soap.GIVEN)
    assert (door.sign, door.pieces) == (Sign.UP, 1)


def marshal(person: Person) -> None:
    """Marks the first car present, then sends off all that are."""
    with the_day_of(person.site, "motorcade") as event:
        sends_off_a_column(person, event)


def sends_off_a_column(person: Person, event: int) -> None:
    with behind(person.site):
        link = a_marshal(db.session.get_one(Event, event), START[person.code])[1]
    person.opens(f"/field/column/{link}", "road_field.shell")
    is_ready(person)
    person.clicks("#cars > li:first-child button")
    has_sent(person, 1)
    person.shows("column")
    person.clicks("#all-go")
    person.is_in_order()
    person.clicks("#all-yes")
    has_sent(person, 2)
    assert newest(person.site, ColumnCar, event_id=event, number=1).departed_at is not None
