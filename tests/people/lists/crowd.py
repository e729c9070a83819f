"""An event with groups, roles, long names and somebody who only waits, for tests of the lists of the day."""

from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState, Source
from tests.factories import a_registration, a_role, an_organisation, kept
from tests.people.papers import a_planned_event

LONG_NAME = "Шаймерденова-Константиновская Александра-Виктория Станиславовна"
LONG_PLACE = (
    "«Қазақстан Республикасының Мемлекеттік қызмет істері және сыбайлас жемқорлыққа қарсы іс-қимыл агенттігі» ММ Қарағанды "
    "облысы бойынша департаменті"
)
NAMES = ("Әбілқасымов Нұрлан", "Абенов Дархан", "Ғаниева Аружан", "Галымов Ерік", LONG_NAME, "Іңкәрова Һибат", "Ёлкина Юлия")


def a_group(event: Event, name: str = "Лицей № 20, 9 «Б» сыныбы", held: int = 0) -> Group:
    group = Group(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, name=name,
        leader_name="Ахметова Д. С.", state=GroupState.CONFIRMED, source=Source.STAFF, held=held,
        queue_number=100_000 + (db.session.query(Group).count()), made_at=clock.now(),
    )  # fmt: skip
    group.leader_phone = "+77003314997"
    event.taken += held
    return kept(group)


def a_full_event() -> tuple[Event, list[Registration]]:
    """Seven people confirmed, of whom two are in a group with two places more; one waits and one has cancelled."""
    event = a_planned_event()
    soap, leader = a_role(event), a_role(event, "старший группы")
    group = a_group(event, held=2)
    people = [a_registration(event, name) for name in NAMES]
    for person in people[:2]:
        person.group_id, person.role_id = group.id, soap.id
    people[0].role_id = leader.id
    people[1].photo_consent = True
    place = an_organisation(event.region_id, LONG_PLACE)
    db.session.execute(
        db.text("UPDATE people SET organisation_id = :place WHERE id = :person"),
        {"place": place.id, "person": people[4].person_id},
    )
    for name, state in (("Күтуші Адам", RegistrationState.WAITING), ("Бас Тартқан", RegistrationState.CANCELLED)):
        a_registration(event, name, state=state)
    db.session.commit()
    return event, people
