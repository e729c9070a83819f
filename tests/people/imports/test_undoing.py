"""Taking an import back removes exactly what it made, and nobody who is there for another reason meanwhile."""

import pytest
from sqlalchemy import select

from campaign.core.actor import NOBODY, Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.events.models import Event, EventRole
from campaign.people import services
from campaign.people.imports.models import Import, ImportMatch
from campaign.people.imports.schemas import ImportState
from campaign.people.imports.services import undo
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import Contact, RegistrationState
from campaign.people.services import link_token
from tests.factories import a_registration, a_role, a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.imports.tables import a_csv, a_row, count, rows_of, sent

CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED
PHONE = "+77015550123"


def brought(event, rows):
    return sent(event.id, a_csv(rows), create_organisations=True).import_id


def by_form(event, full_name="Сейтова Әлия", phone=PHONE, key="form"):
    """Somebody registers for themselves."""
    with acting_as(NOBODY):
        return services.register(event.id, a_wish(full_name, phone=phone), key)


def alive(event):
    """The names on the event's list."""
    db.session.rollback()
    on_list = (Registration.event_id == event.id) & (Registration.state != CANCELLED)
    return sorted(db.session.scalars(select(Person.full_name).join(Registration).where(on_list)))


def is_sound():
    """Whether places and waiting lists add up, by the recount everybody may run."""
    return [outcome.wrong for outcome in recount(["places", "waiting_list"])] == [(), ()]


def test_undo_removes_exactly_what_the_import_made(either_app):
    event = an_event(capacity=100)
    a_role(event, "фотограф", capacity=40)
    services.add_person(event.id, a_wish("Бұрын келген", phone="+77770000001"), "1")
    before = (count(Person), count(Registration), count(Organisation))
    rows = [*rows_of(150), a_row(1, "Фотограф Бір", role="фотограф")]
    number = brought(event, rows)
    by_form(event, "Кейін келген", "+77770000002")
    undo(number)
    assert alive(event) == ["Бұрын келген", "Кейін келген"]
    assert (count(Person), count(Registration), count(Organisation)) == (before[0] + 1, before[1] + 1, before[2])
    assert db.session.get(Event, event.id).taken == 2
    assert db.session.scalars(select(EventRole.taken)).all() == [0]
    assert db.session.get(Import, number).state is ImportState.UNDONE
    note = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "people.import_undone")).one()
    assert (note.after["registrations"], note.after["people"], note.after["organisations"]) == (151, 151, 2)  # one was there
    assert is_sound()


def test_undone_twice_is_undone_once(app):
    event = an_event()
    number = brought(event, rows_of(3))
    undo(number), undo(number)
    assert count(AuditEntry, AuditEntry.act == "people.import_undone") == 1


def test_whoever_waits_gets_the_places_that_become_free(either_app):
    event = an_event(capacity=3)
    number = brought(event, rows_of(5))
    by_form(event)
    undo(number)
    own = db.session.scalars(select(Registration)).one()
    assert (own.state, own.queue_number, db.session.get(Event, event.id).taken) == (CONFIRMED, 6, 1)
    assert is_sound()


def test_somebody_of_the_table_who_registers_by_the_form_stays(either_app):
    event = an_event()
    number = brought(event, [a_row(1, "Сейтова Әлия", phone=PHONE), a_row(2)])
    assert by_form(event).is_repeat
    undo(number)
    assert alive(event) == ["Сейтова Әлия"]
    assert (count(Person), db.session.scalars(select(Person.import_id)).one()) == (1, None)
    assert count(AuditEntry, AuditEntry.act == "people.claimed") == 1


def contact(registration):
    services.keep_contact(link_token(registration), Contact("aliya@example.kz", "kk"))


def consent(registration):
    services.consent_on_paper(registration, "kk")


def cancel_by_ticket(registration):
    services.cancel_ticket(link_token(registration))


@pytest.mark.parametrize("act", [contact, consent, cancel_by_ticket])
def test_whoever_used_their_ticket_or_consented_stays(either_app, act):
    event = an_event()
    number = brought(event, [a_row(1, "Сейтова Әлия", phone=PHONE), a_row(2)])
    person = db.session.scalars(select(Person.id).where(Person.full_name == "Сейтова Әлия")).one()
    own = db.session.scalars(select(Registration.id).where(Registration.person_id == person)).one()
    act(own)
    undo(number)
    assert db.session.scalars(select(Registration.id)).all() == [own]
    assert is_sound()


def test_somebody_corrected_by_hand_goes_with_the_import(app):
    event = an_event()
    number = brought(event, [a_row(1)])
    services.cancel(db.session.scalars(select(Registration.id)).one())
    undo(number)
    assert (count(Registration), count(Person)) == (0, 0)


def test_whom_another_import_names_too_becomes_its_own(either_app):
    event = an_event()
    first = brought(event, rows_of(3))
    second = brought(event, rows_of(4))
    assert count(ImportMatch) == 3
    undo(first)
    assert len(alive(event)) == 4
    assert set(db.session.scalars(select(Registration.import_id))) == {second}
    assert set(db.session.scalars(select(Person.import_id))) == {second}
    undo(second)
    assert (count(Registration), count(Person), count(Organisation), count(ImportMatch)) == (0, 0, 0, 0)
    assert is_sound()


def test_taking_back_the_second_of_two_imports_leaves_the_first(either_app):
    event = an_event()
    first = brought(event, rows_of(3))
    undo(brought(event, rows_of(4)))
    assert set(db.session.scalars(select(Registration.import_id))) == {first}
    assert count(Registration) == 3


def test_a_person_whom_another_event_needs_stays_known(either_app):
    stop = a_stop()
    one, other = an_event(stop), an_event(stop)
    first = brought(one, [a_row(1, "Сейтова Әлия", phone=PHONE)])
    second = brought(other, [a_row(1, "Сейтова Әлия", phone=PHONE)])
    undo(first)
    assert (alive(one), alive(other)) == ([], ["Сейтова Әлия"])
    undo(second)
    assert (count(Person), count(Organisation)) == (0, 0)


def test_somebody_restored_by_hand_and_taken_back_is_not_missed_by_the_recount(either_app):
    event = an_event(capacity=1)
    a_registration(event, "Бұрын келген")
    number = brought(event, [a_row(1), a_row(2)])
    waiting = db.session.scalars(select(Registration.id).where(Registration.state == WAITING)).first()
    services.cancel(waiting)
    services.restore(waiting)
    undo(number)
    later = services.add_person(event.id, a_wish("Кейін келген"), "1")
    db.session.get(Event, event.id).capacity = 2
    db.session.commit()
    services.give_free_places(event.id)
    assert db.session.get(Registration, later).state is CONFIRMED
    assert is_sound()


def test_what_was_never_written_cannot_be_taken_back(app):
    event = an_event()
    number = brought(event, rows_of(1))
    db.session.get(Import, number).state = ImportState.JUDGED
    db.session.commit()
    with pytest.raises(Conflict):
        undo(number)


def test_only_those_who_run_the_stop_take_an_import_back(app):
    event = an_event()
    number = brought(event, rows_of(1))
    for actor, error in ((an_auditor(), Refused), (an_organizer_elsewhere(), NotFound), (NOBODY, NotFound)):
        with acting_as(actor), pytest.raises(error):
            undo(number)
    assert count(Registration) == 1


def an_auditor():
    grants = (Grant(Role.AUDITOR),)
    return Actor(user_id=1, grants=grants, scope=scope_of(grants))


def an_organizer_elsewhere():
    grants = (Grant(Role.REGION, region_id=999),)
    return Actor(user_id=2, grants=grants, scope=scope_of(grants))
