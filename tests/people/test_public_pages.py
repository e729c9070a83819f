"""The pages of registration and of the ticket, as a person fills them in."""

import re

import pytest
from sqlalchemy import func, select

from campaign.core import mail
from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services import change_state
from campaign.people import services
from campaign.people.models import Person, Registration
from campaign.people.schemas import Contact
from tests.factories import a_role, an_event
from tests.people.conftest import a_wish

FACTS = {"full_name": "Сәрсенбай Айгерім Мұратқызы", "phone": "8 701 555 01 23", "birth_year": "1997", "agree": "y"}


@pytest.fixture
def fill_in(reader):
    """Open the form of the event, write into it and send it."""

    def fill(event_id, *, expect=303, language="en", **facts):
        reader.visit(f"/events/{event_id}/register?lang={language}")
        return reader.send({**FACTS, **facts}, form="#page-form", expect=expect)

    return fill


def ticket_of(event_id, **more):
    with acting_as(NOBODY):
        return services.register(event_id, a_wish(**more), "key")


def letters():
    """The letters that wait, written now."""
    with acting_as(SYSTEM):
        waiting = db.session.scalars(select(mail.Message).order_by(mail.Message.id)).all()
        return [mail.WRITERS[message.kind](message.facts) for message in waiting]


def test_a_person_registers_and_finds_the_ticket(reader, fill_in):
    event = an_event(title="Обход кабинетов", capacity=3).id
    fill_in(event, organisation="КарГИУ")
    reader.follow()
    assert reader.page.h1.get_text() == "You are registered"
    reader.visit(reader.page.select_one("a.btn-primary")["href"])
    code = db.session.scalar(select(Registration.code))
    assert "12:00–13:00" in reader.text()
    assert code in reader.text()
    assert reader.page.select_one("svg[role=img] path")


def test_the_form_asks_six_things(reader):
    event = an_event()
    a_role(event)
    reader.visit(f"/events/{event.id}/register")
    fields = reader.page.select("#page-form .field")
    assert len(fields) == 6
    shown = {field["name"] for field in reader.page.select("#page-form :is(input, select):not([type=hidden])")}
    assert shown == {"full_name", "phone", "birth_year", "role", "organisation", "agree"}
    assert reader.page.select_one("#phone")["inputmode"] == "tel"
    assert reader.page.select_one("#full_name")["autocomplete"] == "name"


def test_switching_the_language_keeps_what_was_typed_and_complains_of_nothing(reader):
    event = an_event()
    kept = a_role(event)
    a_role(event, "фотограф")
    event_id, role_id = event.id, kept.id
    reader.visit(f"/events/{event_id}/register", language="en")
    form = {**FACTS, "full_name": "Әлия", "phone": "8 701", "role": str(role_id)}
    found = {field["name"]: field.get("value", "") for field in reader.page.select("#page-form input[type=hidden]")}
    response = reader.client.post(f"/events/{event_id}/register", data={**found, **form, "switch_language": "kk"})
    page = reader._take(response, 200)
    assert page.html["lang"] == "kk"
    assert page.select_one("#full_name")["value"] == "Әлия"
    assert page.select_one("#phone")["value"] == "8 701"
    assert page.select_one(f"input[name=role][value='{role_id}']").has_attr("checked")
    assert page.select_one("#agree").has_attr("checked")
    assert not page.select(".field-error, .error-summary")
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_full_role_cannot_be_chosen_and_says_so(reader):
    event = an_event()
    kept = a_role(event, capacity=1)
    a_role(event, "фотограф", capacity=5)
    event_id, role_id = event.id, kept.id
    ticket_of(event_id, role_id=role_id)
    reader.visit(f"/events/{event_id}/register")
    radio = reader.page.select_one(f"input[name=role][value='{role_id}']")
    assert radio.has_attr("disabled")
    assert "no places left" in radio.find_parent("label").get_text()
    reader.send({**FACTS, "role": str(role_id)}, form="#page-form", expect=422)
    assert "choose another one" in reader.text()
    assert reader.page.select_one("#full_name")["value"] == FACTS["full_name"]


def test_a_full_event_offers_the_waiting_list(reader, fill_in):
    event = an_event(capacity=1).id
    ticket_of(event)
    reader.visit(f"/events/{event}/register")
    assert "Join the waiting list" in reader.text()
    fill_in(event)
    reader.follow()
    assert "Your number on the list: 1" in reader.text()


def test_a_phone_with_nine_digits_is_explained_in_the_persons_language(reader, fill_in):
    fill_in(an_event().id, expect=422, language="ru", phone="8 701 555 01")
    said = reader.page.select_one("#phone-error").get_text()
    assert "11 цифр" in said
    assert "9" in said
    assert reader.page.select_one("#phone")["value"] == "8 701 555 01"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", "Ә" * 10_000), ("full_name", "12345"), ("full_name", "😀😀😀"), ("full_name", "\u202e\u202d"),
        ("full_name", ""), ("full_name", "<>"), ("phone", ""), ("phone", "abc"), ("phone", "+7" * 4000), ("phone", "+49 12"),
        ("phone", "1424"),
        ("birth_year", "1800"), ("birth_year", "2050"), ("birth_year", "abc"), ("birth_year", ""), ("birth_year", "9" * 400),
        ("organisation", "О" * 5000), ("role", "999999"), ("role", "abc"), ("role", "-1"), ("role", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_sentence_at_its_field(reader, fill_in, field, typed):
    event = an_event()
    a_role(event)
    fill_in(event.id, expect=422, **{field: typed})
    said = reader.page.select_one(f"#{field}-error")
    assert said is not None
    assert len(said.get_text()) > 20
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 0


@pytest.mark.parametrize(
    "name",
    [
        "Әлия <b>Нұр",
        "O'Neil R&D",
        "Іңкәр-Ұлпан",
        "Аты\u0000Жөні",
        "Але\u202eкс Ким",
        "Сара 😀 Ким",
        "{{ 7*7 }} Ким",
        "=cmd Ким",
    ],
)
def test_a_strange_name_is_kept_as_a_name_and_shown_as_one(reader, fill_in, name):
    fill_in(an_event().id, full_name=name)
    kept = db.session.scalar(select(Person.full_name))
    assert not re.search("[\u0000\u202e]", kept)
    reader.follow()
    reader.visit(reader.page.select_one("a.btn-primary")["href"])
    assert kept in reader.page.get_text()


@pytest.mark.parametrize("phone", ["+49 1512 3456789", "+7 701 555 01 23", "87015550123", "701 555 01 23", "8 (7213) 91-23-45"])
def test_a_number_as_people_write_it_is_taken(fill_in, phone):
    fill_in(an_event().id, phone=phone)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 1


def test_without_consent_there_is_no_registration(reader):
    event = an_event().id
    reader.visit(f"/events/{event}/register")
    reader.send({name: words for name, words in FACTS.items() if name != "agree"}, form="#page-form", expect=422)
    assert "Without your consent" in reader.page.select_one("#agree-error").get_text()


def test_the_same_form_with_other_words_is_refused_once_and_can_then_be_sent(reader, fill_in):
    event = an_event().id
    reader.visit(f"/events/{event}/register")
    key = reader.page.select_one("[name=operation_key]")["value"]
    reader.send(FACTS, form="#page-form", expect=303)
    fill_in(event, expect=422, full_name="Басқа Адам", operation_key=key)
    assert "sent already" in reader.text()
    reader.send({}, form="#page-form", expect=303)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 2


def test_whoever_is_registered_already_is_not_shown_the_ticket(reader, fill_in):
    event = an_event().id
    fill_in(event)
    token = reader.response.location.rsplit("/", 1)[1]
    fill_in(event)
    assert token not in reader.response.location
    reader.follow()
    assert reader.page.h1.get_text() == "You are on the list already"
    assert token not in str(reader.page)
    assert "/ticket/" not in str(reader.page)


@pytest.mark.parametrize("state", [EventState.APPROVED, EventState.HELD, EventState.REPORTED, EventState.CANCELLED])
def test_a_closed_registration_says_why(reader, state):
    event = an_event(state=state).id
    reader.visit(f"/events/{event}/register", expect=409)
    assert reader.page.select_one(".flash.warn").get_text(strip=True)
    assert not reader.page.select("#page-form")


def test_a_registration_that_was_open_and_is_closed_says_so(reader):
    event = an_event(state=EventState.APPROVED).id
    change_state(event, EventState.OPEN, "", 1)
    ticket_of(event)
    change_state(event, EventState.APPROVED, "The hall is full", 2)
    reader.visit(f"/events/{event}/register?lang=en", expect=409)
    assert "Registration for this event is closed." in reader.text()
    reader.visit(f"/events/{event}?lang=en")
    assert "Registration for this event is closed." in reader.text()
    assert "The hall is full" not in reader.text()


def test_a_draft_and_a_missing_event_are_not_found(reader):
    draft = an_event(state=EventState.DRAFT).id
    for event in (draft, draft + 1000):
        reader.visit(f"/events/{event}/register", expect=404)
        reader.visit(f"/events/{event}/registered", expect=404)


def test_the_ticket_takes_an_address_and_a_language_and_sends_itself(reader):
    token = ticket_of(an_event(title="Митинг").id).ticket
    reader.visit(f"/ticket/{token}")
    reader.send({"email": "aliya@example.kz", "messages_in": "ru"}, form="#page-form", expect=303)
    reader.follow()
    assert "We know your address" in reader.text()
    assert "aliya@example.kz" not in str(reader.page), "an address once given is not shown"
    (letter,) = letters()
    assert letter.to == "aliya@example.kz"
    assert f"/ticket/{token}" in letter.plain()
    assert db.session.scalar(select(mail.Message.language)) == "ru"


@pytest.mark.parametrize(
    "typed", ["aliya", "a@b", "a b@example.kz", "a@example.kz\r\nBcc: x@example.kz", "@", "a@" + "b" * 300 + ".kz"]
)
def test_a_false_address_is_refused(reader, typed):
    token = ticket_of(an_event().id).ticket
    reader.visit(f"/ticket/{token}")
    reader.send({"email": typed}, form="#page-form", expect=422)
    assert reader.page.select_one("#email-error")


def test_i_cannot_come_frees_the_place(reader):
    event = an_event(capacity=1).id
    token = ticket_of(event).ticket
    reader.visit(f"/ticket/{token}")
    reader.send({}, form="form[action$=cancel]", expect=303)
    reader.follow()
    assert "You have cancelled" in reader.text()
    assert db.session.scalar(select(Event.taken)) == 0
    assert not reader.page.select("form[action$=cancel], #page-form")


@pytest.mark.parametrize("path", ["/ticket/x", "/registered/x", "/ticket/" + "A" * 32, "/registered/" + "A" * 300])
def test_a_wrong_link_is_not_found(reader, path):
    reader.visit(path, expect=404)
    assert "does not work" in reader.text()


def test_looking_changes_nothing(reader, statements):
    token = ticket_of(an_event().id).ticket
    statements.clear()
    for path in (f"/ticket/{token}", f"/registered/{token}"):
        reader.visit(path)
    assert not [statement for statement in statements if not statement.startswith(("SELECT", "BEGIN", "PRAGMA"))]
    assert "BEGIN IMMEDIATE" not in statements


def test_a_cancelled_event_writes_to_everybody_with_an_address(reader):
    event = an_event(title="Концерт")
    event_id, version = event.id, event.version
    token = ticket_of(event_id).ticket
    services.keep_contact(token, Contact("aliya@example.kz", "kk"))
    with acting_as(NOBODY):
        services.register(event_id, a_wish("Мекенжайсыз Адам"), "second")
    change_state(event_id, EventState.CANCELLED, "Дауыл", version)
    kinds = db.session.execute(select(mail.Message.kind, mail.Message.state).order_by(mail.Message.id)).all()
    unsent, done = mail.MessageState.WAITING, mail.MessageState.SENT  # the last of them stands among what is told by phone
    assert kinds == [("people.link", unsent), ("people.event_cancelled", unsent), ("people.event_cancelled", done)]
    assert "Дауыл" in letters()[1].plain()
    reader.visit(f"/ticket/{token}")
    assert "This event was cancelled" in reader.text()
    assert not reader.page.select("form[action$=cancel]")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_the_readers_language(reader, language):
    event = an_event(capacity=1).id
    token = ticket_of(event).ticket
    for path in (f"/events/{event}/register", f"/events/{event}/registered", f"/registered/{token}", f"/ticket/{token}"):
        assert reader.visit(path, language=language).html["lang"] == language
