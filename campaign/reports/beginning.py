"""The first steps of whoever begins: from an empty installation to the first printed roster, one next step at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, select

from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.prints import PrintedSheet
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.people.models import Registration
from campaign.people.paper.schemas import ROSTER
from campaign.relay.policies import can_open_campaign
from campaign.relay.queries import campaign_of
from campaign.relay.schemas import StopRow

BEGUN = (EventState.OPEN, EventState.HELD, EventState.REPORTED)


class StepKind(StrEnum):
    """What has to be there before the next step makes sense, in this order."""

    SEASON = "season"
    HOTLINE = "hotline"
    OPEN = "open"
    REGISTER = "register"
    PRINT = "print"


@dataclass(frozen=True)
class Step:
    """One step. `subject_id` is the campaign, stop or event whose page it is done on; None where there is no such row yet."""

    kind: StepKind
    done: bool
    subject_id: int | None = None


def first_steps(actor: Actor, chains: Mapping[int, Sequence[StopRow]]) -> tuple[Step, ...]:
    """The steps of somebody who plans relays and in whose scope no roster has been printed yet; for others none.

    `chains` are the stops of the relays in scope. The hotline belongs to the campaign, so it is a step of national coordinators
    only. What is done is seen from the data, nothing is ticked: a step that is undone stands open again. One statement where a
    roster has been printed, four at most elsewhere.
    """
    if not actor.may(P.RELAY_WRITE) or db.session.scalar(select(exists().where(PrintedSheet.kind == ROSTER))):
        return ()
    first = min(
        (stop for chain in chains.values() for stop in chain), key=lambda stop: (stop.arrives_on, stop.id), default=None
    )
    with_hotline = can_open_campaign(actor)
    if first is None:
        return tuple(Step(kind, done=False) for kind in StepKind if with_hotline or kind is not StepKind.HOTLINE)
    open_id = db.session.scalar(select(Event.id).where(Event.state.in_(BEGUN)).order_by(Event.starts_at, Event.id).limit(1))
    come_to = db.session.scalar(select(Registration.event_id).order_by(Registration.id).limit(1)) if open_id else None
    return (
        Step(StepKind.SEASON, done=True),
        *([_hotline(first.relay_id)] if with_hotline else []),
        Step(StepKind.OPEN, open_id is not None, first.id),
        Step(StepKind.REGISTER, come_to is not None, open_id),
        Step(StepKind.PRINT, done=False, subject_id=come_to or open_id),
    )


def _hotline(relay_id: int) -> Step:
    campaign = campaign_of(relay_id)
    return Step(StepKind.HOTLINE, bool(campaign.hotline), campaign.id)
