"""Two who write one thing at once, the first time or later, on PostgreSQL: one is told, or joins what the other has made."""

from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from campaign.core import audit
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.events.running import services
from campaign.events.running.schemas import RowWish
from campaign.relay import services as relay
from campaign.relay.models import Campaign
from campaign.relay.schemas import NewCampaign
from campaign.territory.schemas import NewBodyName, NewPart, UnitKind
from campaign.territory.services import add_part, change_part, rename_body
from tests.factories import a_region, a_unit, an_event, words
from tests.races.test_at_once import in_turn
from tests.races.test_stock_waits import one_then_other, slowly
from tests.relay.custody.batons import a_body


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


def test_of_two_who_correct_one_thing_the_second_is_stale(postgres_app, monkeypatch):
    name, start = Translated("Атау", "Название"), date(2018, 4, 2)
    season = NewCampaign(name, (), start, start, "1424", "kk")
    district = NewPart(UnitKind.CITY_DISTRICT, name, None, None)
    campaign, part, body = relay.open_campaign(season), add_part(a_unit().id, district), a_body(None)
    for act, note in (
        (partial(relay.change_campaign, campaign, season, 1), "relay.campaign_changed"),
        (partial(change_part, part, district, 1), "territory.part_changed"),
        (partial(rename_body, body, NewBodyName(name, start), 1), "territory.body_renamed"),
    ):
        with monkeypatch.context() as patch:
            slowly(patch, audit, "note", in_turn(note))
            assert one_then_other(postgres_app, act, act) == ["done", "stale"], note
