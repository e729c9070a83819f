"""The only clock, with two readings.

Real time (`now`) is for sessions, tokens, leases, retention and audit. Campaign time (`campaign_now`) is for dates, states,
deadlines and "today"; in the demo it starts on 5 April 2018, 09:00 in Karaganda, and runs from there.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flask import current_app

HOME: Final = "Asia/Almaty"
"""The zone of the capital: its clock tells what belongs to no place, as accounts, tasks and backups do."""
DEMO_START = datetime(2018, 4, 5, 9, 0, tzinfo=ZoneInfo(HOME))
_KEY = "campaign_clock_shift"


def now() -> datetime:
    """The real moment, aware, in UTC."""
    return datetime.now(UTC)


def shift() -> timedelta:
    """Campaign time minus real time; zero unless `set_shift` was called in this application."""
    value: timedelta = current_app.extensions.get(_KEY, timedelta())
    return value


def set_shift(value: timedelta) -> None:
    current_app.extensions[_KEY] = value


def campaign_now() -> datetime:
    """The moment by the campaign's calendar, aware, in UTC."""
    return now() + shift()


def campaign_today(zone: str = HOME) -> date:
    """The date by the campaign's calendar on a wall in `zone` (an IANA name)."""
    return campaign_now().astimezone(ZoneInfo(zone)).date()


def at(day: date, hour: int, minute: int, zone: str, *, later: bool = False) -> datetime:
    """That wall clock time in `zone`, as UTC. One that is skipped moves on.

    An hour that occurs twice (29.02.2024 23:00–24:00 in Almaty) means the first one unless the `later` is asked for.
    """
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=later).astimezone(UTC)


def occurs_twice(day: date, hour: int, minute: int, zone: str) -> bool:
    """Whether a clock on a wall in `zone` shows this time twice, because it is put back in that night."""
    first, second = (at(day, hour, minute, zone, later=later) for later in (False, True))
    return first < second


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What a clock on a wall in `zone` shows at `moment`."""
    return moment.astimezone(ZoneInfo(zone))
