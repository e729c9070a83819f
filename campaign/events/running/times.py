"""From a wall clock that somebody types to minutes from the start of an event, and back. Pure reckoning."""

from datetime import datetime, time, timedelta

from campaign.core import clock


def moment_of(starts_at: datetime, offset: int) -> datetime:
    """When a row begins."""
    return starts_at + timedelta(minutes=offset)


def wall_of(starts_at: datetime, offset: int, zone: str) -> time:
    """What the clock on the wall of the place shows then."""
    return clock.on_the_wall(moment_of(starts_at, offset), zone).time().replace(second=0, microsecond=0)


def offset_of(starts_at: datetime, typed: time, zone: str, known: int | None = None) -> int:
    """Minutes from the start to the nearest moment at which the wall shows `typed`.

    `known` stays where the wall shows that time at it already: an hour that occurs twice (29.02.2024, 23:00 in Almaty) is not
    moved by being saved again.
    """
    if known is not None and wall_of(starts_at, known, zone) == typed:
        return known
    day = clock.on_the_wall(starts_at, zone).date()
    moments = [clock.at(day + timedelta(days=days), typed.hour, typed.minute, zone) for days in (-1, 0, 1)]
    away = [round((moment - starts_at) / timedelta(minutes=1)) for moment in moments]
    return min(away, key=abs)


def moment_typed(starts_at: datetime, typed: time | None, zone: str) -> datetime | None:
    """The moment nearest to the start at which the wall shows what was typed; None, which means now, for nothing."""
    return None if typed is None else moment_of(starts_at, offset_of(starts_at, typed, zone))
