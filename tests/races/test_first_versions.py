"""Two who write what an event has once, both for the first time, on PostgreSQL: one is told that the other was faster."""

from functools import partial

from campaign.core.i18n import Translated
from campaign.events.running import services
from campaign.events.running.schemas import RowWish
from tests.factories import an_event
from tests.races.test_stock_waits import one_then_other, slowly


def test_of_two_first_versions_one_is_stale(postgres_app, monkeypatch):
    event_id = an_event().id
    write = partial(services.write, event_id, [RowWish(0, 10, Translated(ru="Сбор"))], 0)
    slowly(monkeypatch, services, "next_version")
    assert one_then_other(postgres_app, write, write) == ["done", "stale"]
