"""Registering: places, the waiting list, the same person again, children, words from hostile hands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from campaign.core import clock, mail
from campaign.core.actor import NOBODY, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Closed, Invalid, KeyReused, NotFound
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.people import services
from campaign.people.models import Consent, ConsentText, Organisation, Person, Registration
from campaign.people.schemas import Contact, RegistrationState
from campaign.people.waiting import waiting_places
from tests.factories import a_registration, a_role, a_stop, an_event
from tests.people.conftest import a_wish

CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED
PENDING = RegistrationState.PENDING


def register(event_id, wish, key=""):
    """As somebody at the public form: nobody known."""
    with acting_as(NOBODY):
        return services.register(event_id, wish, key or wish.full_name + wish.phone)


def how_many(table, *rules):
    return db.session.scalar(select(func.count()).select_from(table).where(*rules))


def complaints(error):
    return {(problem.field, problem.code) for problem in error.value.problems}


def test_a_full_event_puts_the_next_person_on_the_waiting_list(either_app):
    event = an_event(capacity=1).id
    receipts = [register(event, a_wish(f"{word} Адам")) for word in ("Бірінші", "Екінші", "Үшінші")]
    assert [receipt.state for receipt in receipts] == [CONFIRMED, WAITING, WAITING]
    assert [receipt.ahead for receipt in receipts] == [None, 0, 1]
    assert services.ticket_with(receipts[2].ticket).waiting_place == 2
    assert db.session.scalar(select(Event.taken)) == 1


def test_registering_keeps_the_person_the_consent_and_the_act_but_no_name_in_the_trail(app):
    event = an_event().id
    wish = a_wish(language="ru")
    receipt = register(event, wish)
    person = db.session.scalars(select(Person)).one()
    assert (person.full_name, person.phone, person.birth_year) == (wish.full_name, wish.phone, 1997)
    assert db.session.scalars(select(Organisation.name)).all() == ["Лицей № 20"]
    text = db.session.scalars(select(ConsentText).join(Consent, Consent.text_id == ConsentText.id)).one()
    assert (text.version, text.language) == (1, "ru")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "people.registered")).one()
    assert entry.after == {"event": event, "state": "confirmed", "role": None, "queue_number": 1}
    assert receipt.ticket not in str(db.session.execute(select(Registration.token_hash)).all())


def test_sending_the_form_twice_is_one_registration_and_one_answer(either_app):
    event, wish = an_event().id, a_wish()
    assert register(event, wish, "key") == register(event, replace(wish, language="ru"), "key")
    assert how_many(Registration) == 1


def test_the_same_key_with_other_words_is_refused(app):
    event, wish = an_event().id, a_wish()
    register(event, wish, "key")
    with pytest.raises(KeyReused):
        register(event, replace(wish, full_name="Басқа Адам"), "key")


@pytest.mark.parametrize("spelled", ["Сәрсенбай Айгерім", "  сәрсенбай  АЙГЕРІМ ", "Сарсенбай Айгерим"])
def test_the_same_phone_and_name_get_a_neutral_answer_and_no_ticket(app, spelled):
    event, wish = an_event(capacity=1).id, a_wish()
    register(event, wish)
    again = register(event, replace(wish, full_name=spelled), "another-key")
    assert again.is_repeat
    assert (again.ticket, again.code, again.ahead) == ("", "", None)
    assert (how_many(Person), how_many(Registration), how_many(mail.Message)) == (1, 1, 0)


def test_the_link_of_a_repeat_goes_to_the_address_that_is_known_at_most_three_times_an_hour(app):
    event, wish = an_event().id, a_wish()
    services.keep_contact(register(event, wish).ticket, Contact("aliya@example.kz", "kk"))
    for number in range(6):
        assert register(event, wish, f"again-{number}").is_repeat
    assert db.session.scalars(select(mail.Message.kind)).all() == ["people.link"] * 3


def test_a_family_shares_a_phone(app):
    event, wish = an_event().id, a_wish("Сейтова Әлия")
    other = register(event, replace(wish, full_name="Сейтов Нұрлан"))
    assert register(event, wish).ticket != other.ticket
    assert how_many(Person) == 2


def test_one_person_at_two_events_is_one_person_and_nothing_known_is_overwritten(app):
    stop = a_stop()
    wish = a_wish()
    register(an_event(stop).id, wish)
    register(an_event(stop).id, replace(wish, birth_year=1960, organisation="Басқа ұйым"), "second")
    person = db.session.scalars(select(Person)).one()
    assert person.birth_year == 1997
    assert db.session.get(Organisation, person.organisation_id).name == "Лицей № 20"


def test_the_same_name_and_phone_in_two_regions_are_two_people(app):
    wish = a_wish()
    register(an_event(a_stop()).id, wish, "here")
    register(an_event(a_stop()).id, wish, "there")
    assert how_many(Person) == 2


def test_an_organisation_is_found_however_it_is_spelled(app):
    event = an_event().id
    register(event, a_wish("Бірінші Адам", organisation="КарГИУ, 2 курс"))
    register(event, a_wish("Екінші Адам", organisation="каргиу 2 КУРС"))
    register(event, a_wish("Үшінші Адам", organisation=" "))
    assert db.session.scalars(select(Organisation.name)).all() == ["КарГИУ, 2 курс"]


def test_a_full_role_is_refused_while_others_have_places_and_waited_for_when_none_has(app):
    kept = an_event()
    event, full, free = kept.id, a_role(kept, capacity=1).id, a_role(kept, "фотограф", capacity=1).id
    assert register(event, a_wish("Бірінші Адам", role_id=full)).state is CONFIRMED
    with pytest.raises(Invalid) as error:
        register(event, a_wish("Екінші Адам", role_id=full))
    assert complaints(error) == {("role", "role_full")}
    assert register(event, a_wish("Екінші Адам", role_id=free)).state is CONFIRMED
    assert register(event, a_wish("Үшінші Адам", role_id=full)).state is WAITING


def test_a_role_of_another_event_is_refused(app):
    event, stranger = an_event().id, a_role(an_event()).id
    with pytest.raises(Invalid) as error:
        register(event, a_wish(role_id=stranger))
    assert complaints(error) == {("role", "unknown")}
    assert how_many(Person) == 0


def test_whoever_leaves_frees_the_place_for_the_first_who_waits(either_app):
    kept = an_event(capacity=2)
    event, soap, sign = kept.id, a_role(kept, capacity=1).id, a_role(kept, "табличка", capacity=1).id
    soap_holder = register(event, a_wish("Сабын Бірінші", role_id=soap))
    register(event, a_wish("Табличка Бірінші", role_id=sign))
    waits_for_sign = register(event, a_wish("Табличка Екінші", role_id=sign))
    waits_for_soap = register(event, a_wish("Сабын Екінші", role_id=soap))
    services.cancel_ticket(soap_holder.ticket)
    assert services.ticket_with(soap_holder.ticket).state is CANCELLED
    assert services.ticket_with(waits_for_soap.ticket).state is CONFIRMED
    assert services.ticket_with(waits_for_sign.ticket).waiting_place == 1
    assert sorted(db.session.scalars(select(EventRole.taken))) == [1, 1]
    assert db.session.scalars(select(mail.Message.kind)).all() == ["people.promoted"]


def test_cancelling_twice_frees_one_place(app):
    event = an_event(capacity=2).id
    first = register(event, a_wish("Бірінші Адам"))
    register(event, a_wish("Екінші Адам"))
    services.cancel_ticket(first.ticket)
    services.cancel_ticket(first.ticket)
    assert db.session.scalar(select(Event.taken)) == 1


def test_whoever_cancelled_and_comes_again_stands_at_the_end_with_a_new_link(app):
    event, wish = an_event(capacity=1).id, a_wish("Бірінші Адам")
    first = register(event, wish)
    services.keep_contact(first.ticket, Contact("aliya@example.kz", "ru"))
    services.cancel_ticket(first.ticket)
    register(event, a_wish("Екінші Адам"))
    again = register(event, wish, "again")
    assert (again.state, again.ahead, again.is_repeat) == (WAITING, 0, False)
    with pytest.raises(NotFound):
        services.ticket_with(first.ticket)
    assert not services.ticket_with(again.ticket).has_email, "an address typed before is not handed on"


def test_new_room_goes_to_those_who_wait_before_somebody_new(app):
    event = an_event(capacity=1)
    number = event.id
    register(number, a_wish("Бірінші Адам"))
    waits = register(number, a_wish("Екінші Адам"))
    db.session.get(Event, number).capacity = 2
    db.session.commit()
    assert register(number, a_wish("Үшінші Адам")).state is WAITING
    assert services.ticket_with(waits.ticket).state is CONFIRMED


@pytest.mark.parametrize(
    ("born", "state", "taken"),
    [(2018, PENDING, 0), (2003, PENDING, 0), (2002, PENDING, 0), (2001, CONFIRMED, 1), (1950, CONFIRMED, 1)],
)
def test_whoever_may_be_under_sixteen_waits_for_a_parent(app, born, state, taken):
    event = an_event().id
    assert register(event, a_wish(birth_year=born)).state is state
    assert (how_many(Registration), db.session.scalar(select(Event.taken))) == (1, taken)


@pytest.mark.parametrize("born", [1800, 2050])
def test_a_year_in_which_nobody_was_born_is_refused(app, born):
    with pytest.raises(Invalid) as error:
        register(an_event().id, a_wish(birth_year=born))
    assert complaints(error) == {("birth_year", "no_year")}
    assert (how_many(Person), how_many(Registration), db.session.scalar(select(Event.taken))) == (0, 0, 0)


def test_a_child_known_to_be_one_does_not_get_in_by_another_year(app):
    stop = a_stop()
    event = an_event(stop).id
    known = a_registration(an_event(stop), state=PENDING)
    wish = a_wish()
    person = db.session.get(Person, known.person_id)
    person.rename(wish.full_name)
    person.phone, person.birth_year = wish.phone, 2005
    db.session.commit()
    assert register(event, wish).state is PENDING


def test_everything_that_is_wrong_is_said_at_once(app):
    with pytest.raises(Invalid) as error:
        register(an_event().id, a_wish("12", phone="", birth_year=1800, consent_version=None))
    assert complaints(error) == {
        ("full_name", "no_name"), ("phone", "missing"), ("birth_year", "no_year"), ("agree", "missing"),
    }  # fmt: skip


def test_only_the_consent_that_is_shown_now_can_be_agreed_to(app):
    with pytest.raises(Invalid) as error:
        register(an_event().id, a_wish(consent_version=7))
    assert complaints(error) == {("agree", "changed")}


@pytest.mark.parametrize("state", [state for state in EventState if state not in (EventState.DRAFT, EventState.OPEN)])
def test_registration_is_open_only_while_it_is_open(app, state):
    with pytest.raises(Closed):
        register(an_event(state=state).id, a_wish())


def test_a_draft_does_not_exist(app):
    with pytest.raises(NotFound):
        register(an_event(state=EventState.DRAFT).id, a_wish())


def test_nobody_registers_for_or_leaves_what_is_over(app):
    event = an_event(starts=clock.campaign_now() - timedelta(minutes=30)).id
    ticket = register(event, a_wish()).ticket
    clock.set_shift(clock.shift() + timedelta(hours=1))
    with pytest.raises(Closed):
        register(event, a_wish("Кешіккен Адам"))
    with pytest.raises(Closed):
        services.cancel_ticket(ticket)


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "A" * 64, "A" * 5000, "../../etc", "\u0000", "Қ" * 32])
def test_a_wrong_token_opens_nothing(app, token):
    register(an_event().id, a_wish())
    with pytest.raises(NotFound):
        services.ticket_with(token)
    with pytest.raises(NotFound):
        services.cancel_ticket(token)


def test_codes_are_unique_even_when_chance_repeats_itself(app, monkeypatch):
    drawn = iter(["AAAAAAA", "AAAAAAA", "AAAAAAA", "BBBBBBB"])
    monkeypatch.setattr("campaign.core.crypto.new_code", lambda: next(drawn))
    event = an_event().id
    assert [register(event, a_wish(f"{word} Адам")).code for word in ("Бірінші", "Екінші")] == ["AAAAAAA", "BBBBBBB"]


@pytest.mark.parametrize("waiting", [1, 3])
def test_registering_asks_the_same_number_of_questions_however_many_wait(app, statements, waiting):
    event = an_event(capacity=1).id
    for number in range(waiting + 1):
        register(event, a_wish(f"Қатысушы {number}"))
    statements.clear()
    register(event, a_wish("Соңғы Адам"))
    assert len(statements) == 16  # two close the block of the trail


def test_places_in_the_line_are_counted_among_those_who_wait_only(either_app):
    event = an_event(capacity=None)
    states = [CONFIRMED, WAITING, CANCELLED, WAITING, WAITING, CONFIRMED, WAITING]
    ids = [a_registration(event, f"Қатысушы {number}", state=state).id for number, state in enumerate(states)]
    a_registration(an_event(capacity=1), state=WAITING)
    asked = [ids[0], ids[6], ids[2], ids[3]]
    assert waiting_places(event.id, asked) == {ids[3]: 2, ids[6]: 4}
