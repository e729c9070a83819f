"""After two were put together: what was withdrawn stays withdrawn, whoever came came once, and both names mean one person."""

import pytest
from sqlalchemy import select

from campaign.core import clock, crypto
from campaign.core.actor import EVERYTHING, NOBODY, acting_as
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound
from campaign.people.checkin.models import CheckIn
from campaign.people.duplicates.queries import _pairs as proposed
from campaign.people.duplicates.queries import proposals
from campaign.people.duplicates.undoing import undo
from campaign.people.groups.services import naming
from campaign.people.minors import services as minors
from campaign.people.minors.schemas import Agreement, Relation, SignedPaper
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import add_person, register, renew_link, ticket_with
from campaign.people.services.finding import find_ticket
from campaign.people.shifts.models import ShiftPlace
from campaign.people.shifts.services.signing import sign_up
from campaign.web.paging import Cursor
from tests.factories import a_person, a_stop, an_event
from tests.people.conftest import a_wish
from tests.people.duplicates.pairs import merged, standing
from tests.people.groups.groups import a_group
from tests.people.imports.tables import a_csv, a_row, sent
from tests.people.minors.conftest import shipped
from tests.people.shifts.shifts import a_shift

FIRST, SECOND = ("Сейтова Әлия", "+77010000001"), ("Сейтова Алия Мураткызы", "+77010000002")


def comes(event, who, age=30):
    wish = a_wish(who[0], phone=who[1], organisation="", birth_year=event.day.year - age)
    with acting_as(NOBODY):
        receipt = register(event.id, wish, crypto.new_uid())
    return receipt, of_code(receipt.code)


def of_code(code):
    return db.session.scalars(
        select(Registration).where(Registration.code == code), execution_options={"populate_existing": True}
    ).one()


def sign(registration):
    """A mother signs for a child, on paper."""
    wish = Agreement("Сейтова Гүлнар", Relation.MOTHER, "", False, 0, "ru")
    return minors.record_paper(registration.id, wish, SignedPaper(clock.campaign_today(), "папка 3"))


def test_a_child_and_the_same_person_without_a_year_take_the_consent_along(either_app):
    event = an_event(a_stop(), capacity=5)
    shipped(either_app)
    number = add_person(event.id, a_wish(FIRST[0], phone=FIRST[1], birth_year=None, organisation=""), "staff")
    kept = db.session.get_one(Registration, number).person_id
    child = comes(event, SECOND, age=12)[1]
    gone = child.person_id
    assert sign(child) is RegistrationState.CONFIRMED
    made = merged(kept, gone, born_of=gone)
    assert standing(event) == [(kept, "confirmed", 1), (gone, "cancelled", 2)]
    undo(made)
    assert standing(event) == [(kept, "confirmed", 1), (gone, "confirmed", 2)]


def let_in(event_id):
    return db.session.query(CheckIn).filter_by(event_id=event_id, undone_at=None).count()


def test_whoever_was_let_in_under_both_names_came_once(app):
    event = an_event(a_stop(), capacity=2)
    one, two = comes(event, FIRST)[1], comes(event, SECOND)[1]
    for row in (one, two):
        db.session.add(CheckIn(event_id=event.id, registration_id=row.id, at=clock.campaign_now()))
    db.session.commit()
    made = merged(one.person_id, two.person_id)
    assert let_in(event.id) == 1
    undo(made)
    assert let_in(event.id) == 2


def test_a_withdrawn_link_takes_those_along_that_led_to_the_same_ticket(app):
    event = an_event(a_stop(), capacity=2)
    (kept, row), (gone, other) = comes(event, FIRST), comes(event, SECOND)
    number = row.id
    merged(row.person_id, other.person_id)
    assert ticket_with(gone.ticket).registration_id == number
    assert find_ticket(gone.code, "0002", "192.0.2.1") == kept.ticket
    shift = a_shift(event)
    assert sign_up(gone.ticket, shift.id) == ()
    assert [place.registration_id for place in db.session.scalars(select(ShiftPlace))] == [number]
    renew_link(number, "+77010000003")
    for token in (kept.ticket, gone.ticket):
        with pytest.raises(NotFound):
            ticket_with(token)
    for code, digits in ((kept.code, "0001"), (gone.code, "0002")):
        with pytest.raises(Invalid):
            find_ticket(code, digits, "192.0.2.1")
    assert find_ticket(kept.code, "0003", "192.0.2.1") == of_code(kept.code).token


def test_both_links_for_parents_lead_to_the_child_and_end_together(app):
    event = an_event(a_stop(), capacity=2)
    shipped(app)
    gone, kept = (comes(event, who, age=12)[1] for who in (FIRST, SECOND))
    links, code = (gone.guardian_token, kept.guardian_token), kept.code
    assert sign(kept) is RegistrationState.CONFIRMED
    merged(kept.person_id, gone.person_id)
    minors.withdraw(links[0])
    assert of_code(code).state is RegistrationState.PENDING
    minors.renew_guardian_link(of_code(code).id)
    for link in links:
        with pytest.raises(NotFound):
            minors.guardian_page(link)


def test_either_name_in_the_list_of_a_group_is_the_one_person(either_app):
    stop = a_stop()
    event = an_event(stop, capacity=5)
    kept, gone = (a_person(stop.region_id, *who).id for who in (FIRST, SECOND))
    merged(kept, gone)
    group, lines = a_group(event.id, 2), [f"{name}; {phone}; 1997" for name, phone in (SECOND, FIRST)]
    with pytest.raises(Invalid) as refused:
        naming.enter_names(group.id, "\n".join(lines), "both")
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("line-2", "twice")]
    naming.enter_names(group.id, lines[0], "one")
    assert standing(event) == [(kept, "confirmed", 2)]


def test_both_names_in_one_table_are_one_row_and_a_repetition(app):
    stop = a_stop()
    event = an_event(stop, capacity=5)
    kept, gone = (a_person(stop.region_id, *who).id for who in (FIRST, SECOND))
    merged(kept, gone)
    rows = [a_row(1, name, phone=phone, place="", email="") for name, phone in (SECOND, FIRST)]
    counts = sent(event.id, a_csv(rows)).plan.counts
    assert (counts.rows, counts.failed) == (2, 0)
    assert standing(event) == [(kept, "confirmed", 1)]


def test_whoever_may_stand_twice_is_found_by_an_index(app):
    asked = proposed(EVERYTHING, None).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = str(db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all())
    assert "ix_people_name_key (name_key=?" in plan
    assert "ix_people_phone_index (phone_index=?" in plan


def test_nonsense_in_the_address_of_the_proposals_begins_at_the_beginning(either_app):
    assert proposals(Cursor(("x", 10**30)).token()) == proposals()
