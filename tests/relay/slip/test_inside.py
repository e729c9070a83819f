"""A stop slips, and the relay inside of it goes along with its events, or the preview says why it does not."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.i18n import Translated
from campaign.events.models import Event
from campaign.relay import queries as relays
from campaign.relay import services as seasons
from campaign.relay.models import Relay
from campaign.relay.schemas import PlanWish, ShiftKind, StopRow
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import SlipAct, SlipWish
from campaign.territory.schemas import NewPart, UnitKind
from campaign.territory.services import add_part
from tests.relay.slip.slips import everything, slip, words

WEEK = timedelta(days=7)
ELSEWHERE = ("slips",)


@pytest.fixture
def city(shipped_app) -> StopRow:
    """Temirtau, from 6 to 20 August 2018, the second of three stops."""
    wish = PlanWish(
        "KZ-35", date(2018, 4, 1), date(2018, 7, 23), 15, date(2018, 12, 9), "standard",
        unit_codes=("kar-karaganda", "kar-temirtau", "kar-saran"), order=("kar-karaganda", "kar-temirtau", "kar-saran"),
    )  # fmt: skip
    return relays.chain_of(seasons.create_season(wish, "around").relay_id)[1]


def districts(city: StopRow, start: date = date(2018, 8, 6), stay: int = 5, **more) -> int:
    """A relay through three parts of the city."""
    for number in range(1, 4):
        add_part(city.unit_id, NewPart(UnitKind.CITY_DISTRICT, Translated(f"{number}-бөлік", f"Часть {number}"), None, None))
    wish = PlanWish(
        "KZ-35", date(2018, 4, 1), start, stay, date(2018, 12, 9), "standard", first="", parent_stop_id=city.id, **more
    )
    return seasons.create_season(wish, "inside").relay_id


def moved(city: StopRow, act: SlipAct = SlipAct.MOVE, days: int = 7, relay_id: int = 0) -> SlipWish:
    return SlipWish(relay_id or city.relay_id, act, city.id, days)


def days_of(relay_id: int) -> list[tuple[date, date]]:
    db.session.rollback()
    return [(stop.arrives_on, stop.departs_on) for stop in relays.chain_of(relay_id)]


def events_of(relay_id: int) -> list[date]:
    db.session.rollback()
    stops = [stop.id for stop in relays.chain_of(relay_id)]
    return list(db.session.scalars(select(Event.day).where(Event.stop_id.in_(stops)).order_by(Event.id)))


def test_it_goes_along_with_its_events_and_comes_back(city):
    inside = districts(city)
    before, events = days_of(inside), events_of(inside)
    seen = queries.preview(moved(city))
    assert [shift.title.ru for shift in seen.shifts_of(ShiftKind.STOP)] == [stop.name.ru for stop in relays.chain_of(inside)]
    assert {shift.stop_id for shift in seen.shifts_of(ShiftKind.STOP)} == {city.id}
    was = everything(ELSEWHERE)
    slip(moved(city))
    assert days_of(inside) == [(first + WEEK, last + WEEK) for first, last in before]
    assert events_of(inside) == [day + WEEK for day in events]
    assert all(outcome.ok for outcome in recount(["chain"]))
    services.undo(city.relay_id, queries.slips_of(city.relay_id)[0].id)
    now = everything(ELSEWHERE)
    assert (days_of(inside), events_of(inside)) == (before, events)
    assert {table for table in was if was[table] != now[table]} <= {"relays", "events"}  # their versions have grown


def test_one_that_may_outlast_the_stay_keeps_its_days_and_says_so(city):
    inside = districts(city, date(2018, 9, 1), 20, may_outlast=True)
    before = days_of(inside)
    assert any("keeps its days" in said for said in words(queries.preview(moved(city)), hard=False))
    slip(moved(city))
    assert days_of(inside) == before


def test_a_stay_that_becomes_too_short_for_it_is_a_hard_clash(city):
    districts(city)
    seen = queries.preview(moved(city, SlipAct.LENGTH, -6))
    assert any("beyond the stay" in said for said in words(seen, hard=True))
    with pytest.raises(Conflict):
        slip(moved(city, SlipAct.LENGTH, -6))


def test_a_stop_with_a_relay_of_its_own_is_not_left_out(city):
    districts(city)
    assert any("left without its stop" in said for said in words(queries.preview(moved(city, SlipAct.SKIP, 0)), hard=True))


def test_what_has_begun_does_not_move(city):
    inside = districts(city)
    before = days_of(inside)
    clock.set_shift(clock.at(date(2018, 8, 7), 9, 0, "Asia/Almaty") - clock.now())
    first = queries.preview(moved(city, SlipAct.LENGTH, 7))
    assert first.shifts_of(ShiftKind.STOP) == ()
    slip(moved(city, SlipAct.LENGTH, 7))
    assert days_of(inside) == before


def test_it_does_not_leave_its_stop_when_it_is_slipped_itself(city):
    inside = districts(city)
    last = relays.chain_of(inside)[-1]
    seen = queries.preview(moved(last, SlipAct.LENGTH, 7, inside))
    assert any("beyond the stay" in said for said in words(seen, hard=True))
    assert words(queries.preview(moved(last, SlipAct.LENGTH, 1, inside)), hard=True) == []


def test_a_step_is_not_undone_when_what_is_inside_was_changed_since(city):
    inside = districts(city)
    slip(moved(city))
    db.session.query(Relay).filter_by(id=inside).update({"version": 9})
    db.session.commit()
    with pytest.raises(Conflict, match="changed since"):
        services.undo(city.relay_id, queries.slips_of(city.relay_id)[0].id)
