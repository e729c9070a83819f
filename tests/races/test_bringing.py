"""A package is brought in while somebody at home changes what it brings, on PostgreSQL; and a mutant that writes over them."""

from collections.abc import Callable
from functools import partial
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError
from campaign.events.models import Event
from campaign.events.services.steps import ensure_fresh, locked
from campaign.exchange.packages import services
from campaign.exchange.packages.services import bringing
from tests.exchange.packages.conftest import road
from tests.exchange.packages.test_bringing import Trip

__all__ = ["road"]
LONG = 20


def run(app: Flask, said: dict[str, str], name: str, act: Callable[[], Any]) -> None:
    with app.app_context(), acting_as(SYSTEM):
        try:
            act()
            said[name] = "done"
        except CampaignError as error:
            said[name] = error.code
        finally:
            db.session.remove()


def say_where(event_id: int, version: int) -> None:
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_fresh(event, version)
        event.place_note, event.version = "Здесь", event.version + 1


@pytest.mark.parametrize("holds", [True, False], ids=["held", "mutant"])
def test_nobody_at_home_is_written_over(postgres_app: Flask, road: Any, monkeypatch: pytest.MonkeyPatch, holds: bool) -> None:
    """The mutant holds nothing of what it compares."""
    trip = Trip(road)
    event_id = trip.event.id
    with road.there():
        db.session.get_one(Event, event_id).place_note = "Там"
        db.session.commit()
    number = services.send_in(road.pack())
    seen, version = services.journey_of(number).seen, db.session.get_one(Event, event_id).version
    compared, is_changed, said = Signal(), Signal(), dict[str, str]()
    real, journey = bringing.compared, bringing._journey

    def slow(*given: Any) -> Any:
        found = real(*given)
        compared.set()
        is_changed.wait(0.5 if holds else LONG)
        return found

    monkeypatch.setattr(bringing, "compared", slow)
    if not holds:
        monkeypatch.setattr(bringing, "_journey", lambda *given, held: journey(*given))
    db.session.remove()
    bring = Thread(target=run, args=(postgres_app, said, "brought", partial(bringing.bring_back, number, seen, {})))
    change = Thread(target=run, args=(postgres_app, said, "changed", partial(say_where, event_id, version)))
    bring.start()
    assert compared.wait(LONG)
    change.start()
    change.join(0.5 if holds else LONG)
    is_changed.set()
    bring.join()
    change.join()
    assert said == {"brought": "done", "changed": "stale" if holds else "done"}
    assert (
        db.session.get_one(Event, event_id).place_note == "Там"
    )  # what was said here is gone, and only the mutant tells nobody
