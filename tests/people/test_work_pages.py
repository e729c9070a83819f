"""The work pages: the list of an event, one person, search, organisations; who may see and change them."""

import pytest
from sqlalchemy import select

from campaign.core import mail
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.models import Event, EventRole
from campaign.people import services
from campaign.people.models import Consent, Organisation, Person, Registration
from campaign.people.schemas import Contact, RegistrationState
from campaign.territory.models import Region
from tests.factories import a_region, a_registration, a_relay, a_role, a_stop, a_user, an_event, an_organisation
from tests.people.conftest import a_wish
from tests.reader import fresh_context

NAMES = ["Яна Ким", "Ғани Сапаров", "Әлия Сейтова", "Галым Омаров", "Азамат Ли", "Қуаныш Өтеғалиев"]


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def organizer(reader, stop):
    """A reader signed in as the organizer of the stop's region."""
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    return reader


def add(event_id, name, **more):
    return services.add_person(event_id, a_wish(name, **more), name)


def names(reader):
    return [link.get_text() for link in reader.page.select("tbody th[scope=row] a")]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("kk", ["Азамат Ли", "Әлия Сейтова", "Галым Омаров", "Ғани Сапаров", "Қуаныш Өтеғалиев", "Яна Ким"]),
        ("ru", ["Азамат Ли", "Әлия Сейтова", "Галым Омаров", "Ғани Сапаров", "Қуаныш Өтеғалиев", "Яна Ким"]),
    ],
)
def test_the_list_follows_the_alphabet_of_the_reader(organizer, stop, language, order):
    event = an_event(stop).id
    for name in NAMES:
        add(event, name)
    organizer.visit(f"/staff/events/{event}/people", language=language)
    assert names(organizer) == order


def test_kazakh_letters_stand_in_their_own_place_in_kazakh_and_beside_their_twins_in_russian(organizer, stop):
    event = an_event(stop).id
    for name in ("Гүлнәр Б", "Ғалия А", "Іңкәр А", "Иван Б"):
        add(event, name)
    organizer.visit(f"/staff/events/{event}/people", language="kk")
    assert names(organizer) == ["Гүлнәр Б", "Ғалия А", "Иван Б", "Іңкәр А"]
    organizer.visit(f"/staff/events/{event}/people", language="ru")
    assert names(organizer) == ["Ғалия А", "Гүлнәр Б", "Иван Б", "Іңкәр А"]


@pytest.mark.parametrize(
    "asked",
    ["Қуаныш", "куаныш", "Kuanysh", "отегалиев куа", "0177", "8 701 555 01 77", "+77015550177", "87015550177"],
)
def test_somebody_is_found_by_any_spelling_by_the_phone_and_by_its_tail(organizer, stop, asked):
    event = an_event(stop).id
    add(event, "Қуаныш Өтеғалиев", phone="+77015550177")
    add(event, "Басқа Адам")
    for path in (f"/staff/events/{event}/people?q={asked.replace('+', '%2B')}", f"/staff/people?q={asked.replace('+', '%2B')}"):
        organizer.visit(path)
        assert names(organizer) == ["Қуаныш Өтеғалиев"]


def test_somebody_is_found_by_the_short_code(organizer, stop):
    event = an_event(stop).id
    number = add(event, "Қуаныш Өтеғалиев")
    code = db.session.get(Registration, number).code
    for asked in (code, code.lower(), f"{code[:3]}-{code[3:]}"):
        organizer.visit(f"/staff/people?q={asked}")
        assert names(organizer) == ["Қуаныш Өтеғалиев"]


@pytest.mark.parametrize("asked", ["!!!", "%", "_", "' OR 1=1 --", "<script>", "\u0000", "Жоқ адам", "😀", "12", "x" * 5000])
def test_a_search_that_finds_nobody_says_so_and_offers_the_way_back(organizer, stop, asked):
    event = an_event(stop).id
    add(event, "Әлия Сейтова")
    organizer.visit(f"/staff/events/{event}/people?q={asked}")
    assert names(organizer) == [] or asked == "\u0000"


def test_filters_narrow_the_list_and_the_figures_stay(organizer, stop):
    kept = an_event(stop, capacity=2)
    event, soap, sign = kept.id, a_role(kept).id, a_role(kept, "табличка").id
    add(event, "Бірінші Адам", role_id=soap, organisation="КарГИУ")
    second = add(event, "Екінші Адам", role_id=sign)
    add(event, "Үшінші Адам", role_id=sign)
    services.cancel(second)
    add(event, "Төртінші Адам", role_id=sign)
    url = f"/staff/events/{event}/people"
    organisation = db.session.scalar(select(Organisation.id).where(Organisation.name == "КарГИУ"))
    for query, found in (
        ("", ["Бірінші Адам", "Төртінші Адам", "Үшінші Адам"]),
        (f"role={soap}", ["Бірінші Адам"]),
        ("state=waiting", ["Төртінші Адам"]),
        ("state=cancelled", ["Екінші Адам"]),
        (f"organisation={organisation}", ["Бірінші Адам"]),
        ("role=abc&state=x&organisation=-1", 3),
        ("page=garbage", 3),
        ("role=99999999999999", 3),
    ):
        organizer.visit(f"{url}?{query}")
        assert (names(organizer) if isinstance(found, list) else len(names(organizer))) == found, query
        figures = [value.find(string=True) for value in organizer.page.select(".facts.big dd")]
        assert figures == ["2", "1", "1"]


def test_the_list_shows_numbers_masked_and_the_page_of_a_person_whole(organizer, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова", phone="+77015550123")
    organizer.visit(f"/staff/events/{event}/people")
    assert "8 701 ··· 01 23" in organizer.text()
    assert "555" not in organizer.text()
    organizer.visit(f"/staff/registrations/{number}")
    assert organizer.page.select_one("#phone")["value"] == "8 701 555 01 23"


def test_pages_follow_one_another_forth_and_back(organizer, stop):
    event = an_event(stop).id
    for number in range(120):
        a_registration(db.session.get(Event, event), f"Адам {number:03d}")
    organizer.visit(f"/staff/events/{event}/people")
    seen = [names(organizer)]
    while (link := organizer.page.select_one("a[rel=next]")) is not None:
        organizer.visit(link["href"])
        seen.append(names(organizer))
    assert [len(page) for page in seen] == [50, 50, 20]
    everybody = [name for page in seen for name in page]
    assert everybody == sorted(everybody)
    organizer.visit(organizer.page.select_one("a[rel=prev]")["href"])
    assert names(organizer) == seen[1]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_as_many_questions_however_long_it_is(organizer, stop, statements, people):
    event = an_event(stop, capacity=1).id
    for number in range(people + 1):
        add(event, f"Адам {number}")
    organizer.visit(f"/staff/events/{event}/people")
    statements.clear()
    organizer.visit(f"/staff/events/{event}/people")
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 11


def test_an_empty_list_says_what_to_do(organizer, stop):
    organizer.visit(f"/staff/events/{an_event(stop).id}/people")
    assert "Nobody has registered yet" in organizer.text()


def test_a_coordinator_adds_somebody_with_a_name_only(organizer, stop):
    event = an_event(stop).id
    organizer.visit(f"/staff/events/{event}/people/add")
    organizer.send({"full_name": "Әлия Сейтова"}, form="#page-form", expect=303)
    organizer.follow()
    assert "Әлия Сейтова is on the list." in organizer.text()
    assert "not yet" in organizer.page.select_one("tbody").get_text()


def test_a_coordinator_adds_one_after_another_and_notes_the_signed_consent(organizer, stop):
    event = an_event(stop).id
    organizer.visit(f"/staff/events/{event}/people/add")
    facts = {"full_name": "Әлия Сейтова", "phone": "8 701 555 01 23", "birth_year": "1990", "signed": "y"}
    organizer.send({**facts, "another": "1"}, form="#page-form", expect=303)
    assert organizer.response.location.endswith("/people/add")
    assert db.session.scalar(select(Consent.id)) is not None
    organizer.follow()
    organizer.send(facts, form="#page-form", expect=422)
    assert "on the list of the event already" in organizer.text()


@pytest.mark.parametrize(
    ("field", "typed"), [("full_name", "1"), ("phone", "123"), ("birth_year", "2050"), ("note", "н" * 400)]
)
def test_what_a_coordinator_mistypes_is_refused_at_its_field(organizer, stop, field, typed):
    organizer.visit(f"/staff/events/{an_event(stop).id}/people/add")
    organizer.send({"full_name": "Әлия Сейтова", field: typed}, form="#page-form", expect=422)
    assert organizer.page.select_one(f"#{field}-error")
    assert organizer.page.select_one(f"#{field}")["value"] == typed


def test_correcting_a_name_moves_the_person_in_every_list(organizer, stop):
    event, other = an_event(stop).id, an_event(stop).id
    number = add(event, "Ааа Қате", phone="+77015550123")
    services.add_person(other, a_wish("Ааа Қате", phone="+77015550123"), "other")
    add(other, "Ббб Адам")
    organizer.visit(f"/staff/registrations/{number}")
    organizer.send({"full_name": "Яяя Дұрыс", "phone": "8 701 555 99 99", "note": "ескертпе"}, form="#page-form", expect=303)
    organizer.visit(f"/staff/events/{other}/people")
    assert names(organizer) == ["Ббб Адам", "Яяя Дұрыс"]
    organizer.visit("/staff/people?q=9999")
    assert names(organizer) == ["Яяя Дұрыс", "Яяя Дұрыс"]


def test_nobody_is_renamed_into_somebody_else(organizer, stop):
    event = an_event(stop).id
    add(event, "Әлия Сейтова", phone="+77015550123")
    number = add(event, "Басқа Адам", phone="+77015550124")
    organizer.visit(f"/staff/registrations/{number}")
    organizer.send({"full_name": "Алия Сейтова", "phone": "87015550123"}, form="#page-form", expect=422)
    assert "in the lists of the region already" in organizer.text()


def test_changing_the_role_moves_the_place_and_lets_the_next_one_in(organizer, stop):
    kept = an_event(stop)
    event, soap, sign = kept.id, a_role(kept, capacity=1).id, a_role(kept, "табличка", capacity=2).id
    first = add(event, "Бірінші Адам", role_id=soap)
    add(event, "Екінші Адам", role_id=sign)
    organizer.visit(f"/staff/registrations/{first}")
    organizer.send({"role": str(sign)}, form="#page-form", expect=303)
    assert dict(db.session.execute(select(EventRole.id, EventRole.taken)).all()) == {soap: 0, sign: 2}
    third = add(event, "Үшінші Адам", role_id=soap)
    organizer.visit(f"/staff/registrations/{third}")
    organizer.send({"role": str(sign)}, form="#page-form", expect=422)
    assert "choose another one" in organizer.text()
    assert db.session.scalar(select(Event.taken)) == 3


def test_taking_somebody_off_the_list_can_be_undone_while_there_is_a_place(organizer, stop):
    event = an_event(stop, capacity=1).id
    number = add(event, "Әлия Сейтова")
    organizer.visit(f"/staff/registrations/{number}")
    organizer.send({}, form="form[action$=cancel]", expect=303)
    organizer.follow()
    assert "Әлия Сейтова is off the list." in organizer.text()
    organizer.send({}, form="form[action$=restore]", expect=303)
    organizer.follow()
    assert names(organizer) == ["Әлия Сейтова"]
    assert db.session.scalar(select(Event.taken)) == 1


def test_undo_says_so_when_the_place_has_gone(organizer, stop):
    event = an_event(stop, capacity=1).id
    number = add(event, "Әлия Сейтова")
    add(event, "Келесі Адам")
    services.cancel(number)
    organizer.visit(f"/staff/events/{event}/people?cancelled={number}")
    organizer.send({}, form="form[action$=restore]", expect=303)
    organizer.follow()
    assert "The place has gone to somebody else" in organizer.text()
    assert names(organizer) == ["Келесі Адам"]


def test_undo_gives_back_the_old_place_in_the_line(app):
    event = an_event(capacity=1).id
    add(event, "Бірінші Адам")
    second, third = add(event, "Екінші Адам"), add(event, "Үшінші Адам")
    services.cancel(second)
    assert services.restore(second) is RegistrationState.WAITING
    order = select(Registration.id).where(Registration.state == RegistrationState.WAITING).order_by(Registration.queue_number)
    assert db.session.scalars(order).all() == [second, third]


def test_a_new_link_is_shown_once_and_the_old_one_is_dead(organizer, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова")
    old = services.link_token(number)
    services.keep_contact(old, Contact("aliya@example.kz", "kk"))
    organizer.visit(f"/staff/registrations/{number}")
    organizer.send({}, form="form[action$=link]", expect=303)
    organizer.follow()
    link = organizer.page.select_one("input[readonly]")["value"]
    organizer.visit("/ticket/" + link.rsplit("/", 1)[1])
    organizer.visit(f"/ticket/{old}", expect=404)
    organizer.visit(f"/staff/registrations/{number}")
    assert not organizer.page.select("input[readonly]")
    assert db.session.scalars(select(mail.Message.kind)).all() == ["people.link"] * 2


def test_new_room_can_be_given_to_those_who_wait(organizer, stop):
    event = an_event(stop, capacity=1).id
    for name in ("Бірінші Адам", "Екінші Адам", "Үшінші Адам"):
        add(event, name)
    db.session.get(Event, event).capacity = 2
    db.session.commit()
    organizer.visit(f"/staff/events/{event}/people")
    organizer.send({}, form="form[action$=promote]", expect=303)
    organizer.follow()
    assert "1 person from the waiting list has a place now." in organizer.text()
    assert db.session.scalar(select(Event.taken)) == 2


def test_a_consent_signed_on_paper_is_noted_once(organizer, stop):
    number = add(an_event(stop).id, "Әлия Сейтова", consent_version=None)
    for _turn in range(2):
        services.consent_on_paper(number, "kk")
    assert len(db.session.scalars(select(Consent)).all()) == 1
    organizer.visit(f"/staff/registrations/{number}")
    assert "given on" in organizer.text()


def test_organisations_are_listed_found_and_renamed(organizer, stop):
    event = an_event(stop).id
    add(event, "Бірінші Адам", organisation="Лицей № 20")
    add(event, "Екінші Адам", organisation="Лицей № 20")
    an_organisation(stop.region_id, "КарГИУ")
    organizer.visit("/staff/organisations")
    assert names(organizer) == ["КарГИУ", "Лицей № 20"]
    organizer.visit("/staff/organisations?q=litsey")
    assert organizer.page.select_one("td.num").get_text() == "2"
    organizer.visit(organizer.page.select_one("tbody a")["href"])
    organizer.send({"name": "Каргиу"}, form="#page-form", expect=422)
    organizer.send({"name": "Лицей № 21"}, form="#page-form", expect=303)
    organizer.follow()
    assert names(organizer) == ["КарГИУ", "Лицей № 21"]


def every_page(event, number, organisation):
    return (
        f"/staff/events/{event}/people", f"/staff/events/{event}/people/add", f"/staff/registrations/{number}",
        f"/staff/organisations/{organisation}",
    )  # fmt: skip


def test_what_belongs_to_another_region_does_not_exist(reader, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова")
    organisation = db.session.scalar(select(Organisation.id))
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    for path in every_page(event, number, organisation):
        reader.visit(path, expect=404)
    for path in ("/staff/people?q=Әлия", "/staff/organisations"):
        reader.visit(path)
        assert "Сейтова" not in reader.text()
        assert names(reader) == []
    token = reader.page.select_one("[name=csrf_token]")["value"]
    acts = [f"/staff/registrations/{number}/{act}" for act in ("cancel", "restore", "link", "consent")]
    for path in (*acts, f"/staff/events/{event}/people/promote"):
        with fresh_context():
            assert reader.client.post(path, data={"csrf_token": token}).status_code == 404
    assert db.session.scalar(select(Registration.state)) is RegistrationState.CONFIRMED


def test_the_coordinator_of_another_stop_sees_nobody_of_this_one(reader, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова")
    relay_id = stop.relay_id
    other = a_stop(db.session.get(type(a_relay()), relay_id))
    reader.sign_in(a_user(Role.STOP, stop=other))
    for path in every_page(event, number, 0)[:3]:
        reader.visit(path, expect=404)
    reader.visit("/staff/people?q=Әлия")
    assert names(reader) == []


def test_the_coordinator_of_the_stop_runs_its_list_but_renames_no_organisation(reader, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова", organisation="Лицей № 20")
    organisation = db.session.scalar(select(Organisation.id))
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/events/{event}/people")
    assert names(reader) == ["Әлия Сейтова"]
    assert "Лицей № 20" in reader.text()
    reader.visit(f"/staff/registrations/{number}")
    reader.send({"note": "келеді"}, form="#page-form", expect=303)
    reader.visit("/staff/organisations")
    assert not reader.page.select("tbody a")
    reader.visit(f"/staff/organisations/{organisation}", expect=403)


def test_an_auditor_sees_no_people(reader, stop):
    event = an_event(stop).id
    number = add(event, "Әлия Сейтова")
    reader.sign_in(a_user(Role.AUDITOR))
    for path in (*every_page(event, number, 1), "/staff/people", "/staff/organisations"):
        reader.visit(path, expect=403)


def test_a_stranger_is_sent_to_the_door(reader, stop):
    for path in every_page(an_event(stop).id, 1, 1):
        reader.visit(path, expect=302)


def test_phones_and_addresses_are_nowhere_in_the_database_file(app, tmp_path):
    number = add(an_event().id, "Әлия Сейтова", phone="+77015550123")
    services.keep_contact(services.link_token(number), Contact("aliya@example.kz", "kk"))
    assert db.session.scalars(select(Person)).one().phone == "+77015550123"
    db.session.remove()
    db.engine.dispose()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert "Сейтова".encode() in stored, "the look would see it"
    assert b"7015550123" not in stored
    assert b"aliya@" not in stored
