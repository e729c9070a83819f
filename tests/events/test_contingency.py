"""Bad weather: a plan is written down, an event is moved in one step and back, and everybody who comes hears of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Stale
from campaign.core.i18n import Translated
from campaign.events import queries as events
from campaign.events import services as event_services
from campaign.events.contingency import queries, services
from campaign.events.contingency.schemas import ContingencyWish, Target, Threshold
from campaign.events.contingency.slips import ReserveDatesOfASlip
from campaign.events.models import Event, Place
from campaign.events.schemas import EventState
from campaign.events.slips import EventsOfASlip
from campaign.relay.dates import Stay
from campaign.relay.schemas import StopMove
from tests.events.test_planning import complaints
from tests.factories import NOON, a_place, a_region, a_relay, a_stop, a_user, an_event, words

WISH = ContingencyWish(
    reserve_day=date(2018, 4, 8), reserve_starts=time(15), indoor_place_id=None, threshold=Threshold(wind_ms=15),
    decides="Бекова А.", decides_phone="+77000000114", decide_hours=3, announced=True,
)  # fmt: skip


@dataclass
class Told:
    """Stands where the people of an event are kept, and notes who would be told."""

    heard: list[int] = field(default_factory=list)

    def tell_changed(self, session, event_id, before) -> None:
        self.heard.append(event_id)

    def tell_cancelled(self, session, event_id) -> None: ...

    def tell_restored(self, session, event_id) -> None: ...

    def room_made(self, session, event_id) -> None: ...

    def another_day(self, session, event_id, day) -> None: ...

    def registered(self, session, event_id) -> int:
        return 7

    def registered_at(self, session, event_ids) -> dict[int, int]:
        return {}


@pytest.fixture
def told(either_app) -> Iterator[Told]:
    port, before = Told(), list(event_services.ATTENDEES)
    event_services.ATTENDEES[:] = [port]
    yield port
    event_services.ATTENDEES[:] = before


def a_hall(stop, holds) -> Place:
    hall = a_place(stop, "Дворец культуры")
    hall.capacity = holds
    db.session.commit()
    return hall


def as_it_is(event_id) -> tuple[str, str, int | None]:
    row = events.event_row(event_id)
    return f"{row.starts_on_wall:%d.%m %H:%M}–{row.ends_on_wall:%H:%M}", row.place_name.text("ru"), row.capacity


def test_an_event_goes_to_its_reserve_date_and_indoors_and_back_and_everybody_is_told(told):
    stop = a_stop()
    event = an_event(stop, capacity=300)
    event.place_id = a_place(stop).id
    db.session.commit()
    services.save(event.id, replace(WISH, indoor_place_id=a_hall(stop, 200).id), 0)
    with pytest.raises(Stale):
        services.save(event.id, WISH, 0)
    usual = ("06.04 12:00–13:00", "Площадь перед акиматом", 300)
    assert as_it_is(event.id) == usual
    assert services.preview(events.event_row(event.id), Target.RESERVE).told == 7
    services.switch(event.id, Target.RESERVE, "Буран", "", 1)
    with pytest.raises(Stale):
        services.switch(event.id, Target.RESERVE, "Буран", "", 1)
    assert as_it_is(event.id)[0] == "08.04 15:00–16:00"
    services.switch(event.id, Target.INDOOR, "И там буран", "", 2)
    assert as_it_is(event.id) == ("08.04 15:00–16:00", "Дворец культуры", 200)
    plan = queries.contingency_of(event.id)
    assert (plan.usual_day, plan.reserve_day, plan.home_place.ru) == (date(2018, 4, 6), date(2018, 4, 8), usual[1])
    with pytest.raises(Invalid) as locked:
        services.save(event.id, replace(WISH, reserve_day=date(2018, 4, 9)), plan.version)
    assert set(complaints(locked)) == {"reserve_day", "indoor_place"}
    services.switch(event.id, Target.RESERVE, "Прояснилось", "", 3)
    services.switch(event.id, Target.INDOOR, "Прояснилось", "", 4)
    assert as_it_is(event.id) == usual
    assert told.heard == [event.id] * 4
    noted = db.session.execute(select(AuditEntry.act, AuditEntry.reason).order_by(AuditEntry.id)).all()
    assert [tuple(row) for row in noted] == [
        ("event.contingency", ""), ("event.switched_reserve", "Буран"), ("event.switched_indoor", "И там буран"),
        ("event.switched_back", "Прояснилось"), ("event.switched_back", "Прояснилось"),
    ]  # fmt: skip


def test_a_place_that_holds_fewer_than_are_registered_and_a_hard_clash_are_refused(told):
    stop = a_stop()
    event = an_event(stop, capacity=300)
    event.taken, event.responsible = 58, "Рахимов М."
    db.session.commit()
    hall = a_hall(stop, 50)
    services.save(event.id, replace(WISH, indoor_place_id=hall.id), 0)
    with pytest.raises(Invalid) as refused:
        services.switch(event.id, Target.INDOOR, "", "", 1)
    assert complaints(refused) == {
        "reason": "Please say why: the reason stays with the event.",
        "place": "Дворец культуры has places for 50 people, but 58 are registered. Choose a larger place in the plan, or "
        "cancel registrations first.",
    }
    other = an_event(stop, starts=NOON + timedelta(days=2, hours=3))
    other.responsible = "Рахимов М."
    db.session.commit()
    with pytest.raises(Invalid) as clash:
        services.switch(event.id, Target.RESERVE, "Буран", "", 1)
    assert "clash_reason" in complaints(clash)
    assert as_it_is(event.id)[0] == "06.04 12:00–13:00"
    services.switch(event.id, Target.RESERVE, "Буран", "Больше некому", 1)
    assert told.heard == [event.id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reserve_starts": None}, "reserve_starts"),
        ({"reserve_day": date(2018, 4, 6), "reserve_starts": time(12)}, "reserve_day"),
        ({"reserve_day": date(2018, 4, 4)}, "reserve_day"),
        ({"reserve_day": date(2019, 4, 4)}, "reserve_day"),
        ({"indoor_place_id": 404}, "indoor_place"),
        ({"threshold": Threshold(wind_ms=0)}, "wind_ms"),
        ({"threshold": Threshold(colder_than=-100)}, "colder_than"),
        ({"threshold": Threshold(words=Translated(ru="б" * 10_000))}, "words_ru"),
        ({"decide_hours": -1}, "decide_hours"),
        ({"decides": "б" * 121}, "decides"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(app, changes, field):
    event = an_event()
    with pytest.raises(Invalid) as refused:
        services.save(event.id, replace(WISH, **changes), 0)
    assert set(complaints(refused)) == {field}


def test_nothing_is_moved_without_a_plan_after_the_event_or_by_somebody_else(app):
    stop = a_stop(a_relay(a_region()))
    event = an_event(stop)
    with pytest.raises(Conflict):
        services.switch(event.id, Target.RESERVE, "Буран", "", 1)
    services.save(event.id, WISH, 0)
    with acting_as(actor_of(a_user(Role.STOP, stop=a_stop()))), pytest.raises(NotFound):
        services.switch(event.id, Target.RESERVE, "Буран", "", 1)
    event = db.session.get(Event, event.id)
    event.state = EventState.HELD
    db.session.commit()
    with pytest.raises(Conflict):
        services.switch(event.id, Target.RESERVE, "Буран", "", 1)


def test_a_reserve_date_goes_with_its_event_when_the_stop_slips(app):
    stop = a_stop()
    event = an_event(stop)
    services.save(event.id, WISH, 0)
    days = Stay("", 1, stop.arrives_on, stop.departs_on)
    later = replace(days, arrives=days.arrives + timedelta(days=3), departs=days.departs - timedelta(days=1))
    move = StopMove(stop.id, stop.relay_id, stop.region_id, words("Темиртау"), stop.time_zone, days, later)
    port = EventsOfASlip()
    plan = ReserveDatesOfASlip().preview([move], False, port.preview([move], False, ()).shifts)
    assert [(shift.before, shift.after) for shift in plan.shifts] == [(date(2018, 4, 8), date(2018, 4, 11))]
    assert [str(clash.words) for clash in plan.clashes] == [
        "Reserve date: “Митинг на площади”: the baton would have gone on by then."
    ]
    event = db.session.get(Event, event.id)
    event.move(event.starts_at + timedelta(days=3), event.ends_at + timedelta(days=3))
    db.session.commit()
    assert queries.contingency_of(event.id).reserve_day == date(2018, 4, 11)


def test_a_clerk_writes_the_plan_and_moves_the_event_by_the_pages(app, reader):
    stop = a_stop(a_relay(a_region()))
    event = an_event(stop, title="Митинг")
    reader.sign_in(a_user(Role.STOP, stop=stop))
    address = f"/staff/events/{event.id}/contingency"
    assert "There is no plan for bad weather yet" in reader.visit(address).get_text()
    reader.visit(f"{address}/edit")
    reader.send({"reserve_day": "вчера", "wind_ms": "сильный"}, expect=422)
    assert reader.page.select_one("#wind_ms")["value"] == "сильный"
    fields = {"reserve_day": "08.04.2018", "reserve_starts": "15:00", "wind_ms": "15", "decides": "Бекова А.", "announced": "y"}
    reader.send(fields, expect=303)
    reader.follow()
    assert "wind from 15 m/s" in reader.text()
    reader.visit(f"/events/{event.id}")
    assert "In bad weather 8 April, 15:00 wind from 15 m/s" in reader.text()
    assert "Бекова" not in reader.text()
    reader.visit(f"{address}/reserve")
    assert "Nobody has to be told." in reader.text()
    reader.send({"reason": ""}, expect=422)
    reader.send({"reason": "Штормовое предупреждение"}, expect=303)
    reader.follow()
    assert "The event is on its reserve date. The usual date was 6 April 2018." in reader.text()
    reader.visit(f"/staff/events/{event.id}")
    assert "moved to the reserve date" in reader.text()
    reader.visit(f"{address}/indoor", expect=303)
    reader.visit(f"{address}/nowhere", expect=404)
