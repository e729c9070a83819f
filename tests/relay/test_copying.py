"""Last year's season with new dates: order, stays and pins stay, people do not, places that left the region are named."""

from datetime import date, time

import pytest
from sqlalchemy import select

from campaign.core import calendar, clock
from campaign.core.actor import Role
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.schemas import TaskAnchor, TaskState
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.relay import copying, planning, queries, services
from campaign.relay.dates import ConflictKind, SkipRule
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import PlanWish
from campaign.territory.models import Unit
from tests.factories import a_user
from tests.reader import Reader

START = date(2027, 3, 1)


@pytest.fixture
def earlier(shipped_app):
    """Karaganda 2018: eighteen places from 1 March, seven days each, Temirtau third, Saran four days."""
    wish = PlanWish(
        "KZ-35", date(2018, 3, 1), date(2018, 3, 1), 7, date(2018, 12, 9), "standard", pins=(("kar-temirtau", 3),),
        stays=(("kar-saran", 4),), skip=SkipRule(weekends=True),
    )  # fmt: skip
    return queries.relay_row(services.create_season(wish, "earlier").relay_id)


def plan_of(copy: copying.Copy, own: bool = True):
    state = copying.state_for(copy, START, copying.until_for(copy.earlier, START), "standard", own)
    return planning.propose(state.wish(copy.kept))


def test_the_places_of_2018_that_are_still_there_in_2027_come_in_the_same_order(earlier):
    copy = copying.copy_of(earlier.id, START)
    then = [stop.unit_code for stop in queries.chain_of(earlier.id)]
    plan = plan_of(copy)
    codes = [stop.code for stop in plan.stops]
    assert (len(then), len(codes)) == (18, 13)
    assert codes == [code for code in then if code in set(codes)]
    assert {(gone.name.ru, gone.region.ru) for gone in copy.gone} >= {("Жезказган", "область Ұлытау")}
    assert all(gone.region is not None for gone in copy.gone)
    assert len(copy.gone) == 5
    assert "kar-nura-district" in {unit.code for unit in copy.renamed}
    assert dict(plan.wish.stays) == {"kar-saran": 4}
    assert plan.wish.stay_days == 7
    assert (plan.wish.skip, "kar-temirtau" in dict(plan.wish.pins)) == (SkipRule(weekends=True), True)
    assert plan.wish.until == date(2027, 12, 9)


def test_holidays_are_those_of_the_new_year(earlier):
    """In 2027 Nauryz begins on a Sunday, so that a day off is moved; a stay that ends then is a conflict of 2027 only."""
    off = [day for day in (date(2027, 3, number) for number in range(21, 27)) if calendar.is_holiday(day)]
    assert [day.day for day in off] == [21, 22, 23, 24]
    assert not calendar.is_holiday(date(2018, 3, 24))
    copy = copying.copy_of(earlier.id, START)
    wish = plan_of(copy).wish
    moved = PlanWish(**{**vars(wish), "skip": SkipRule(), "start": date(2027, 3, 18), "stays": ((wish.order[0], 7),)})
    found = planning.propose(moved).stops[0].conflicts
    assert [(conflict.kind, conflict.date) for conflict in found] == [(ConflictKind.HOLIDAY, date(2027, 3, 24))]


def test_stays_that_were_slipped_are_copied_as_they_are(earlier):
    """Once the chain does not stand as it was wished, its days are the wish."""
    last = queries.chain_of(earlier.id)[-1]
    db.session.query(Stop).filter_by(id=last.id).update({"departs_on": date(2018, 12, 1)})
    db.session.query(Relay).update({"wish": None})
    db.session.commit()
    chain = {stop.unit_code: (stop.departs_on - stop.arrives_on).days + 1 for stop in queries.chain_of(earlier.id)}
    copied = plan_of(copying.copy_of(earlier.id, START)).wish
    lengths = {code: dict(copied.stays).get(code, copied.stay_days) for code in copied.order}
    assert lengths == {code: min(chain[code], planning.MOST_DAYS) for code in copied.order}


def test_own_events_come_at_the_new_days_and_the_same_hour_without_people(earlier):
    first = queries.chain_of(earlier.id)[0]
    changed, called_off, *rest = db.session.scalars(select(Event).where(Event.stop_id == first.id).order_by(Event.id)).all()
    changed.responsible, changed.responsible_phone, changed.state, changed.edited = (
        "Айгүл",
        "+77000000001",
        EventState.HELD,
        True,
    )
    changed.move(clock.at(date(2018, 3, 2), 16, 30, first.time_zone), clock.at(date(2018, 3, 2), 18, 0, first.time_zone))
    called_off.state = EventState.CANCELLED
    db.session.query(ChecklistTask).filter_by(stop_id=first.id).update(
        {"person": "Айгүл", "state": TaskState.NOT_NEEDED, "settled_at": clock.now()}
    )
    task = {"stop_id": first.id, "region_id": first.region_id, "title": changed.title}
    db.session.add(ChecklistTask(**task, anchor=TaskAnchor.FIXED, fixed_on=date(2018, 2, 27)))
    role = db.session.scalars(select(EventRole).where(EventRole.event_id == changed.id)).first()
    role.capacity, role.taken = 9, 4
    uid, kit_event_id, kept = changed.uid, changed.kit_event_id, {event.title.ru for event in (changed, *rest)}
    db.session.commit()
    plan = plan_of(copying.copy_of(earlier.id, START))
    expected = services.events_to_make(plan)
    made = services.create_season(plan.wish, "copy")
    new = queries.chain_of(made.relay_id)[0]
    events = db.session.scalars(select(Event).where(Event.stop_id == new.id)).all()
    assert {event.title.ru for event in events} == kept
    assert {event.state for event in events} == {EventState.DRAFT}
    assert (made.stops, made.events) == (13, expected)
    copy = next(event for event in events if event.kit_event_id == kit_event_id)
    wall = clock.on_the_wall(copy.starts_at, new.time_zone)
    assert (wall.date(), wall.time()) == (date(2027, 3, 2), time(16, 30))
    assert (copy.responsible, copy.responsible_phone, copy.taken, copy.edited) == ("", "", 0, True)
    assert copy.uid != uid
    assert (9, 0) in {
        (found.capacity, found.taken) for found in db.session.scalars(select(EventRole).where(EventRole.event_id == copy.id))
    }
    tasks = db.session.scalars(select(ChecklistTask).where(ChecklistTask.stop_id == new.id)).all()
    assert {(task.state, task.person) for task in tasks} == {(TaskState.OPEN, "")}
    assert date(2027, 2, 27) in {task.fixed_on for task in tasks}
    assert all(outcome.ok for outcome in recount(["chain"]))
    assert queries.relay_row(made.relay_id).last_receiver_id == earlier.last_receiver_id


def test_events_of_a_kit_come_where_they_were_chosen(earlier):
    db.session.query(Event).update({"state": EventState.CANCELLED})
    db.session.commit()
    copy = copying.copy_of(earlier.id, START)
    kit = services.kits()[0].events
    assert services.create_season(plan_of(copy, own=False).wish, "kit").events == 13 * kit


def test_the_season_is_copied_on_pages(earlier, shipped_app):
    reader = Reader(shipped_app)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/relays/{earlier.id}")
    reader.visit(reader.page.find("a", string="Copy with new dates")["href"])
    assert reader.page.select_one("#start")["value"] == "2019-02-28"
    reader.visit(f"/staff/relays/{earlier.id}/copy?lang=en")
    reader.visit(f"/staff/relays/{earlier.id}/copy?start=2027-03-01&until=2027-12-09&events=own&kit=standard")
    assert "now in Ulytau Region" in reader.text() or "now in Ulytau" in reader.text()
    reader.visit(
        f"/staff/relays/{earlier.id}/copy?start=2027-03-01&until=2027-12-09&events=own&kit=standard&next=1", expect=302
    )
    reader.follow()
    assert "Like the relay of" in reader.text()
    assert "13 places in the same order" in reader.text()
    reader.page.select_one("#page-form").append(reader.page.new_tag("input", attrs={"name": "act", "type": "hidden"}))
    reader.send({"act": "create"}, form="#page-form", expect=303)
    reader.follow()
    assert "The season is created: 13 stops" in reader.text()
    reader.visit(f"/staff/relays/{earlier.id}/copy?start=31.02.2027&until=&events=own&kit=standard&next=1", expect=422)
    assert "This is no date" in reader.text()
    reader.visit(f"/staff/relays/{earlier.id}/copy?start=3027-01-01&until=3027-12-09&events=own&kit=standard", expect=422)


def test_a_relay_inside_a_stop_is_not_copied(earlier):
    stop = queries.chain_of(earlier.id)[0]
    db.session.query(Unit).filter_by(code="kar-saran").update({"parent_id": stop.unit_id})
    db.session.query(Relay).update({"parent_stop_id": stop.id})
    db.session.commit()
    with pytest.raises(NotFound, match="planned anew"):
        copying.copy_of(earlier.id, START)
