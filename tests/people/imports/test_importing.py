"""A table of people: everything wrong is said at once and nothing is written; what is written can be taken back whole."""

import pytest
from sqlalchemy import select

from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Closed
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.people import services
from campaign.people.imports.models import Import
from campaign.people.imports.services import undo
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import RegistrationState, Source
from tests.factories import a_registration, a_role, a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.imports.tables import a_csv, a_row, an_xlsx, count, found, rows_of, schools, sent

CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED
NAME, PHONE, PLACE, ROLE, YEAR, EMAIL, LANGUAGE, NOTE = range(8)
# Where in 2,000 rows something is wrong: the row of the sheet, the cell, what stands there, and what is said.
BAD_PHONES = ("12345", "нет", "8701555", "+7 701 555 01 2", "870155501234", "abc", "1424", "7 999")
MINORS = ("несовершеннолетний", "minor", "кәмелетке толмаған", "Несовершеннолетняя", "minor")
NOWHERE = "Неизвестное общество"
PLANTED = (
    *((row, PHONE, bad, "phone", "invalid_phone") for row, bad in enumerate(BAD_PHONES, 10)),
    *((row, PHONE, "=SAME", "phone", "phone_twice") for row in (101, 202, 303, 404, 505)),
    *((row, NOTE, words, "birth_year", "minor_without_year") for row, words in enumerate(MINORS, 600)),
    *((row, NAME, blank, "full_name", "empty_name") for row, blank in enumerate(("", "  ", "-", "?"), 700)),
    *((row, PLACE, NOWHERE, "organisation", "unknown_organisation") for row in (1100, 1101, 1102)),
    (1200, NAME, "=A1&B1", "full_name", "formula"),
    (1201, PHONE, "=1+1", "phone", "formula"),
    (1202, PLACE, "=HYPERLINK(A1)", "organisation", "formula"),
    (1300, NAME, 12345, "full_name", "wrong_type"),
    (1301, YEAR, "давно", "birth_year", "wrong_type"),
    (1302, YEAR, 19999, "birth_year", "bad_year"),
    (1303, ROLE, 7, "role", "wrong_type"),
    (1304, YEAR, 2050, "birth_year", "bad_year"),
    (1400, NAME, "Ахметов Ерлан; Ахметова Сәуле", "full_name", "two_people"),
    (1401, PHONE, "8 701 555 01 23, 8 702 555 01 24", "phone", "two_phones"),
    (1402, EMAIL, "no address", "email", "bad_email"),
    (2001, ROLE, "космонавт", "role", "unknown_role"),
)  # fmt: skip


def planted(rows):
    """The rows with all that in them."""
    rows = [list(row) for row in rows]
    for number, place, value, _column, code in PLANTED:
        row = rows[number - 2]
        row[place] = rows[number - 3][PHONE] if value == "=SAME" else value
        if code == "minor_without_year":
            row[YEAR] = ""
    return rows


@pytest.mark.parametrize("table", [a_csv, an_xlsx])
def test_all_37_errors_in_2000_rows_are_reported_and_nothing_is_written(either_app, table):
    assert len(PLANTED) == 37
    event = an_event()
    schools(event.region_id)
    rows = rows_of(2000)
    brought = sent(event.id, table(planted(rows)))
    assert found(brought) == [(number, column, code) for number, _place, _value, column, code in PLANTED]
    assert brought.import_id is None
    assert [count(kind) for kind in (Import, Person, Registration)] == [0, 0, 0]
    assert count(AuditEntry) == 0
    assert brought.plan.counts.failed == 37

    brought = sent(event.id, table(rows))
    assert found(brought) == []
    assert brought.plan.counts.created == count(Registration, Registration.import_id == brought.import_id) == 2000
    assert db.session.get(Event, event.id).taken == 2000


def test_the_good_rows_alone_can_be_taken(either_app):
    event = an_event()
    schools(event.region_id)
    brought = sent(event.id, a_csv(planted(rows_of(2000))), skip_errors=True)
    counts = brought.plan.counts
    assert (counts.rows, counts.created, counts.matched, counts.skipped, counts.failed) == (2000, 1963, 0, 0, 37)
    assert count(Registration) == 1963
    assert db.session.get(Import, brought.import_id).failed == 37


def test_several_things_wrong_in_one_row_are_all_said(app):
    event = an_event()
    row = a_row(1, "Сейтова Әлия", phone="1", place="Нет такой", role="космонавт", year="x", email="y", language="de")
    assert [(column, code) for _row, column, code in found(sent(event.id, a_csv([row])))] == [
        ("phone", "invalid_phone"), ("organisation", "unknown_organisation"), ("role", "unknown_role"),
        ("birth_year", "wrong_type"), ("email", "bad_email"), ("language", "bad_language"),
    ]  # fmt: skip


def test_a_dry_run_writes_nothing_and_says_the_same(app):
    event = an_event()
    brought = sent(event.id, a_csv(rows_of(5)), dry_run=True, create_organisations=True)
    assert (brought.import_id, brought.plan.counts.created, count(Person), count(Import)) == (None, 5, 0, 0)


def test_what_is_written_is_what_the_table_says(either_app):
    event = an_event()
    role = a_role(event, "вручает мыло")
    row = a_row(1, "Сейтова Әлия", phone=87015550123.0, role="Вручает мыло", year="01.02.1997", email="a@example.kz",
                language="русский", note="опоздает")  # fmt: skip
    brought = sent(event.id, an_xlsx([row]), create_organisations=True)
    registration = db.session.scalars(select(Registration)).one()
    person = db.session.get(Person, registration.person_id)
    assert (person.full_name, person.phone, person.birth_year) == ("Сейтова Әлия", "+77015550123", 1997)
    assert (registration.role_id, registration.email, registration.language) == (role.id, "a@example.kz", "ru")
    assert (registration.note, registration.source, registration.state) == ("опоздает", Source.IMPORT, CONFIRMED)
    place = db.session.get(Organisation, person.organisation_id)
    assert (place.name, place.import_id, person.import_id) == ("Школа № 7", brought.import_id, brought.import_id)
    assert db.session.scalars(select(AuditEntry.act)).all() == ["people.imported"]
    assert "Сейтова" not in str(db.session.scalars(select(AuditEntry.after)).all())


def test_the_same_person_is_matched_however_often_they_are_named(either_app):
    event = an_event()
    services.add_person(event.id, a_wish("Сейтова Әлия", phone="+77015550123"), "1")
    rows = [
        a_row(1, "СЕЙТОВА Алия", phone="+7 701 555-01-23"), a_row(2, "Ким Олег", phone="87015550124"),
        a_row(3, "Ким, Олег", phone="7015550124"), a_row(4, "Сейтова Әлия", phone=""),
    ]  # fmt: skip
    brought = sent(event.id, a_csv(rows), create_organisations=True)
    counts = brought.plan.counts
    assert (counts.created, counts.matched, counts.already_there) == (1, 3, 1)
    assert count(Registration, Registration.event_id == event.id) == 2
    again = sent(event.id, a_csv(rows), create_organisations=True).plan.counts
    assert (again.created, again.matched, again.already_there) == (0, 4, 2)


def test_somebody_known_in_the_region_is_put_on_the_list_as_known(either_app):
    stop = a_stop()
    first, second = an_event(stop), an_event(stop)
    services.add_person(first.id, a_wish("Сейтова Әлия", phone="+77015550123", birth_year=1990), "1")
    brought = sent(second.id, a_csv([a_row(1, "Сейтова Алия", phone="87015550123")]), create_organisations=True)
    assert (brought.plan.counts.created, brought.plan.counts.matched, count(Person)) == (0, 1, 1)
    assert count(Registration, Registration.event_id == second.id) == 1
    undo(brought.import_id)
    assert (count(Person), count(Registration, Registration.event_id == second.id)) == (1, 0)


def test_a_phone_of_somebody_else_on_the_list_is_an_error(either_app):
    event = an_event()
    services.add_person(event.id, a_wish("Сейтова Әлия", phone="+77015550123"), "1")
    brought = sent(event.id, a_csv([a_row(1, "Сейтов Мұрат", phone="87015550123")]), create_organisations=True)
    assert found(brought) == [(2, "phone", "taken")]


def test_nobody_is_put_on_the_list_of_a_cancelled_event(app):
    event = an_event(state=EventState.CANCELLED)
    for dry_run in (True, False):
        with pytest.raises(Closed):
            sent(event.id, a_csv(rows_of(1)), dry_run=dry_run)
    assert count(Registration) == 0


def test_places_go_by_the_order_of_the_file_and_the_rest_waits(either_app):
    event = an_event(capacity=3)
    for _turn in range(2):
        a_registration(event, "Бұрын келген")
    db.session.commit()
    brought = sent(event.id, a_csv(rows_of(4)), create_organisations=True)
    line = db.session.execute(
        select(Registration.state, Person.full_name).join(Person).where(Registration.import_id == brought.import_id)
        .order_by(Registration.queue_number)
    ).all()  # fmt: skip
    assert [row.state for row in line] == [CONFIRMED, WAITING, WAITING, WAITING]
    assert [row.full_name for row in line] == [row[0] for row in rows_of(4)]
    assert brought.plan.waiting == 3
    assert db.session.get(Event, event.id).taken == 3


def test_a_role_that_is_full_while_another_has_room_is_an_error(either_app):
    event = an_event(capacity=10)
    roles = [a_role(event, "фотограф", capacity=1).id, a_role(event, "распорядитель", capacity=5).id]
    rows = [a_row(number, role=role) for number, role in enumerate(("фотограф", "Фотограф", "распорядитель", "участник"), 1)]
    brought = sent(event.id, a_csv(rows), create_organisations=True, skip_errors=True)
    assert found(brought) == [(3, "role", "role_full")]
    assert (brought.plan.counts.created, brought.plan.counts.failed) == (3, 1)
    assert [db.session.get(EventRole, role).taken for role in roles] == [1, 1]


def test_a_full_event_puts_whoever_names_a_full_role_on_the_waiting_list(either_app):
    event = an_event(capacity=1)
    a_role(event, "фотограф", capacity=1)
    rows = [a_row(1, role="фотограф"), a_row(2, role="фотограф"), a_row(3)]
    brought = sent(event.id, a_csv(rows), create_organisations=True)
    assert (found(brought), brought.plan.waiting) == ([], 2)


def test_those_who_wait_already_come_before_the_table(either_app):
    event = an_event(capacity=1)
    services.add_person(event.id, a_wish("Бірінші Адам"), "1")
    waiting = services.add_person(event.id, a_wish("Екінші Адам"), "2")
    event = db.session.get(Event, event.id)
    event.capacity = 3
    db.session.commit()
    dry = sent(event.id, a_csv(rows_of(2)), dry_run=True, create_organisations=True)
    brought = sent(event.id, a_csv(rows_of(2)), create_organisations=True)
    assert dry.plan.waiting == brought.plan.waiting == 1
    assert db.session.get(Registration, waiting).state is CONFIRMED
    assert db.session.get(Event, event.id).taken == 3


def test_somebody_who_cancelled_comes_back_at_the_end_of_the_line(either_app):
    event = an_event()
    number = services.add_person(event.id, a_wish("Сейтова Әлия", phone="+77015550123"), "1")
    services.cancel(number)
    rows = [a_row(1, "Сейтова Әлия", phone="87015550123", note="снова"), a_row(2)]
    brought = sent(event.id, a_csv(rows), create_organisations=True)
    assert (brought.plan.counts.created, brought.plan.counts.matched, brought.plan.counts.already_there) == (1, 1, 0)
    back = db.session.get(Registration, number)
    assert (back.state, back.queue_number, back.note, back.generation) == (CONFIRMED, 3, "снова", 2)
    undo(brought.import_id)
    back = db.session.get(Registration, number)
    assert (back.state, back.import_id, count(Registration)) == (CANCELLED, None, 1)
    assert db.session.get(Event, event.id).taken == 0


@pytest.mark.parametrize("people", [3, 300])
def test_the_number_of_statements_does_not_grow_with_the_rows(app, statements, people):
    event = an_event(capacity=100_000)
    schools(event.region_id)
    rows = [*rows_of(people), a_row(1, phone="", role="участник")]
    statements.clear()
    sent(event.id, a_csv(rows))
    assert len(statements) == 35  # two close the block of the trail, one reads its lines back
