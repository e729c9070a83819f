"""The rules of the door, without a database: whether it stands open, and what becomes of an item."""

from datetime import UTC, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from campaign.events.schemas import EventState
from campaign.people.checkin.schemas import LATE_AFTER, DoorEvent, Item, Outcome, Seen, Why
from campaign.people.schemas import RegistrationState

Judgement = tuple[Outcome, Why]
_TO_REVIEW: Final = {RegistrationState.CANCELLED: Why.CANCELLED, RegistrationState.WAITING: Why.WAITING}


def time_of_door(event: DoorEvent, now: datetime) -> Why:
    """Whether the door stands open at this moment of the campaign's calendar; FINE when it does."""
    if event.state is EventState.CANCELLED:
        return Why.OFF
    zone = ZoneInfo(event.time_zone)
    morning = datetime.combine(event.starts_at.astimezone(zone).date(), time(), zone).astimezone(UTC)
    if now < morning:
        return Why.EARLY
    return Why.LATE if now > event.ends_at + LATE_AFTER else Why.FINE


def judge_scan(item: Item, seen: Seen | None, event: DoorEvent, door: Why, *, before_link: bool) -> Judgement:
    """What becomes of a scan by what is known of its code; IN means: unless somebody else is just letting them in."""
    if item.problem:
        return Outcome.REFUSED, item.problem
    if seen is not None and seen.event_id != event.id:
        return Outcome.REFUSED, Why.WRONG_EVENT
    if seen is None:
        return Outcome.REVIEW, Why.UNKNOWN
    return judge_person(seen, door, before_link=before_link)


def judge_person(seen: Seen, door: Why, *, before_link: bool) -> Judgement:
    """The same for somebody of this event, who is known."""
    if seen.first_at is not None:
        return Outcome.ALREADY, Why.FINE
    if seen.state is RegistrationState.PENDING:
        return Outcome.REFUSED, Why.PENDING
    if (why := _TO_REVIEW.get(seen.state)) is not None:
        return Outcome.REVIEW, why
    if door:
        return Outcome.REVIEW, door
    return (Outcome.REVIEW, Why.BEFORE_LINK) if before_link else (Outcome.IN, Why.FINE)
