"""The demo: Karaganda 2018 with invented people, loaded whole or not at all."""

from datetime import date

import pytest
from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.custody.models import BatonItem
from campaign.relay.custody.queries import handovers_of, items_of
from campaign.relay.models import Relay, Stop
from campaign.reports.demo import ACCOUNTS, load_demo
from campaign.territory.models import Unit
from campaign.walks.buildings.queries import building_of
from campaign.walks.layout import survey
from campaign.walks.models import Walk
from campaign.walks.queries import doors_of, walk_of


def stays() -> dict[str, tuple[date, date]]:
    rows = db.session.execute(select(Unit.code, Stop.arrives_on, Stop.departs_on).join(Unit, Unit.id == Stop.unit_id))
    return {code: (first, last) for code, first, last in rows}


def relays() -> tuple[int, int]:
    """Of regions, and inside of stops."""
    inside = list(db.session.scalars(select(Relay.parent_stop_id)))
    return inside.count(None), len(inside) - inside.count(None)


def test_the_demo_is_the_season_the_press_told(shipped_app):
    assert [account.role for account in load_demo()] == [account.role for account in ACCOUNTS]
    found = stays()
    assert found["kar-karaganda"] == (date(2018, 4, 2), date(2018, 4, 6))
    assert found["kar-temirtau"] == (date(2018, 4, 6), date(2018, 4, 11))
    assert max(last for _first, last in found.values()) <= date(2018, 12, 9)
    assert relays() == (2, 1)
    assert clock.campaign_today() == date(2018, 4, 5)
    assert all(taken <= capacity for taken, capacity in db.session.execute(select(Event.taken, Event.capacity)) if capacity)
    waiting = select(func.count()).where(Registration.state == RegistrationState.WAITING)
    assert db.session.scalar(waiting) == 3
    assert db.session.scalar(select(func.count()).select_from(Person)) > 200
    the_walks_are_ready()


def the_walks_are_ready() -> None:
    """An akimat of five floors and 120 doors, four teams of equal size with everybody who has a place."""
    asked = select(Walk.event_id).join(Event, Event.id == Walk.event_id).order_by(Event.starts_at)
    karaganda, temirtau = (walk_of(event_id) for event_id in db.session.scalars(asked))
    assert temirtau.building is not None
    building = building_of(temirtau.building.id)
    assert (len(building.floors), len(building.doors)) == (5, 120)
    assert [len(doors_of(team_id=team.id)) for team in temirtau.teams] == [30, 30, 30, 30]
    assert (sum(team.members for team in temirtau.teams) > 80, len(karaganda.teams)) == (True, 2)
    assert survey(temirtau.teams, building, doors_of(event_id=temirtau.event_id)).is_ready


def test_the_baton_of_the_demo_is_in_karaganda_and_promised_to_temirtau(demo_app):
    (relay_id,) = set(db.session.scalars(select(BatonItem.relay_id)))
    names = [(row.giver.name.ru, row.receiver.name.ru, row.state.value) for row in handovers_of(relay_id)]
    assert names[0] == ("Караганда", "Темиртау", "proposed")
    assert {item.where.party.name.ru for item in items_of(relay_id)} == {"Караганда"}
    assert all(outcome.ok for outcome in recount(["custody"]))


def test_the_demo_goes_only_into_an_empty_database(shipped_app):
    load_demo()
    with pytest.raises(Conflict, match="already"):
        load_demo()
    assert relays() == (2, 1)
