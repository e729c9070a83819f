"""Two who write what there is once, both for the first time, on PostgreSQL: one is told, or joins what the other has made."""

from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.events.running import services
from campaign.events.running.schemas import RowWish
from campaign.relay import services as relay
from campaign.relay.models import Campaign
from tests.factories import a_region, an_event, words
from tests.races.test_stock_waits import one_then_other, slowly


def test_of_two_first_versions_one_is_stale(postgres_app, monkeypatch):
    event_id = an_event().id
    write = partial(services.write, event_id, [RowWish(0, 10, Translated(ru="Сбор"))], 0)
    slowly(monkeypatch, services, "next_version")
    assert one_then_other(postgres_app, write, write) == ["done", "stale"]


def test_of_two_first_seasons_the_second_joins_the_campaign_of_the_first(postgres_app, monkeypatch):
    wish = SimpleNamespace(start=date(2018, 4, 2), until=date(2018, 12, 9))
    plan: Any = SimpleNamespace(parent=None, region_id=a_region().id, region_name=words("Область"), wish=wish)

    def begin() -> None:
        with unit_of_work() as session:
            relay._campaign_of(session, plan, None)

    slowly(monkeypatch, relay.audit, "note")
    assert one_then_other(postgres_app, begin, begin) == ["done", "done"]
    assert len(db.session.scalars(select(Campaign.id)).all()) == 1
