"""Two people become one: the union of both, nobody twice in an event, no place lost; and back again, row by row."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from campaign.core import crypto
from campaign.core.actor import NOBODY, Actor, Grant, Role, acting_as, scope_of
from campaign.core.checks import recount
from campaign.core.db import Base, db
from campaign.core.errors import Closed, Conflict, Full, Invalid, NotFound
from campaign.people.checkin.services.reading import by_code
from campaign.people.duplicates.aliases import registration_with
from campaign.people.duplicates.merging import keep_apart, merge
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.duplicates.queries import couple, others_with_phone, proposals
from campaign.people.duplicates.schemas import Fate, Reason
from campaign.people.duplicates.undoing import undo
from campaign.people.models import Registration
from campaign.people.services import cancel, link_token, register, restore, ticket_with
from campaign.people.services.finding import find_ticket
from tests.factories import a_person, a_registration, a_relay, a_stop, an_event, an_organisation
from tests.people.conftest import a_wish
from tests.people.duplicates.pairs import a_wish_for, merged, standing

NEVER_BACK = {"audit_entries", "audit_heads", "merges", "operation_keys", "tally_marks"}


def by_form(event, name, phone, key):
    with acting_as(NOBODY):
        return register(event.id, a_wish(name, phone=phone, organisation=""), key)


def number_of(receipt):
    return db.session.scalars(select(Registration.id).where(Registration.code == receipt.code)).one()


def person_of(receipt):
    return db.session.scalars(select(Registration.person_id).where(Registration.code == receipt.code)).one()


def rows():
    """Every row of every table but what only ever grows."""
    db.session.rollback()
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.connection().execute(table.select()))
        for table in Base.metadata.sorted_tables
        if table.name not in NEVER_BACK and not table.name.startswith("audit")
    }


def test_both_in_one_event_and_each_in_another_become_one_and_two_again(either_app):
    stop = a_stop()
    both, mine, theirs = an_event(stop, capacity=2), an_event(stop), an_event(stop)
    kept = by_form(both, "Сейтова Әлия", "+77010000001", "1")
    gone = by_form(both, "Сейтова Алия Мураткызы", "+77010000002", "2")
    waits = by_form(both, "Ахметов Данияр", "+77010000003", "3")
    by_form(mine, "Сейтова Әлия", "+77010000001", "4")
    moved = by_form(theirs, "Сейтова Алия Мураткызы", "+77010000002", "5")
    first, second, third = person_of(kept), person_of(gone), person_of(waits)
    survivor, before = number_of(kept), rows()
    assert [fate.fate for fate in couple(first, second).fates] == [Fate.JOINED, Fate.STAYS, Fate.MOVES]
    wish = a_wish_for(first, second)
    made = merge(wish, "once")
    assert merge(wish, "once") == made
    assert standing(both) == [(first, "confirmed", 1), (second, "cancelled", 2), (third, "confirmed", 3)]
    assert (standing(mine), standing(theirs)) == ([(first, "confirmed", 1)], [(first, "confirmed", 1)])
    assert ticket_with(gone.ticket).registration_id == survivor
    assert ticket_with(moved.ticket).full_name == "Сейтова Әлия"
    assert find_ticket(gone.code, "0002", "192.0.2.1") == kept.ticket
    assert registration_with(db.session(), Registration.token_hash, gone.ticket).id == survivor
    assert (
        by_code(db.session(), both.id, [crypto.code_hash(gone.code)])[1][crypto.code_hash(gone.code)].registration_id
        == survivor
    )
    assert by_form(theirs, "Сейтова Алия Мураткызы", "+77010000002", "6").is_repeat
    assert [finding.ok for finding in recount() if finding.name in ("places", "waiting_list", "duplicates")] == [True] * 3
    with pytest.raises(Full):
        undo(made)
    cancel(number_of(waits))
    undo(made)
    undo(made)
    assert standing(both)[:2] == [(first, "confirmed", 1), (second, "confirmed", 2)]
    after = rows()
    assert {name for name in before if before[name] != after[name]} == {"registrations", "messages", "attempts"}
    changed = set(before["registrations"]) ^ set(after["registrations"])
    assert len(changed) == 2  # the third person's, who had the place meanwhile and cancelled


@pytest.mark.parametrize("kept_waits", [True, False])
def test_no_place_and_no_number_is_lost(app, kept_waits):
    event = an_event(a_stop(), capacity=1)
    one = by_form(event, "Сейтова Әлия", "+77010000001", "1")
    two = by_form(event, "Сейтова Алия", "+77010000002", "2")
    first, second = person_of(one), person_of(two)
    kept, gone = (second, first) if kept_waits else (first, second)
    merged(kept, gone)
    assert standing(event) == [(kept, "confirmed", 1), (gone, "cancelled", 2)]
    assert [finding.ok for finding in recount() if finding.name in ("places", "waiting_list")] == [True] * 2
    with pytest.raises(Closed, match="put together"):
        restore(number_of(two))


def test_facts_are_of_whom_was_chosen_and_a_third_person_is_not_touched(app):
    stop = a_stop()
    school = an_organisation(stop.region_id)
    one, two = (
        a_person(stop.region_id, "Сейтова Әлия", "+77010000001"),
        a_person(stop.region_id, "Сейтова Алия М.", "+77010000002"),
    )
    third = a_person(stop.region_id, "Сейтова Әлия", "+77010000002")
    two.birth_year, two.organisation_id, two.email = 1990, school.id, "alia@example.org"
    db.session.commit()
    with pytest.raises(Invalid, match="third person"):
        merged(one.id, two.id, phone_of=two.id)
    merged(one.id, two.id, "again", born_of=two.id, organisation_of=two.id, email_of=two.id)
    db.session.expire_all()
    assert (one.full_name, one.phone, one.birth_year, one.organisation_id, one.email) == (
        "Сейтова Әлия", "+77010000001", 1990, school.id, "alia@example.org",
    )  # fmt: skip
    assert (two.merged_into_id, third.merged_into_id) == (one.id, None)


def test_the_row_that_has_the_chosen_phone_and_name_stays(app):
    region_id = a_stop().region_id
    one, two = a_person(region_id, "Сейтова", ""), a_person(region_id, "Сейтова Әлия", "+77010000002")
    db.session.commit()
    merged(one.id, two.id, name_of=two.id, phone_of=two.id)
    db.session.expire_all()
    assert (one.merged_into_id, two.merged_into_id) == (two.id, None)


def test_a_change_meanwhile_is_told_and_nothing_is_done(app):
    event = an_event(a_stop())
    one, two = a_registration(event, "Сейтова Әлия"), a_registration(event, "Сейтова Алия")
    first, second = one.person_id, two.person_id
    db.session.commit()
    wish = a_wish_for(first, second)
    cancel(two.id)
    with pytest.raises(Conflict, match="meanwhile"):
        merge(wish, "late")
    made = merged(first, second, "now")
    db.session.execute(text("UPDATE people SET birth_year = 1980 WHERE id = :id"), {"id": first})
    db.session.execute(text("UPDATE registrations SET note = 'x' WHERE person_id = :id"), {"id": first})
    db.session.execute(text("UPDATE people SET merged_into_id = NULL WHERE id = :id"), {"id": second})
    db.session.commit()
    with pytest.raises(Conflict, match="the person was changed"):
        undo(made)


def test_a_coordinator_merges_only_people_of_their_own_stops(app):
    relay = a_relay()
    here, there = a_stop(relay), a_stop(relay)
    one, two = a_registration(an_event(here), "Сейтова Әлия"), a_registration(an_event(there), "Сейтова Алия")
    mine = a_registration(an_event(here), "Сейтова Алия")
    db.session.commit()
    grants = (Grant(Role.STOP, stop_id=here.id, region_id=relay.region_id, relay_id=relay.id),)
    actor = Actor(user_id=1, grants=grants, scope=scope_of(grants))
    wish = a_wish_for(one.person_id, two.person_id)
    with acting_as(actor), pytest.raises(NotFound):
        merge(wish, "1")
    with acting_as(actor):
        assert merged(one.person_id, mine.person_id, "2")


def test_a_child_waits_for_a_parent_when_the_year_that_was_chosen_says_so(app):
    event = an_event(a_stop())
    one, two = a_registration(event, "Сейтова Әлия"), a_person(event.region_id, "Сейтова Алия")
    two.birth_year = event.day.year - 12
    db.session.commit()
    made = merged(one.person_id, two.id, born_of=two.id)
    assert [state for _person, state, _number in standing(event)] == ["pending"]
    undo(made)
    assert [state for _person, state, _number in standing(event)] == ["confirmed"]


def test_the_database_keeps_whoever_went_into_another_off_the_lists(either_app):
    event = an_event(a_stop())
    one, two = a_registration(event, "Сейтова Әлия"), a_registration(event, "Сейтова Алия")
    two_id, gone = two.id, two.person_id
    db.session.commit()
    merged(one.person_id, gone)
    with pytest.raises(DBAPIError, match="went into another"):
        db.session.execute(text("UPDATE registrations SET state = 'waiting' WHERE id = :id"), {"id": two_id})
    db.session.rollback()


def test_proposals_say_why_are_answered_once_and_leave_families_alone(app, statements):
    region_id = a_stop().region_id
    for name, phone in (
        ("Сейтова Әлия", "+77010000001"), ("Сеитова Алияа", "+77010000001"), ("Сейтов Данияр", "+77010000001"),
        ("Ахметов Данияр", ""), ("Ахметов Данияр", "+77010000009"),
    ):  # fmt: skip
        a_person(region_id, name, phone)
    db.session.commit()
    statements.clear()
    pairs = proposals().rows
    assert [(pair.first.full_name, pair.reasons) for pair in pairs] == [
        ("Сейтова Әлия", (Reason.PHONE,)), ("Ахметов Данияр", (Reason.NO_PHONE,)),
    ]  # fmt: skip
    assert [statement[:6] for statement in statements] == ["BEGIN", "SELECT"]
    first = proposals(size=1)
    assert [pair.first.full_name for pair in (*first.rows, *proposals(first.after, size=1).rows)] == [
        "Сейтова Әлия",
        "Ахметов Данияр",
    ]
    for _twice in range(2):
        keep_apart(pairs[0].second.id, pairs[0].first.id)
    assert [pair.first.full_name for pair in proposals().rows] == ["Ахметов Данияр"]


def test_a_family_shares_a_phone_and_each_has_a_link_of_their_own(app):
    event = an_event(a_stop())
    mother = by_form(event, "Сейтова Әлия", "+77010000001", "1")
    son = by_form(event, "Сейтов Данияр", "+77010000001", "2")
    assert [name for _number, name, _year in others_with_phone(number_of(mother))] == ["Сейтов Данияр"]
    assert ticket_with(son.ticket).full_name == "Сейтов Данияр"
    assert by_form(event, "Сейтов Данияр", "+77010000001", "3").ticket == ""
    assert link_token(number_of(son)) == son.ticket


def test_every_column_that_points_at_people_or_registrations_is_known_to_merges(app):
    """A table that names a person or a registration says what becomes of its rows when two are put together."""
    pointing = {
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("people", "registrations")
    }
    assert pointing == {(port.table.name, port.column) for port in MERGE_PORTS}
