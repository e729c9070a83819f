"""A scope as one option of a statement: compiled once for scopes that look the same, and never with another's values."""

from typing import Any

import pytest
from sqlalchemy import delete, exists, func, select, union_all, update
from sqlalchemy.orm import aliased

from campaign.core.actor import NOTHING, PUBLIC, Actor, Scope, acting_as
from campaign.core.db import _narrowing, db
from campaign.events.models import Event
from campaign.people.models import Registration
from campaign.relay.models import Stop
from tests.factories import a_registration, a_relay, a_stop, an_event

OTHER = aliased(Event)
STATEMENTS = {
    "entity": select(Event.stop_id),
    "join": select(Event.stop_id).join(Registration, Registration.event_id == Event.id),
    "alias": select(OTHER.stop_id),
    "joined alias": select(OTHER.stop_id).select_from(Stop).join(OTHER, OTHER.stop_id == Stop.id),
    "alias beside its table": select(OTHER.stop_id).select_from(Event).join(OTHER, OTHER.id > 0),
    "outer alias": select(OTHER.stop_id).select_from(Stop).outerjoin(OTHER, OTHER.stop_id == Stop.id),
    "subquery": select(Stop.id).where(Stop.id.in_(select(Event.stop_id))),
    "exists": select(Stop.id).where(exists().where(Event.stop_id == Stop.id)),
    "both": union_all(select(Event.stop_id), select(Event.stop_id)),
    "cte": select(select(Event.stop_id).cte().c.stop_id),
    "counted": select(func.max(Event.stop_id)).group_by(Event.id),
}


@pytest.fixture
def stops(either_app) -> list[Stop]:
    """Two stops of two regions, each with an event and somebody at it."""
    found = [a_stop(a_relay()), a_stop(a_relay())]
    for stop in found:
        a_registration(an_event(stop))
    return found


def seen(scope: Scope, statement: Any) -> set[int]:
    with acting_as(Actor(user_id=1, scope=scope)):
        return set(db.session.scalars(statement))


@pytest.mark.parametrize("name", STATEMENTS)
def test_whoever_asks_second_gets_their_own_rows(stops, name):
    """The statement of the second is compiled already, with the values of the first."""
    for _round in range(2):
        for stop in stops:
            assert seen(Scope(regions=frozenset({stop.region_id})), STATEMENTS[name]) == {stop.id}
            assert seen(Scope(stops=frozenset({stop.id})), STATEMENTS[name]) == {stop.id}
        assert seen(NOTHING, STATEMENTS[name]) == set()


def test_what_is_written_is_narrowed_too(stops):
    here, there = stops
    db.session.commit()
    for stop in (there, here):
        with acting_as(Actor(user_id=1, scope=Scope(regions=frozenset({stop.region_id})))):
            changed = db.session.execute(update(Event).values(reason=str(stop.id)).returning(Event.stop_id)).scalars().all()
            assert changed == [stop.id]
            assert db.session.execute(delete(Registration).returning(Registration.stop_id)).scalars().all() == [stop.id]


def test_only_scopes_that_look_the_same_share_what_is_compiled(app):
    def key(scope: Scope) -> Any:
        return select(Event.id).options(_narrowing(scope))._generate_cache_key().key

    one, other = Scope(regions=frozenset({1})), Scope(regions=frozenset({2, 3}), stops=frozenset({9}))
    assert key(one) == key(other)
    assert len({key(one), key(PUBLIC), key(NOTHING), select(Event.id)._generate_cache_key().key}) == 4
