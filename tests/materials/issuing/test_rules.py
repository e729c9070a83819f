"""What giving and taking back let through, whatever page they come from; on both databases what counts."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, Refused, Stale
from campaign.events.queries import event_row
from campaign.materials.issuing.queries import done, holders_at, recipient, round_of
from campaign.materials.issuing.schemas import Gift, ToMany, Whom
from campaign.materials.issuing.services import all_came_back, issue_to_many, undo, use_up
from campaign.materials.models import StockDocument
from campaign.materials.norms.schemas import Basis
from campaign.people.duplicates.undoing import undo as undo_merge
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from tests.factories import a_registration, a_role, an_event, kept
from tests.materials.issuing.counters import Counter, a_counter, a_norm, one_each
from tests.materials.stock import on_hand
from tests.people.duplicates.pairs import merged


def held(counter: Counter, who: Registration) -> dict[int, int]:
    return dict(recipient(counter.event.id, Whom(registration_id=who.id)).held)


def test_what_is_sent_twice_is_given_once_and_two_at_one_counter_are_told(either_app):
    counter = a_counter()
    aisha = a_registration(counter.event, "Айша Оспанова")
    first = counter.give(aisha, counter.shirts[0], key="tap")
    assert counter.give(aisha, counter.shirts[0], key="tap") == first
    with pytest.raises(Stale):
        counter.give(aisha, counter.shirts[1], key="another phone")
    assert held(counter, aisha) == {counter.shirts[0]: 1}
    counter.take(aisha, counter.shirts[0], 1, key="back")
    assert counter.take(aisha, counter.shirts[0], 1, key="back") == first + 1
    assert (held(counter, aisha), on_hand(counter.store, counter.shirts[0])) == ({}, 2)


def test_everybody_of_a_role_who_has_none_yet_gets_one_in_one_document(either_app):
    counter = a_counter()
    a_norm(counter.gloves, Basis.PARTICIPANT)
    a_norm(counter.soap, Basis.PARTICIPANT, 1, each=2)  # one for two people is given to neither of them
    marshal = a_role(counter.event, "распорядитель")
    here = [a_registration(counter.event, f"Айша {number}") for number in range(4)]
    for one in here[:3]:
        one.role_id = marshal.id
        kept(one)
    here[1].state = RegistrationState.WAITING
    kept(here[1])
    counter.give(here[0], counter.gloves)
    wish = ToMany(counter.event.id, counter.store, Gift(), marshal.id)
    assert round_of(event_row(counter.event.id), wish).people == {here[2].id: {counter.gloves: 1}}
    number, people = issue_to_many(wish, "many")
    assert issue_to_many(wish, "many") == (number, 1) == (number, people)
    with pytest.raises(Conflict, match="Nobody lacks it"):
        issue_to_many(wish, "many again")
    assert [held(counter, one).get(counter.gloves, 0) for one in here] == [1, 0, 1, 0]
    told = done(counter.event.id, number)
    assert told is not None
    assert (told.names, told.people) == (("Айша 2",), 1)


def test_the_store_gives_to_all_or_to_nobody(app):
    counter = a_counter()
    for number in range(3):
        a_registration(counter.event, f"Айша {number}")
    other = an_event(db.session.get(Stop, counter.event.stop_id))
    replace(counter, event=other).give(a_registration(other, "Ерлан"), counter.gloves, 498)
    with pytest.raises(Conflict, match="only 2 left here"):
        issue_to_many(ToMany(counter.event.id, counter.store, one_each(counter.gloves)), "many")
    assert holders_at(counter.event.id) == ()


@pytest.mark.parametrize(
    ("parts", "reason", "field"),
    [
        ((3, 0, 0), "", "back"),
        ((1, 0, 1), "", "reason"),
        ((0, 1, 0), "", "reason"),
        ((2, -1, 0), "", "back"),
        ((1, 1, 1), "x", "back"),
    ],
)
def test_a_return_that_cannot_be_is_told_by_its_field(app, parts, reason, field):
    counter = a_counter()
    aisha = a_registration(counter.event, "Айша Оспанова")
    counter.give(aisha, counter.gloves, 2)
    with pytest.raises(Invalid) as told:
        counter.take(aisha, counter.gloves, *parts, reason=reason)
    assert told.value.problems[0].field == {"back": f"back_{counter.gloves}"}.get(field, field)
    assert held(counter, aisha) == {counter.gloves: 2}


def test_after_the_event_what_comes_back_and_what_is_gone_for_good_is_two_acts_and_each_can_be_undone(app):
    counter = a_counter()
    aisha, daniyar = a_registration(counter.event, "Айша Оспанова"), a_registration(counter.event, "Данияр Ахметов")
    for one in (aisha, daniyar):
        counter.give(one, counter.gloves)
    counter.give(aisha, counter.soap, seen=recipient(counter.event.id, Whom(aisha.id)).seen)
    back = all_came_back(counter.event.id, counter.store, "back")
    assert (on_hand(counter.store, counter.gloves), held(counter, aisha)) == (500, {counter.soap: 1})
    use_up(counter.event.id, counter.store, "used")
    assert holders_at(counter.event.id) == ()
    with pytest.raises(Conflict, match="Nothing of the kind"):
        use_up(counter.event.id, counter.store, "used again")
    undo(counter.event.id, back)
    assert [row.place.name.text() for row in holders_at(counter.event.id)] == ["Айша Оспанова", "Данияр Ахметов"]
    assert done(counter.event.id, back) is None


def test_what_two_registrations_of_one_person_hold_stands_together_and_comes_back_together(app):
    counter = a_counter()
    one, other = a_registration(counter.event, "Айша Оспанова"), a_registration(counter.event, "Оспанова Айша")
    counter.give(one, counter.gloves)
    counter.give(other, counter.gloves, 2)
    made = merged(one.person_id, other.person_id)
    (row,) = holders_at(counter.event.id)
    assert [(thing.variant.id, thing.quantity) for thing in row.held] == [(counter.gloves, 3)]
    assert not row.gave_up
    stays = row.whom
    assert recipient(counter.event.id, stays).kept == {counter.gloves: 3}
    undo_merge(made)
    assert [thing.quantity for row in holders_at(counter.event.id) for thing in row.held] == [1, 2]
    merged(one.person_id, other.person_id, "once more")
    counter.take(stays, counter.gloves, 2, 0, 1, reason="порвались")
    assert holders_at(counter.event.id) == ()
    assert on_hand(counter.store, counter.gloves) == 499


def test_another_stops_coordinator_moves_nothing_here(app):
    counter = a_counter()
    aisha = a_registration(counter.event, "Айша Оспанова")
    grants = (Grant(Role.REGION, region_id=counter.event.region_id + 1000),)
    stranger = Actor(user_id=1, grants=grants, scope=scope_of((Grant(Role.AUDITOR),)))
    with acting_as(stranger), pytest.raises(Refused):
        counter.give(aisha, counter.gloves)
    assert db.session.scalar(select(func.count()).select_from(StockDocument)) == 5
