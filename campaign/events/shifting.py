"""Where an event goes when the stay of its stop moves. Pure reckoning."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campaign.core import clock
from campaign.events.schemas import Anchor
from campaign.events.wall import kit_day
from campaign.relay.dates import Stay


@dataclass(frozen=True)
class KitDay:
    """On which day of a stay the kit wants an event."""

    anchor: Anchor
    offset: int


def day_after(day: date, kit: KitDay | None, before: Stay, after: Stay) -> date:
    """The day of an event in the new stay.

    One that stands where its kit wants it goes where the kit wants it in the new stay; one that a hand has put elsewhere
    keeps its distance to the arrival, or to the departure where its kit counts from there.
    """
    if kit is not None:
        if day == kit_day(kit.anchor, kit.offset, before.arrives, before.departs):
            return kit_day(kit.anchor, kit.offset, after.arrives, after.departs)
        if kit.anchor is Anchor.DEPARTURE:
            return day + (after.departs - before.departs)
    return day + (after.arrives - before.arrives)


def moved_by(starts_at: datetime, ends_at: datetime, zone: str, days: int) -> tuple[datetime, datetime]:
    """Both moments so many days later, at the same hour of the wall; of an hour that occurs twice the first is meant."""
    if not days:
        return starts_at, ends_at
    starts, ends = (_at_the_same_hour(moment, zone, days) for moment in (starts_at, ends_at))
    return starts, ends if ends > starts else starts + (ends_at - starts_at)


def _at_the_same_hour(moment: datetime, zone: str, days: int) -> datetime:
    wall = clock.on_the_wall(moment, zone)
    return clock.at(wall.date() + timedelta(days=days), wall.hour, wall.minute, zone)
