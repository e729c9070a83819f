"""Every way in and through: a child has a place only while a guardian's consent stands, whoever does what."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from campaign.core import crypto, mail
from campaign.core.checks import CHECKS
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound
from campaign.core.i18n import Translated
from campaign.events.models import Event
from campaign.events.schemas import NewEvent
from campaign.events.services import edit_event
from campaign.people import services
from campaign.people.imports.services import undo
from campaign.people.minors import services as minors
from campaign.people.minors.ages import may_be_under, of_person, under
from campaign.people.minors.models import GuardianConsent
from campaign.people.minors.schemas import AgeRuleWish, Agreement, Born, Relation, RuleEffect, SignedPaper
from campaign.people.minors.standing import keep_born
from campaign.people.models import Person, Registration
from campaign.people.schemas import PersonEdit, RegistrationState
from tests.factories import a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.imports.tables import a_csv, a_row, sent
from tests.people.minors.conftest import a_guardian_consent, a_minor

CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED
PENDING = RegistrationState.PENDING
CHILD = 2005


def key() -> str:
    return crypto.new_uid()


def registered(event: Event, full_name: str = "Ермек Нұрлан", **more: object) -> Registration:
    receipt = services.register(event.id, a_wish(full_name, **{"birth_year": CHILD, **more}), key())
    wanted = select(Registration).where(Registration.token_hash == crypto.token_hash(receipt.ticket))
    return db.session.scalars(wanted).one()


def said(**more: object) -> Agreement:
    facts = {
        "name": "Сейтова Гүлнар",
        "relation": Relation.MOTHER,
        "phone": "+77010000001",
        "photo": True,
        "version": 1,
        "language": "kk",
    }
    return Agreement(**{**facts, **more})


def states(event: Event) -> list[RegistrationState]:
    db.session.rollback()
    return list(
        db.session.scalars(
            select(Registration.state).where(Registration.event_id == event.id).order_by(Registration.queue_number)
        )
    )


def taken(event: Event) -> int:
    return db.session.scalar(select(Event.taken).where(Event.id == event.id))


def all_is_well() -> bool:
    db.session.rollback()
    return all(CHECKS[name](db.session()).wrong == () for name in ("minors", "places", "waiting_list"))


def test_a_parent_agrees_and_takes_it_back(app):
    """The place goes to the child, and from it to the next in line, in one unit of work each."""
    event = an_event(capacity=1)
    child = registered(event)
    assert (states(event), taken(event)) == ([PENDING], 0)
    token = child.guardian_token
    minors.agree(token, said(photo=False), "k" * 22)
    minors.agree(token, said(photo=False), "k" * 22)
    other = registered(event, "Асқар Бек", birth_year=1990)
    assert (states(event), taken(event), db.session.get(Registration, child.id).photo_consent) == (
        [CONFIRMED, WAITING],
        1,
        False,
    )
    assert db.session.query(GuardianConsent).count() == 1

    minors.withdraw(token)
    minors.withdraw(token)
    assert (states(event), taken(event)) == ([PENDING, CONFIRMED], 1)
    minors.agree(token, said(), key())
    assert (states(event), db.session.get(Registration, other.id).state) == ([WAITING, CONFIRMED], CONFIRMED)
    services.cancel(other.id)
    assert states(event) == [CONFIRMED, CANCELLED]
    kinds = list(db.session.scalars(select(mail.Message.kind).order_by(mail.Message.id)))
    assert [kind for kind in kinds if kind.startswith("minors.")] == ["minors.agreed", "minors.missing", "minors.agreed"]
    assert all_is_well()


def test_nobody_is_jumped_over_by_a_consent(app):
    event = an_event(capacity=1)
    child, first = registered(event), registered(event, "Асқар Бек", birth_year=1990)
    registered(event, "Гүлім Сәт", birth_year=1990)
    minors.agree(child.guardian_token, said(), key())
    assert states(event) == [WAITING, CONFIRMED, WAITING]
    services.cancel(first.id)
    assert states(event) == [CONFIRMED, CANCELLED, WAITING]
    assert all_is_well()


def test_a_link_is_good_for_one_child_and_only_as_long_as_it_was_not_withdrawn(app):
    event = an_event()
    child = registered(event)
    old = child.guardian_token
    for forged in (old[:-1] + ("A" if old[-1] != "A" else "B"), child.token, "", "x" * 500, old.swapcase()):
        with pytest.raises(NotFound):
            minors.agree(forged, said(), key())
        with pytest.raises(NotFound):
            minors.guardian_page(forged)
    with pytest.raises(NotFound):
        services.ticket_with(old)
    new = minors.renew_guardian_link(child.id)
    with pytest.raises(NotFound):
        minors.agree(old, said(), key())
    minors.agree(new, said(), key())
    assert states(event) == [CONFIRMED]


def test_a_coordinator_records_the_paper_and_takes_it_back(app):
    event = an_event()
    child = registered(event)
    paper = SignedPaper(date(2018, 4, 4), "папка 3")
    assert minors.record_paper(child.id, said(), paper) is CONFIRMED
    with pytest.raises(Conflict):
        minors.record_paper(child.id, said(), paper)
    with pytest.raises(Invalid):
        minors.withdraw_for(child.id, "")
    minors.withdraw_for(child.id, "мать позвонила")
    assert states(event) == [PENDING]
    for day in (date(2018, 4, 6), date(2016, 1, 1)):
        with pytest.raises(Invalid):
            minors.record_paper(child.id, said(), SignedPaper(day, ""))
    row = db.session.query(GuardianConsent).one()
    assert (row.name, row.phone, row.kept_where, row.withdrawn_note) == (
        "Сейтова Гүлнар",
        "+77010000001",
        "папка 3",
        "мать позвонила",
    )
    with pytest.raises(Conflict):
        minors.withdraw_for(child.id, "ещё раз")


def test_a_year_is_corrected_both_ways_in_all_events_of_somebody(either_app):
    stop = a_stop()
    first, second = an_event(stop, capacity=1), an_event(stop)
    wish = a_wish("Ермек Нұрлан", birth_year=1990)
    ticket = services.register(first.id, wish, key()).ticket
    services.register(second.id, wish, key())
    number = services.ticket_with(ticket).registration_id
    registered(first, "Асқар Бек", birth_year=1990)

    def correct(year: int) -> None:
        services.edit_person(number, PersonEdit(wish.full_name, wish.phone, year, "", None, ""))

    correct(CHILD)
    assert (states(first), states(second), taken(second)) == ([PENDING, CONFIRMED], [PENDING], 0)
    correct(1991)
    assert (states(first), states(second)) == ([WAITING, CONFIRMED], [CONFIRMED])
    assert all_is_well()


def test_an_event_that_moves_takes_the_place_of_whoever_would_be_too_young_then(app):
    event = an_event(starts=datetime(2019, 1, 10, 6, 0, tzinfo=UTC))
    registered(event, birth_year=2002)
    assert states(event) == [CONFIRMED]

    def move(day: date) -> None:
        row = db.session.get(Event, event.id)
        at = datetime(2018, 1, 1, 12).time()
        wish = NewEvent(
            stop_id=row.stop_id, kind="rally", title=Translated(ru="Митинг"), description=Translated(), day=day, starts=at,
            ends=at.replace(hour=13), place_id=None, place_note="", capacity=None, responsible="", responsible_phone="",
        )  # fmt: skip
        edit_event(event.id, wish, row.version)

    move(date(2018, 12, 20))
    assert (states(event), taken(event)) == ([PENDING], 0)
    move(date(2019, 1, 2))
    assert (states(event), taken(event)) == ([CONFIRMED], 1)
    assert all_is_well()


def test_coming_back_asks_anew(app):
    event = an_event()
    wish = a_wish(birth_year=CHILD)
    ticket = services.register(event.id, wish, key()).ticket
    child = db.session.get(Registration, services.ticket_with(ticket).registration_id)
    minors.agree(child.guardian_token, said(), key())
    services.cancel(child.id)
    services.restore(child.id)
    assert states(event) == [CONFIRMED]
    services.cancel(child.id)
    old = child.guardian_token
    assert services.register(event.id, wish, key()).state is PENDING
    assert (states(event), db.session.get(Registration, child.id).photo_consent) == ([PENDING], None)
    with pytest.raises(NotFound):
        minors.withdraw(old)
    services.cancel(child.id)
    assert services.restore(child.id) is PENDING
    assert all_is_well()


def test_by_staff_and_by_a_table_a_child_comes_as_one_who_waits(app):
    event = an_event(capacity=1)
    number = services.add_person(event.id, a_wish("Бірінші Бала", birth_year=CHILD, consent_version=None), key())
    rows = [a_row(1, "Екінші Бала", year=CHILD), a_row(2, "Үлкен Адам", year=1990), a_row(3, "Үшінші Бала", year=2002)]
    brought = sent(event.id, a_csv(rows), create_organisations=True)
    assert [(line.outcome.value, line.waits, line.pends) for line in brought.plan.lines] == [
        ("new", False, True), ("new", False, False), ("new", False, True),
    ]  # fmt: skip
    assert (states(event), taken(event)) == ([PENDING, PENDING, CONFIRMED, PENDING], 1)
    assert db.session.get(Registration, number).guardian_hash is not None
    assert all_is_well()


def test_a_table_tells_the_year_of_somebody_known_without_one(app):
    stop = a_stop()
    before, event = an_event(stop), an_event(stop)
    services.add_person(before.id, a_wish("Екінші Бала", birth_year=None, phone="+77010000100"), key())
    row = a_row(1, "Екінші Бала", year=CHILD, phone="+7 701 000 01 00")
    sent(event.id, a_csv([row]), create_organisations=True)
    assert (states(before), states(event)) == ([PENDING], [PENDING])


def test_an_import_taken_back_leaves_whom_a_parent_agreed_to(app):
    event = an_event()
    brought = sent(
        event.id, a_csv([a_row(1, "Екінші Бала", year=CHILD), a_row(2, "Үшінші Бала", year=CHILD)]), create_organisations=True
    )
    child = db.session.scalars(select(Registration).order_by(Registration.id)).first()
    minors.agree(child.guardian_token, said(), key())
    undo(brought.import_id)
    assert states(event) == [CONFIRMED]
    assert all_is_well()


def test_a_date_decides_where_the_year_does_not(app):
    event = an_event()  # on 6 April 2018
    child = registered(event, birth_year=2002)
    with pytest.raises(Invalid):
        minors.say_birth_date(child.token, date(2001, 4, 1))
    assert minors.say_birth_date(child.token, date(2002, 4, 7)) is PENDING
    with pytest.raises(Closed):
        minors.say_birth_date(child.token, date(2002, 4, 6))
    assert minors.correct_birth_date(child.id, date(2002, 4, 6)) is CONFIRMED
    assert minors.correct_birth_date(child.id, None) is PENDING
    minors.agree(child.guardian_token, said(birth_date=date(2002, 4, 1)), key())
    minors.withdraw(child.guardian_token)
    assert states(event) == [CONFIRMED]
    assert all_is_well()


def test_photographs_are_asked_of_a_guardian_below_eighteen_and_of_oneself_above(app):
    event = an_event()
    grown, young = registered(event, "Асқар Бек", birth_year=1999), registered(event, "Жас Адам", birth_year=2001)
    assert states(event) == [CONFIRMED, CONFIRMED]
    minors.say_photo(grown.token, True)
    with pytest.raises(Closed):
        minors.say_photo(young.token, True)
    minors.agree(young.guardian_token, said(photo=True), key())
    assert [row.photo_consent for row in db.session.scalars(select(Registration).order_by(Registration.id))] == [True, True]
    minors.say_photo_as_guardian(young.guardian_token, False)
    assert db.session.get(Registration, young.id, populate_existing=True).photo_consent is False
    minors.withdraw(young.guardian_token)
    assert (states(event), db.session.get(Registration, young.id, populate_existing=True).photo_consent) == (
        [CONFIRMED] * 2,
        None,
    )
    with unit_of_work() as session:
        keep_born(session, session.get(Person, grown.person_id), Born(2001))
    assert db.session.get(Registration, grown.id, populate_existing=True).photo_consent is None


def test_a_new_rule_judges_everybody_anew_and_says_so_before(either_app):
    far = datetime(2018, 5, 10, 6, 0, tzinfo=UTC)
    event, earlier = an_event(starts=far), an_event()
    for held in (event, earlier):
        registered(held, "Жас Адам", birth_year=2001)
        registered(held, "Ермек Нұрлан", birth_year=2003)
    stricter = AgeRuleWish(date(2018, 5, 1), 18, 18, Translated(ru="Приказ"))
    assert minors.preview_rule(stricter) == RuleEffect(1, 0)
    assert [minors.add_rule(stricter, "k" * 22) for _again in range(2)] == [RuleEffect(1, 0)] * 2
    assert (states(event), states(earlier)) == ([PENDING, PENDING], [CONFIRMED, PENDING])
    milder = AgeRuleWish(date(2018, 5, 1), 14, 18, Translated(ru="Приказ"))
    assert minors.preview_rule(milder) == minors.add_rule(milder, key()) == RuleEffect(0, 2)
    assert states(event) == [CONFIRMED, CONFIRMED]
    with pytest.raises(Invalid):
        minors.add_rule(AgeRuleWish(date(2018, 4, 1), 14, 99, Translated()), key())
    assert all_is_well()


def test_what_only_the_database_refuses_is_told_in_a_sentence(app):
    child = a_minor(an_event())
    with pytest.raises(Conflict, match="may be under age"), unit_of_work() as session:
        session.get(Registration, child.id).state = CONFIRMED


def test_the_check_finds_what_is_wrong(app):
    event = an_event()
    child, other = registered(event), registered(event, "Асқар Бек", birth_year=1990)
    a_guardian_consent(child)
    assert [wrong.message for wrong in CHECKS["minors"](db.session()).wrong] == ["waits for a guardian, but need not"]
    db.session.execute(Person.__table__.update().where(Person.id == other.person_id).values(birth_year=2001))
    db.session.execute(Registration.__table__.update().where(Registration.id == other.id).values(photo_consent=True))
    assert len(CHECKS["minors"](db.session()).wrong) == 2


def test_a_birthday_of_the_leap_day_is_the_same_to_the_database(app):
    row = a_minor(an_event(a_stop()), born=2008, day=date(2008, 2, 29))
    person = db.session.get_one(Person, row.person_id)
    for day, is_young in ((date(2024, 2, 28), True), (date(2024, 2, 29), False), (date(2026, 2, 28), False)):
        found = db.session.scalar(select(Person.id).where(under(day, 16))) is not None
        assert (found, may_be_under(of_person(person), day, 16)) == (is_young, is_young)
