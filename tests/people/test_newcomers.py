"""A crowd entered at once stands in the database as if each had been registered alone."""

from itertools import islice

import pytest
from sqlalchemy import func, inspect, select

from campaign.core import crypto, text
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Crossed
from campaign.people import services
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import Contact, RegistrationState, Source
from campaign.people.services.newcomers import Newcomer, enter
from campaign.people.services.places import hold
from tests.factories import a_role, a_stop, an_event
from tests.people.conftest import a_wish

OWN = {"id", "uid", "phone_sealed", "email_sealed", "token_hash", "code", "code_hash", "made_at", "person_id", "event_id"}
CONFIRMED = RegistrationState.CONFIRMED


def newcomer(full_name="Сәрсенбай Айгерім", phone="+77015550123", **more):
    facts = {
        "full_name": full_name, "name_key": text.fold(full_name), "phone": phone, "birth_year": 1997, "email": "",
        "language": "kk", "organisation_id": None, "role_id": None, "note": "", "state": CONFIRMED, "person_id": None,
    }  # fmt: skip
    return Newcomer(**{**facts, **more})


def entered(event_id, newcomers, first=1, source=Source.STAFF):
    with unit_of_work() as session:
        return enter(
            session, hold(session, event_id), newcomers, source=source, import_id=None, first_queue_number=first
        )  # fmt: skip


def facts_of(row):
    """The columns two rows of the same facts share."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs if column.key not in OWN}


@pytest.mark.parametrize("phone", ["+77015550123", ""])
def test_a_row_entered_in_bulk_is_the_row_registering_makes(either_app, phone):
    stop, other = a_stop(), a_stop()
    one, many = an_event(stop), an_event(other)
    one_role, many_role = a_role(one).id, a_role(many).id
    alone = services.add_person(one.id, a_wish(phone=phone, note="ескертпе", role_id=one_role), "key")
    services.keep_contact(services.link_token(alone), Contact("aliya@example.kz", "kk"))
    place = Organisation(region_id=other.region_id)
    place.rename("Лицей № 20")
    db.session.add(place)
    db.session.commit()
    wish = newcomer(phone=phone, email="aliya@example.kz", organisation_id=place.id, role_id=many_role, note="ескертпе")
    numbers = entered(many.id, [wish]).registrations
    own, bulk = db.session.get(Registration, alone), db.session.get(Registration, numbers[0])
    differ = {"region_id", "stop_id", "role_id", "organisation_id"}
    assert facts_of(own).items() - facts_of(bulk).items() == {
        (name, getattr(own, name)) for name in differ - {"organisation_id"}
    }  # fmt: skip
    assert (bulk.region_id, bulk.stop_id, bulk.role_id) == (other.region_id, other.id, many_role)
    assert bulk.email == own.email == "aliya@example.kz"
    assert services.ticket_with(bulk.token).registration_id == bulk.id
    assert [row.code_hash for row in (own, bulk)] == [crypto.code_hash(row.code) for row in (own, bulk)]
    assert abs(bulk.made_at - own.made_at).total_seconds() < 60
    person, stranger = db.session.get(Person, own.person_id), db.session.get(Person, bulk.person_id)
    assert {name for name, value in facts_of(person).items() if facts_of(stranger)[name] != value} <= differ
    assert stranger.phone == person.phone == phone
    assert (stranger.organisation_id, stranger.region_id) == (place.id, other.region_id)
    assert abs(stranger.made_at - person.made_at).total_seconds() < 60


def test_somebody_known_gets_a_registration_and_stays_as_known(either_app):
    stop = a_stop()
    services.add_person(an_event(stop).id, a_wish("Бірінші Адам", phone="+77015550123"), "key")
    known = db.session.scalars(select(Person)).one()
    number = known.id
    mixed = [newcomer("Басқа Адам"), newcomer("Бірінші Адам", birth_year=1950, person_id=number), newcomer("Үшінші Адам")]
    done = entered(an_event(stop).id, mixed)
    assert done.people == 2
    rows = db.session.execute(
        select(Registration.id, Person.full_name, Registration.queue_number)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(done.registrations))
        .order_by(Registration.queue_number)
    ).all()
    assert [(row[1], row[2]) for row in rows] == [("Басқа Адам", 1), ("Бірінші Адам", 2), ("Үшінші Адам", 3)]
    assert [row[0] for row in rows] == list(done.registrations)
    assert db.session.get(Person, number).birth_year == 1997


def test_the_next_one_alone_comes_after_the_crowd(either_app):
    event = an_event().id
    entered(event, [newcomer(f"Қатысушы {number}", phone=f"+7701{number:07d}") for number in range(7000)])
    number = services.add_person(event, a_wish("Соңғы Адам"), "key")
    last = db.session.get(Registration, number)
    assert (last.queue_number, last.id) == (7001, db.session.scalar(select(func.max(Registration.id))))
    assert db.session.scalar(select(func.count(Registration.code.distinct()))) == 7001


def test_a_code_that_is_taken_is_drawn_anew(either_app, monkeypatch):
    drawn = iter(["AAAAAAA", "AAAAAAA", "BBBBBBB"])
    monkeypatch.setattr("campaign.core.crypto.new_codes", lambda count: islice(drawn, count))
    event = an_event().id
    for number, name in enumerate(("Бірінші Адам", "Екінші Адам"), 1):
        entered(event, [newcomer(name)], first=number)
    assert sorted(db.session.scalars(select(Registration.code))) == ["AAAAAAA", "BBBBBBB"]


def test_the_same_person_twice_is_refused_and_nothing_is_kept(either_app):
    event = an_event().id
    with pytest.raises(Crossed):
        entered(event, [newcomer(), newcomer()])
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_nobody_at_all_is_fine(either_app):
    assert entered(an_event().id, []).people == 0
