"""What is read of a walk, and by whom."""

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.walks.models import WalkTeam
from campaign.walks.queries import doors_of, team_of, walk_of
from campaign.walks.rooms import in_order, room_key
from tests.factories import a_stop, a_user
from tests.walks.halls import a_building, a_walk, a_walk_event


def test_an_event_without_a_walk_has_an_empty_one(app):
    event = a_walk_event()
    walk = walk_of(event.id)
    assert (walk.building, walk.teams, doors_of(event_id=event.id)) == (None, (), ())


@pytest.mark.parametrize("floors", [1, 3])
def test_a_walk_asks_the_same_however_long_it_is(app, statements, floors):
    walk = a_walk(building=a_building(floors={str(n): (f"{n}01", f"{n}02") for n in range(1, floors + 1)}))
    event_id = walk.event_id
    statements.clear()
    found, doors = walk_of(event_id), doors_of(event_id=event_id)
    assert (len(statements), len(doors), len(found.teams)) == (5, floors * 2, 2)


def test_doors_come_in_the_order_of_their_team(app):
    walk = a_walk()
    assert [door.room for door in doors_of(event_id=walk.event_id)] == ["101", "102", "103", "201", "202"]
    second = db.session.query(WalkTeam).filter_by(event_id=walk.event_id, number=2).one()
    assert [(door.floor, door.room) for door in doors_of(team_id=second.id)] == [("2", "201"), ("2", "202")]


def test_another_region_has_no_walk(app):
    walk = a_walk()
    team = db.session.query(WalkTeam).filter_by(event_id=walk.event_id, number=1).one()
    stranger = actor_with_id(a_user(Role.STOP, stop=a_stop()).id)
    with acting_as(stranger):
        assert doors_of(event_id=walk.event_id) == ()
        for ask in (lambda: walk_of(walk.event_id), lambda: team_of(team.id)):
            with pytest.raises(NotFound):
                ask()


def test_rooms_are_compared_and_sorted_as_people_do():
    assert room_key("305 А") == room_key("305a") != room_key("305")
    assert room_key("3/15") != room_key("315")
    assert sorted(["310", "9", "305а", "Приёмная", "305"], key=in_order) == ["9", "305", "305а", "310", "Приёмная"]
