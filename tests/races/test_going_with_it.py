"""What is taken away while somebody puts something there, on PostgreSQL: it waits, and nothing goes with it unseen."""

from datetime import date, time
from functools import partial

from sqlalchemy import func, select

from campaign.core import audit
from campaign.core.db import db
from campaign.events import services as events
from campaign.events.models import Event
from campaign.events.schemas import EventState, NewEvent
from campaign.exhibition import services as exhibition
from campaign.exhibition.models import Panel
from campaign.exhibition.services import writing
from campaign.relay import services as relay
from campaign.relay.custody import services as custody
from campaign.relay.custody.models import HandoverLine
from campaign.relay.custody.services import proposing
from campaign.territory.models import Region, Unit
from tests.exhibition.halls import a_hall, a_panel
from tests.factories import a_place, a_relay, a_stop, an_event, an_event_kind, words
from tests.races.test_at_once import in_turn
from tests.races.test_stock_waits import one_then_other, slowly
from tests.relay.custody.batons import a_baton, propose


def test_an_event_is_opened_while_its_season_is_taken_back(postgres_app, monkeypatch):
    made = a_relay()
    event = an_event(a_stop(made), state=EventState.APPROVED)
    relay_id, event_id = made.id, event.id
    slowly(monkeypatch, audit, "note", in_turn("event.open"))
    acts = partial(events.move_events, [event_id], EventState.OPEN), partial(relay.remove_season, relay_id)
    assert one_then_other(postgres_app, *acts) == ["done", "conflict"]
    assert db.session.get_one(Event, event_id).state is EventState.OPEN


def test_a_panel_is_hung_while_its_exhibition_is_taken_out(postgres_app, monkeypatch):
    hall = a_hall(persons=False)
    panel_id, hall_id = a_panel(hall), hall.id
    slowly(monkeypatch, audit, "note", in_turn("panel.hung"))
    acts = partial(exhibition.hang, panel_id, 1), partial(exhibition.remove_exhibition, hall_id)
    assert one_then_other(postgres_app, *acts) == ["done", "conflict"]
    assert db.session.get(Panel, panel_id) is not None


def test_an_item_is_promised_while_it_is_taken_out(postgres_app, monkeypatch):
    baton = a_baton()
    item = baton.items[0]
    slowly(monkeypatch, proposing, "_note_proposed")
    acts = partial(propose, baton, baton.body, baton.stop(0)), partial(custody.remove_item, item)
    assert one_then_other(postgres_app, *acts) == ["done", "conflict"]
    assert db.session.scalar(select(func.count()).where(HandoverLine.item_id == item))


def test_two_who_hang_panels_elsewhere_come_one_after_the_other(postgres_app, monkeypatch):
    hall = a_hall(persons=False)
    ids = [a_panel(hall) for _one in range(3)]
    slowly(monkeypatch, writing, "written_panel")
    acts = [partial(exhibition.place_panel, panel_id, 2, "") for panel_id in (ids[2], ids[0])]
    assert one_then_other(postgres_app, *acts) == ["done", "done"]
    assert sorted(db.session.scalars(select(Panel.position))) == [1, 2, 3]


def test_one_hall_is_not_booked_from_two_stops_at_once(postgres_app, monkeypatch):
    here = a_stop()
    there = a_stop(a_relay(db.session.get_one(Region, here.region_id)), db.session.get_one(Unit, here.unit_id))
    place, kind = a_place(here).id, an_event_kind().code
    wish = partial(
        NewEvent, kind=kind, title=words("Митинг"), description=words(""), day=date(2018, 4, 6), starts=time(10),
        ends=time(11), place_id=place, place_note="", capacity=None, responsible="", responsible_phone="",
    )  # fmt: skip
    slowly(monkeypatch, audit, "note", in_turn("event.created"))
    acts = [partial(events.create_event, wish(stop.id)) for stop in (here, there)]
    assert one_then_other(postgres_app, *acts) == ["done", "invalid"]
