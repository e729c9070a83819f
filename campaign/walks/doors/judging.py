"""The rules of recording, without a database: what becomes of an item."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from campaign.accounts.devices.batches import is_before
from campaign.accounts.devices.schemas import Device
from campaign.events.schemas import EventState
from campaign.walks.doors.schemas import Item, Outcome, RecordKind, TeamHere, Why

Judgement = tuple[Outcome, Why]


def morning_of(starts_at: datetime, time_zone: str) -> datetime:
    """When the day of a walk begins at its place."""
    zone = ZoneInfo(time_zone)
    return datetime.combine(starts_at.astimezone(zone).date(), time(), zone).astimezone(UTC)


def judge(item: Item, door: tuple[int, int | None] | None, team: TeamHere, device: Device, happened: datetime) -> Judgement:
    """What becomes of an item; `door` is (event, team) of the door it names, None where there is no such door.

    What was done in time counts however late it is delivered. What is not this team's to decide, or came after the team had
    handed everything in, is kept for the coordinator: nothing is lost, and no closed figure moves by itself.
    """
    if item.problem:
        return Outcome.REFUSED, item.problem
    if item.kind is RecordKind.DOOR:
        if door is None or door[0] != team.event_id:
            return Outcome.REFUSED, Why.NO_DOOR
        if door[1] != team.id:
            return Outcome.REVIEW, Why.OTHER_TEAM
    why = _time_of_walk(team, device, happened)
    return (Outcome.REVIEW, why) if why else (Outcome.TAKEN, Why.FINE)


def _time_of_walk(team: TeamHere, device: Device, happened: datetime) -> Why:
    if team.state is EventState.CANCELLED:
        return Why.OFF
    if team.closed_at is not None:
        return Why.CLOSED
    if happened < morning_of(team.starts_at, team.time_zone):
        return Why.EARLY
    if happened > device.expires_at:
        return Why.LATE
    return Why.BEFORE_LINK if is_before(happened, device.made_at) else Why.FINE
