"""From a day and a wall clock to moments, and from a kit's offsets to days of a stay. Pure reckoning."""

from datetime import date, datetime, time, timedelta

from campaign.core import clock
from campaign.events.schemas import Anchor


def span(day: date, starts: time, ends: time, zone: str, *, later: bool = False) -> tuple[datetime, datetime]:
    """Both moments in UTC. A time that occurs twice that day means the first one unless the `later` is asked for.

    >>> span(date(2018, 4, 6), time(10), time(11), "Asia/Almaty")[0].isoformat()
    '2018-04-06T04:00:00+00:00'
    """
    begins = clock.at(day, starts.hour, starts.minute, zone, later=later)
    return begins, clock.at(day, ends.hour, ends.minute, zone, later=later)


def is_ambiguous(day: date, starts: time, ends: time, zone: str) -> bool:
    """Whether one of both times occurs twice that day, so that somebody may have to say which is meant."""
    return any(clock.occurs_twice(day, at.hour, at.minute, zone) for at in (starts, ends))


def kit_day(anchor: Anchor, offset: int, arrives: date, departs: date) -> date:
    """The day of a kit's event in a stay.

    Counted from the arrival it never lies after the last day, however short the stay; counted back from the departure
    never before the first. Days before the arrival (a notice) and after the departure (a report) stay where they are.
    """
    if anchor is Anchor.ARRIVAL:
        return min(arrives + timedelta(days=offset), departs)
    day = departs + timedelta(days=offset)
    return day if offset > 0 else max(day, arrives)


def kit_span(
    anchor: Anchor, offset: int, starts: time, minutes: int, stay: tuple[date, date], zone: str
) -> tuple[datetime, datetime]:
    """Both moments in UTC of a kit's event that lasts so many minutes."""
    day = kit_day(anchor, offset, *stay)
    begins = clock.at(day, starts.hour, starts.minute, zone)
    return begins, begins + timedelta(minutes=minutes)
