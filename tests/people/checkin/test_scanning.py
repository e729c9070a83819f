"""What phones send at the door, and what becomes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from campaign.core import clock, crypto
from campaign.core.checks import Outcome, recount
from campaign.core.db import db, unit_of_work
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.services import fill_code_hashes, hand_check_in_over
from campaign.people.exports.queries import people_lines
from campaign.people.imports.services import undo
from campaign.people.models import Registration
from campaign.people.schemas import PersonFilter, RegistrationState, Source
from tests.factories import a_phone, a_registration, a_role, an_event
from tests.people.checkin.phones import Phone, a_door, scan, walk_in
from tests.people.imports.tables import a_csv, rows_of, sent


@pytest.fixture
def event(app):
    return an_event(starts=clock.campaign_now() + timedelta(hours=1), capacity=9)


@pytest.fixture
def phone(app, event):
    return Phone(app, a_door(event)[1])


def standing(event) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(CheckIn.event_id == event.id, CheckIn.undone_at.is_(None))) or 0


def test_somebody_on_the_list_is_in_and_a_second_time_already(app, event, phone):
    guest = a_registration(event, "Сейтова Әлия")
    guest.role_id = a_role(event, "вручает мыло").id
    db.session.commit()
    (first,) = phone.send(scan(guest.code), language="ru")
    assert (first["outcome"], first["name"], first["role"]) == ("in", "Сейтова Әлия", "вручает мыло")
    assert (first["first_device"], first["why"]) == ("Северные ворота", "")
    other = Phone(app, a_door(event, "Южные ворота")[1])
    (second,) = other.send(scan(hashed=crypto.code_hash(guest.code)))
    assert (second["outcome"], second["first_device"]) == ("already", "Северные ворота")
    assert second["first_at"] == first["first_at"]
    assert standing(event) == 1


def test_what_is_sent_again_has_one_effect_and_the_same_answer(event, phone):
    items = [scan(a_registration(event, f"Гость {number}").code) for number in range(3)]
    items += [walk_in("Қасымов Ғани", a_phone())]
    before = phone.send(*items)
    rows = db.session.scalar(select(func.count()).select_from(Registration))
    for _turn in range(3):
        assert phone.send(*reversed(items)) == before[::-1]
    assert (standing(event), db.session.scalar(select(func.count()).select_from(Registration))) == (4, rows)


def test_a_key_with_another_body_is_refused_alone(event, phone):
    one, two = a_registration(event, "Гость один"), a_registration(event, "Гость два")
    used = scan(one.code)
    phone.send(used)
    assert phone.outcomes(scan(two.code, key=used["key"]), scan(two.code)) == [("refused", "key_reused"), ("in", "")]
    twice = scan(one.code)
    assert phone.outcomes(twice, scan(two.code, key=twice["key"])) == [("already", ""), ("refused", "key_reused")]


def test_what_a_phone_cannot_decide_is_looked_at_by_a_person(app, event, phone):
    gone = a_registration(event, "Ушедший Пётр", state=RegistrationState.CANCELLED)
    waiting = a_registration(event, "Ждущий Иван", state=RegistrationState.WAITING)
    elsewhere = a_registration(an_event(), "Чужой Павел")
    unknown = crypto.new_code()
    body = "2345678"[:6]
    wrong = body + next(char for char in crypto.ALPHABET if char != crypto.check_character(body))
    assert phone.outcomes(scan(gone.code), scan(waiting.code), scan(elsewhere.code), scan(unknown), scan(wrong)) == [
        ("review", "cancelled"), ("review", "waiting"), ("refused", "wrong_event"), ("review", "unknown"),
        ("refused", "bad_code"),
    ]  # fmt: skip
    assert standing(event) == 0
    (result,) = phone.send(scan(elsewhere.code))
    assert result["name"] == "", "a phone of one event learns no names of another"


def test_the_door_opens_on_the_day_and_shuts_some_hours_after(app):
    tomorrow = an_event(starts=clock.campaign_now() + timedelta(days=1))
    over = an_event(starts=clock.campaign_now() - timedelta(hours=8))
    until = clock.campaign_now() + timedelta(days=2)
    early = Phone(app, a_door(tomorrow, until=until)[1]).outcomes(scan(a_registration(tomorrow).code))
    late = Phone(app, a_door(over, until=until)[1]).outcomes(scan(a_registration(over).code))
    assert (early, late) == ([("review", "early")], [("review", "late")])


def test_a_clock_that_is_wrong_moves_nobody(event, phone):
    """1970 or 2099: the server's time is the order, the phone's is put right by what it says when it sends."""
    for year in (1970, 2099):
        guest = a_registration(event, f"Гость {year}")
        wrong = clock.now().replace(year=year)
        (result,) = phone.send(scan(guest.code, at=wrong - timedelta(minutes=3)), sent_at=wrong)
        assert result["outcome"] == "in"
        kept = db.session.scalars(select(CheckIn).where(CheckIn.registration_id == guest.id)).one()
        assert abs(kept.at - clock.campaign_now()) < timedelta(minutes=1)
        assert abs(clock.campaign_now() - timedelta(minutes=3) - kept.claimed_at) < timedelta(minutes=1)
    for at in (clock.now().replace(year=1970), clock.now().replace(year=2099), clock.now() + timedelta(hours=3)):
        (result,) = phone.send(scan(a_registration(event, f"Гость {at}").code, at=at))  # the clock was set right in between
        assert result["outcome"] == "in"
    (result,) = phone.send(scan(a_registration(event).code, at=clock.now() - timedelta(hours=2)))
    assert (result["outcome"], result["code"]) == ("review", "before_link")


def test_whoever_walks_in_has_three_fields_and_is_in(event, phone):
    (result,) = phone.send(walk_in("  Қасымов   Ғани ", "8 701 555 01 23"))
    assert (result["outcome"], result["name"]) == ("in", "Қасымов Ғани")
    made = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).one()
    assert (made.source, made.state) == (Source.WALK_IN, RegistrationState.CONFIRMED)
    assert phone.outcomes(walk_in("Касымов Гани", "+7 701 555 01 23")) == [("already", "")]
    assert phone.outcomes(
        walk_in("12", a_phone()),
        walk_in("Сейтова Әлия", "123"),
        walk_in("Сейтова Әлия", a_phone(), 3000),
        walk_in("A" * 10**5, "1"),
    ) == [("refused", "bad_name"), ("refused", "bad_phone"), ("refused", "bad_year"), ("refused", "bad_name")]


def test_a_child_without_a_parents_consent_is_not_in(event, phone):
    (result,) = phone.send(walk_in("Бала Айдар", a_phone(), 2005), language="ru")
    assert (result["outcome"], result["code"], standing(event)) == ("refused", "pending", 0)
    assert "родител" in result["why"]


def test_whoever_turns_out_to_be_one_person_came_once(event, phone):
    one, same, other = (a_registration(event, f"Гость {number}") for number in range(3))
    phone.send(scan(one.code), scan(same.code))
    with unit_of_work() as session:
        hand_check_in_over(session, same.id, one.id)
        hand_check_in_over(session, one.id, other.id)
    came = db.session.scalars(select(CheckIn.registration_id).where(CheckIn.undone_at.is_(None))).all()
    assert (came, recount(["check_ins"])[0].wrong) == ([other.id], ())


def test_a_code_that_an_older_version_left_without_its_hash_is_found_after_an_upgrade(event, phone):
    guest = a_registration(event)
    db.session.execute(text("UPDATE registrations SET code_hash = ''"))
    db.session.commit()
    assert phone.outcomes(scan(guest.code)) == [("review", "unknown")]
    with unit_of_work() as session:
        fill_code_hashes(session)
    assert phone.outcomes(scan(guest.code)) == [("in", "")]


def test_a_full_event_lets_nobody_over_the_plan(event, phone):
    for number in range(9):
        a_registration(event, f"Гость {number}")
    assert phone.outcomes(walk_in("Қасымов Ғани", a_phone())) == [("review", "waiting")]
    db.session.refresh(event)
    assert (event.taken, event.capacity) == (9, 9)


def test_one_statement_more_would_be_seen(event, phone, statements):
    for count in (1, 30):
        items = [scan(a_registration(event, f"Гость {count} {number}").code) for number in range(min(count, 4))]
        statements.clear()
        phone.send(*items)
        assert len([words for words in statements if not words.startswith(("BEGIN", "COMMIT"))]) == 6


def test_the_list_opens_with_the_link_and_nothing_else(app, event, phone):
    came, waits = a_registration(event, "Сейтова Әлия"), a_registration(event, "Ждущий", state=RegistrationState.WAITING)
    coming = a_registration(event, "Өтегалиев Қуаныш")
    phone.send(scan(came.code), scan(waits.code))
    assert phone.rows() == [
        {"n": "Сейтова Әлия", "r": None, "g": "", "c": "", "h": crypto.code_hash(came.code), "i": 1},
        {"n": "Өтегалиев Қуаныш", "r": None, "g": "", "c": "", "h": crypto.code_hash(coming.code), "i": 0},
    ]
    shown = phone.get("/list")
    assert "Сейтова" not in shown.get_data(as_text=True)
    assert shown.headers["Cache-Control"] == "no-store"


def test_every_item_is_kept_and_no_name_with_it(event, phone):
    phone.send(walk_in("Қасымов Ғани", "8 701 555 01 23"), {"key": crypto.new_uid(), "kind": "dance"})
    rows = db.session.execute(select(CheckInScan.__table__)).all()
    assert len(rows) == 2
    assert not {"Қасымов", "7015550123"} & set(str(rows).split("'"))


def test_somebody_who_came_stays_when_their_import_is_taken_back(event, phone):
    number = sent(event.id, a_csv(rows_of(3)), create_organisations=True).import_id
    came = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).first()
    assert phone.outcomes(scan(came.code)) == [("in", "")]
    undo(number)
    assert list(db.session.scalars(select(Registration.id).where(Registration.event_id == event.id))) == [came.id]
    assert recount(["places", "check_ins"])[1].wrong == ()


def test_check_names_what_does_not_add_up_at_the_door(event, phone):
    guests = [a_registration(event, f"Гость {number}") for number in range(3)]
    phone.send(*(scan(guest.code) for guest in guests))
    assert recount(["check_ins"])[0] == Outcome("check_ins", 3, ())
    other = an_event()
    for words in (
        "DROP INDEX uq_check_ins_stands",
        f"UPDATE check_ins SET event_id = {other.id} WHERE registration_id = {guests[0].id}",
        f"INSERT INTO check_ins (event_id, registration_id, at) SELECT event_id, registration_id, at FROM check_ins"
        f" WHERE registration_id = {guests[1].id}",
        f"DELETE FROM check_ins WHERE registration_id = {guests[2].id}",
        f"UPDATE registrations SET code_hash = '' WHERE id = {guests[2].id}",
    ):
        db.session.execute(text(words))
    db.session.commit()
    assert [wrong.thing for wrong in recount(["check_ins"])[0].wrong] == [
        "check_in", "registration", "check_in_scan", "registration",
    ]  # fmt: skip


def test_the_table_of_people_says_when_somebody_came(event, phone):
    a_registration(event, "Бұлар келмеген")
    phone.send(scan(a_registration(event, "Әлия Сейтова").code))
    came = {line.full_name: line.came_at for line in people_lines(event.id, PersonFilter())}
    assert came["Бұлар келмеген"] is None
    assert clock.campaign_now() - came["Әлия Сейтова"] < timedelta(minutes=1)
