"""What events are counted with: by whom each number was said, and which of several counts."""

import pytest
from sqlalchemy import update

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db
from campaign.events.deadlines.models import Permit
from campaign.events.deadlines.schemas import Basis as LegalBasis
from campaign.events.models import Event, EventRole, Kit, KitEvent
from campaign.events.schemas import Anchor, EventState
from campaign.materials.norms.queries import counts_of
from campaign.materials.norms.schemas import NOTHING, Basis, Count, Source
from campaign.motorcades.schemas import CarState
from campaign.people.checkin.models import CheckIn
from campaign.people.schemas import RegistrationState
from tests.factories import NOON, a_registration, a_role, a_stop, an_event, an_event_kind, kept, words
from tests.materials.norms.norms import typed
from tests.motorcades.columns import a_car, a_motorcade
from tests.people.groups.groups import a_group
from tests.walks.halls import a_walk, a_walk_event


def of(event: Event, basis: Basis, role: str = "") -> Count:
    return counts_of([event.id])[event.id].of(basis, words(role))


def from_a_kit(event: Event, **measures: int) -> None:
    kit = kept(Kit(code="k", name=words("Набор")))
    made = kept(
        KitEvent(
            kit_id=kit.id, kind_id=event.kind_id, position=1, title=words("Обход"), description=words(""),
            anchor=Anchor.ARRIVAL, day_offset=0, starts=NOON.time(), minutes=60, **measures,
        )
    )  # fmt: skip
    event.kit_event_id = made.id
    db.session.commit()


def test_doors_and_teams_are_live_once_there_are_any_else_typed_else_the_kits(app):
    event = a_walk_event()
    assert {of(event, basis) for basis in (Basis.OFFICE, Basis.OFFICIAL, Basis.TEAM)} == {Count(0, Source.UNKNOWN)}
    from_a_kit(event, teams=12, offices=80)
    assert of(event, Basis.OFFICE) == of(event, Basis.OFFICIAL) == Count(80, Source.KIT)
    assert of(event, Basis.TEAM) == Count(12, Source.KIT)
    typed(event, Basis.OFFICE, 60)
    typed(event, Basis.OFFICIAL, 140)
    assert of(event, Basis.OFFICE) == Count(60, Source.TYPED, ((Source.KIT, 80),))
    a_walk(event)
    assert of(event, Basis.OFFICE) == Count(5, Source.LIVE, ((Source.TYPED, 60), (Source.KIT, 80)))
    assert of(event, Basis.TEAM) == Count(2, Source.LIVE, ((Source.KIT, 12),))
    assert of(event, Basis.OFFICIAL).number == 140  # the register does not know how many sit behind a door


def test_cars_are_those_of_the_column_that_come_else_typed_else_those_of_the_permit(app):
    event = a_motorcade()
    place = {"event_id": event.id, "stop_id": event.stop_id, "region_id": event.region_id}
    kept(Permit(basis=LegalBasis.ORDER, vehicles=20, **place))
    assert of(event, Basis.VEHICLE) == Count(20, Source.PERMIT)
    typed(event, Basis.VEHICLE, 15)
    assert of(event, Basis.VEHICLE) == Count(15, Source.TYPED, ((Source.PERMIT, 20),))
    a_car(event)
    a_car(event).state = CarState.ABSENT
    db.session.commit()
    assert of(event, Basis.VEHICLE) == Count(1, Source.LIVE, ((Source.TYPED, 15), (Source.PERMIT, 20)))


def test_of_people_the_greater_counts_until_the_event_is_held(app):
    event = an_event()
    assert of(event, Basis.PARTICIPANT) == Count(0, Source.UNKNOWN)
    people = [a_registration(event, f"Айша {number}") for number in range(3)]
    assert of(event, Basis.PARTICIPANT) == Count(3, Source.CONFIRMED)
    event.capacity = 100
    db.session.commit()
    assert of(event, Basis.PARTICIPANT) == Count(100, Source.CAPACITY, ((Source.CONFIRMED, 3),))
    typed(event, Basis.PARTICIPANT, 2)
    assert of(event, Basis.PARTICIPANT) == Count(3, Source.CONFIRMED, ((Source.TYPED, 2), (Source.CAPACITY, 100)))
    event.state = EventState.HELD
    db.session.commit()
    assert of(event, Basis.PARTICIPANT).source is Source.CONFIRMED
    kept(CheckIn(event_id=event.id, registration_id=people[0].id, at=NOON))
    told = ((Source.CONFIRMED, 3), (Source.TYPED, 2), (Source.CAPACITY, 100))
    assert of(event, Basis.PARTICIPANT) == Count(1, Source.CHECKED_IN, told)


def test_what_organisations_announced_without_names_and_who_waits_with_them_counts(either_app):
    event = an_event(capacity=6)
    a_registration(event, "Айша")
    a_group(event.id, 6)
    a_registration(event, "Стоит в очереди", state=RegistrationState.WAITING)  # without a group: nobody has announced them
    found = of(event, Basis.PARTICIPANT)
    assert found == Count(7, Source.ANNOUNCED, ((Source.CAPACITY, 6), (Source.CONFIRMED, 1)))


def test_people_of_a_role_are_found_by_its_words_in_any_language(app):
    event = an_event()
    role, other = a_role(event, "фотограф", 3), a_role(event, "медик")
    db.session.execute(update(EventRole).where(EventRole.id == other.id).values(taken=2))
    db.session.commit()
    assert of(event, Basis.ROLE, "  ФОТОГРАФ ") == Count(3, Source.CAPACITY, ((Source.CONFIRMED, 0),))
    assert of(event, Basis.ROLE, "медик") == Count(2, Source.CONFIRMED)
    assert of(event, Basis.ROLE, "водитель") == Count(0, Source.FIXED)
    typed(event, Basis.ROLE, 7, role.id)
    assert of(event, Basis.ROLE, "фотограф").number == 7


def test_a_cancelled_event_needs_nothing_and_a_taken_back_number_was_not_said(app):
    event = an_event(state=EventState.CANCELLED, capacity=50)
    assert {of(event, basis) for basis in Basis} == {NOTHING}
    other = an_event(capacity=50)
    typed(other, Basis.PARTICIPANT, None)
    assert of(other, Basis.PARTICIPANT).number == 50
    assert of(other, Basis.EVENT).number == 1


def test_events_of_another_stop_are_not_counted(app):
    mine, foreign = an_event(), an_event()
    grants = (Grant(Role.STOP, region_id=mine.region_id, stop_id=mine.stop_id),)
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))):
        assert set(counts_of([mine.id, foreign.id])) == {mine.id}


@pytest.mark.parametrize("many", [1, 3])
def test_a_route_is_counted_in_nine_statements_however_long_it_is(app, statements, many):
    stops = [a_stop() for _ in range(many)]
    events = [an_event(stop, state=state) for stop in stops for state in (EventState.OPEN, EventState.HELD)]
    an_event_kind("rally")
    for event in events:
        a_role(event)
        typed(event, Basis.PARTICIPANT, 10)
    ids = [event.id for event in events]
    db.session.expire_all()
    statements.clear()
    found = counts_of(ids)
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 9
    assert {each.of(Basis.PARTICIPANT).number for each in found.values()} == {10, 0}
    statements.clear()
    assert counts_of([]) == {}
    assert statements == []
