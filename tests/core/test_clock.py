"""Wall clocks of Kazakhstan and the two readings of the clock (DOMAIN 3.5)."""

from datetime import UTC, date, datetime

import pytest

from campaign.core import clock
from campaign.core.db import unit_of_work
from campaign.core.settings import read_clock, start_clock


@pytest.mark.parametrize(
    ("day", "hour", "zone", "utc"),
    [
        (date(2018, 4, 6), 10, "Asia/Almaty", datetime(2018, 4, 6, 4, tzinfo=UTC)),
        (date(2018, 4, 6), 10, "Asia/Aqtobe", datetime(2018, 4, 6, 5, tzinfo=UTC)),
        (date(2024, 3, 1), 10, "Asia/Almaty", datetime(2024, 3, 1, 5, tzinfo=UTC)),
        (date(2024, 2, 29), 23, "Asia/Almaty", datetime(2024, 2, 29, 17, tzinfo=UTC)),
    ],
)
def test_the_wall_clock_of_a_place_is_that_of_its_date(day, hour, zone, utc):
    moment = clock.at(day, hour, 0, zone)
    assert moment == utc
    assert clock.on_the_wall(moment, zone).replace(tzinfo=None) == datetime(day.year, day.month, day.day, hour)


def test_campaign_time_runs_from_where_it_was_started(app):
    with unit_of_work() as session:
        start_clock(session, clock.DEMO_START)
    assert clock.campaign_today() == date(2018, 4, 5)
    clock.set_shift(clock.now() - clock.now())
    read_clock()
    assert clock.campaign_today() == date(2018, 4, 5)
    assert clock.now().year >= 2026
