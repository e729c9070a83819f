"""In which order rows are held, on PostgreSQL: two acts that hold the same rows never wait for each other in a circle.

What a circle ends with is told as any other who came second; so these look at the statements, not at what is told.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event as sa_event

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.schemas import EventState
from campaign.exchange.packages import services as packages
from campaign.relay import services as relay
from campaign.relay.custody.schemas import ItemKind, ItemWords
from campaign.relay.custody.services import change_item
from campaign.relay.models import Stop
from campaign.relay.slip.schemas import SlipAct
from tests.exchange.packages.conftest import road
from tests.exchange.packages.test_bringing import Trip
from tests.factories import an_event
from tests.relay.custody.batons import a_baton
from tests.relay.slip.slips import a_wish, slip

__all__ = ["road"]
_HELD = re.compile(r"FROM (\w+).* FOR (?:NO KEY )?UPDATE", re.DOTALL)
_WRITTEN = re.compile(r"^(?:UPDATE|DELETE FROM) (\w+)")


@contextmanager
def held() -> Iterator[list[str]]:
    """The tables whose rows are held or written inside the block, each in the moment of its first row."""
    tables: list[str] = []

    def look(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found = _WRITTEN.search(statement) or _HELD.search(statement)
        if found and found[1] not in tables:
            tables.append(found[1])

    sa_event.listen(db.engine, "before_cursor_execute", look)
    try:
        yield tables
    finally:
        sa_event.remove(db.engine, "before_cursor_execute", look)


def order_of(act: Callable[[], object], *among: str) -> list[str]:
    db.session.remove()
    with held() as tables:
        act()
    return [table for table in tables if table in among]


def test_relays_before_events_before_stops(postgres_app: Flask) -> None:
    baton = a_baton()
    an_event(db.session.get_one(Stop, baton.stops[1]), state=EventState.DRAFT)
    wish = a_wish(baton, SlipAct.MOVE, 1, 2)
    assert order_of(lambda: slip(wish), "relays", "handovers", "events", "stops") == ["relays", "handovers", "events", "stops"]
    words = ItemWords(ItemKind.CUP, Translated("Кубок", "Кубок"), "К-1", "")
    assert order_of(lambda: change_item(baton.items[0], words, 1), "relays", "baton_items") == ["relays", "baton_items"]
    taken_back = order_of(lambda: relay.remove_season(baton.relay_id), "relays", "events", "stops", "handovers")
    assert taken_back == ["relays", "events", "stops", "handovers"]


def test_a_package_holds_events_before_their_stop(postgres_app: Flask, road: Any) -> None:
    Trip(road)
    number = packages.send_in(road.pack())
    seen = packages.journey_of(number).seen
    brought = order_of(lambda: packages.bring_back(number, seen, {}), "packages", "events", "stops", "registrations")
    assert brought == ["packages", "events", "stops", "registrations"]
