"""Events go with their stop: which day, which hour, who hears of it, and back again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import Translated
from campaign.events import services
from campaign.events.models import Event, KitEvent
from campaign.events.schemas import Anchor, EventState
from campaign.events.shifting import KitDay, day_after, moved_by
from campaign.events.slips import EventsOfASlip
from campaign.events.wall import kit_day
from campaign.relay.dates import Stay
from campaign.relay.models import Stop
from campaign.relay.schemas import StopMove
from tests.factories import NOON, a_place, a_stop, an_event

STAY = Stay("", 1, date(2018, 4, 6), date(2018, 4, 20))
LATER = replace(STAY, arrives=date(2018, 4, 9), departs=date(2018, 4, 23))
SHORTER = replace(STAY, departs=date(2018, 4, 8))


@pytest.mark.parametrize(
    ("day", "kit", "later", "shorter"),
    [
        (date(2018, 4, 6), KitDay(Anchor.ARRIVAL, 0), date(2018, 4, 9), date(2018, 4, 6)),
        (date(2018, 4, 11), KitDay(Anchor.ARRIVAL, 5), date(2018, 4, 14), date(2018, 4, 8)),  # never after the last day
        (date(2018, 4, 19), KitDay(Anchor.DEPARTURE, -1), date(2018, 4, 22), date(2018, 4, 7)),
        (date(2018, 4, 4), KitDay(Anchor.ARRIVAL, -2), date(2018, 4, 7), date(2018, 4, 4)),
        (date(2018, 4, 23), KitDay(Anchor.DEPARTURE, 3), date(2018, 4, 26), date(2018, 4, 11)),
        (date(2018, 4, 12), KitDay(Anchor.ARRIVAL, 5), date(2018, 4, 15), date(2018, 4, 12)),  # put there by a hand
        (date(2018, 4, 18), KitDay(Anchor.DEPARTURE, -1), date(2018, 4, 21), date(2018, 4, 6)),
        (date(2018, 4, 10), None, date(2018, 4, 13), date(2018, 4, 10)),
    ],
)
def test_an_event_keeps_its_distance_to_the_day_it_hangs_on(day, kit, later, shorter):
    assert day_after(day, kit, STAY, LATER) == later
    assert day_after(day, kit, STAY, SHORTER) == shorter


def test_the_clock_on_the_wall_stays_where_the_country_changed_its_hour():
    """On 1 March 2024 Karaganda went from UTC+6 to UTC+5, so 29 February had its last hour twice: the first is meant."""
    zone = "Asia/Almaty"
    at = clock.at(date(2024, 2, 27), 23, 30, zone)
    moved = [moved_by(at, at + timedelta(minutes=20), zone, days) for days in (0, 2, 3)]
    assert [clock.on_the_wall(starts, zone).isoformat() for starts, _ends in moved] == [
        "2024-02-27T23:30:00+06:00", "2024-02-29T23:30:00+06:00", "2024-03-01T23:30:00+05:00",
    ]  # fmt: skip
    assert {ends - starts for starts, ends in moved} == {timedelta(minutes=20)}


@dataclass
class Told:
    """Keeps nobody, but remembers what was said about which event."""

    news: list[tuple[str, int]] = field(default_factory=list)

    def tell_changed(self, session: Session, event_id: int, before: object) -> None:
        self.news.append(("changed", event_id))

    def tell_cancelled(self, session: Session, event_id: int) -> None:
        self.news.append(("cancelled", event_id))

    def tell_restored(self, session: Session, event_id: int) -> None:
        self.news.append(("restored", event_id))

    def room_made(self, session: Session, event_id: int) -> None:
        """Nobody waits."""

    def another_day(self, session: Session, event_id: int, day: date) -> None:
        """Nobody is too young."""

    def registered_at(self, session: Session, event_ids):
        return dict.fromkeys(event_ids, 7)


@pytest.fixture
def told() -> Iterator[Told]:
    port = Told()
    before = services.ATTENDEES[:]
    services.ATTENDEES[:] = [port]
    yield port
    services.ATTENDEES[:] = before


def move_of(stop: Stop, after: Stay | None) -> StopMove:
    stay = Stay("", stop.position, stop.arrives_on, stop.departs_on)
    return StopMove(stop.id, stop.relay_id, stop.region_id, Translated(ru="Темиртау"), stop.time_zone, stay, after)


def later(stop: Stop, days: int = 3) -> StopMove:
    step = timedelta(days=days)
    return move_of(stop, Stay("", stop.position, stop.arrives_on + step, stop.departs_on + step))


def events_at(stop: Stop) -> dict[str, tuple[datetime, datetime, EventState, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(Event).where(Event.stop_id == stop.id))
    return {event.title.ru: (event.starts_at, event.ends_at, event.state, event.reason) for event in rows}


def a_full_stop() -> Stop:
    """An event in every state, and one that is over although nobody has said so."""
    stop = a_stop()
    for state in EventState:
        an_event(stop, title=state.value, state=state)
    an_event(stop, title="over", state=EventState.OPEN, starts=clock.campaign_now() - timedelta(days=1))
    return stop


def test_what_is_to_come_moves_and_who_knew_is_told(app, told):
    stop = a_full_stop()
    port, move = EventsOfASlip(), later(stop)
    plan = port.preview([move], False, ())
    assert [(str(shift.title), shift.announced, shift.people) for shift in plan.shifts] == [
        ("draft", False, 0), ("approved", True, 7), ("open", True, 7),
    ]  # fmt: skip
    assert plan.fixed == 4
    before = events_at(stop)
    with unit_of_work() as session:
        facts = port.apply(session, [move], False, "праздник на площади")
    moved = {title: was[0] + timedelta(days=3) for title, was in before.items()}
    after = events_at(stop)
    assert {title: after[title][0] for title in ("draft", "approved", "open")} == {
        title: moved[title] for title in ("draft", "approved", "open")
    }
    assert {title: after[title] for title in ("held", "reported", "cancelled", "over")} == {
        title: before[title] for title in ("held", "reported", "cancelled", "over")
    }
    assert [word for word, _event in told.news] == ["changed", "changed"]
    trail = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "event.moved")).all()
    assert [entry.reason for entry in trail] == ["праздник на площади"] * 3
    with unit_of_work() as session:
        port.undo(session, [move], facts)
    assert events_at(stop) == before


def test_only_what_nobody_knows_moves_when_that_is_wished(app, told):
    stop = a_full_stop()
    plan = EventsOfASlip().preview([later(stop, 30)], True, ())
    assert [str(shift.title) for shift in plan.shifts] == ["draft"]
    assert [str(shift.title) for shift in plan.kept] == ["approved", "open"]
    assert [(clash.hard, str(clash.words)) for clash in plan.clashes] == [
        (False, "2 announced events at Темиртау stay on their days, outside the new stay.")
    ]
    with unit_of_work() as session:
        EventsOfASlip().apply(session, [later(stop, 30)], True, "")
    assert told.news == []


def test_a_stop_that_leaves_the_chain_calls_its_events_off_and_back(app, told):
    stop = a_full_stop()
    move, before = move_of(stop, None), events_at(stop)
    assert [clash.hard for clash in EventsOfASlip().preview([move], True, ()).clashes] == [True]
    assert EventsOfASlip().preview([move], False, ()).clashes == ()
    with unit_of_work() as session:
        facts = EventsOfASlip().apply(session, [move], False, "наводнение")
    assert {title: (state, why) for title, (_s, _e, state, why) in events_at(stop).items()} == {
        **{title: (was[2], was[3]) for title, was in before.items()},
        **dict.fromkeys(("draft", "approved", "open"), (EventState.CANCELLED, "наводнение")),
    }
    with unit_of_work() as session:
        EventsOfASlip().undo(session, [move], facts)
    assert events_at(stop) == before
    assert [word for word, _event in told.news] == ["cancelled"] * 3 + ["restored"] * 3


def test_an_event_that_was_changed_since_keeps_a_slip_from_being_undone(app, told):
    stop = a_stop()
    event = an_event(stop)
    with unit_of_work() as session:
        facts = EventsOfASlip().apply(session, [later(stop)], False, "")
    services.change_state(event.id, EventState.HELD, "", 2)  # words that were changed would not keep it
    with pytest.raises(Conflict, match="was changed since"), unit_of_work() as session:
        EventsOfASlip().undo(session, [later(stop)], facts)
    an_event(stop)
    with pytest.raises(Conflict, match="added"), unit_of_work() as session:
        EventsOfASlip().undo(session, [later(stop)], facts)


def test_a_known_event_does_not_slip_into_the_past(app, told):
    stop = a_stop()
    an_event(stop)
    (clash,) = EventsOfASlip().preview([later(stop, -10)], False, ()).clashes
    assert clash.hard
    assert clash.page == ("events_staff.event", "event_id", clash.page[2])


def test_the_same_person_or_place_twice_is_found_only_where_the_slip_makes_it(app, told):
    """Two stops share a hall and a speaker; the second is moved into the days of the first."""
    first, second = a_stop(), a_stop(arrives=date(2018, 4, 16), departs=date(2018, 4, 20))
    hall = a_place(first)
    for stop, title, starts in ((first, "Митинг", NOON), (second, "Лекция", NOON + timedelta(days=10))):
        event = an_event(stop, title=title, state=EventState.DRAFT, starts=starts)
        event.place_id, event.responsible = hall.id, "Сагинтаев Нурлан"
    for hour in (0, 4):  # at odds with each other already: the slip does not make that
        other = an_event(second, title="Квест", state=EventState.DRAFT, starts=NOON + timedelta(days=12, minutes=hour))
        other.responsible = "Оспанова Гүлнар"
    db.session.commit()
    assert EventsOfASlip().preview([later(second, 1)], False, ()).clashes == ()
    found = EventsOfASlip().preview([later(second, -10)], False, ()).clashes
    assert [(clash.hard, str(clash.words)) for clash in found] == [
        (True, "6\xa0April\xa02018: “Митинг” and “Лекция” run at the same time for 60 minutes.")
    ] * 2
    assert {"Сагинтаев" in str(clash.note) for clash in found} == {True, False}


@pytest.mark.parametrize("stops", [1, 3])
def test_a_preview_asks_six_questions_however_many_events(app, statements, stops):
    rows = [a_full_stop() for _number in range(stops)]
    moves = [later(stop) for stop in rows]
    statements.clear()
    assert len(EventsOfASlip().preview(moves, False, ()).shifts) == 3 * stops
    assert len(statements) == 6


def test_an_event_of_a_kit_goes_where_the_kit_wants_it(shipped_app, told):
    stop = a_stop(arrives=date(2018, 4, 16), departs=date(2018, 4, 30))
    services.apply_kit(stop.id, "standard")
    shorter = move_of(stop, Stay("", stop.position, date(2018, 4, 18), date(2018, 4, 19)))
    with unit_of_work() as session:
        EventsOfASlip().apply(session, [shorter], False, "")
    rows = db.session.execute(
        select(Event.day, KitEvent.anchor, KitEvent.day_offset).join(KitEvent, KitEvent.id == Event.kit_event_id)
    ).all()
    stay = (date(2018, 4, 18), date(2018, 4, 19))
    assert rows
    assert all(day == kit_day(anchor, offset, *stay) for day, anchor, offset in rows)
