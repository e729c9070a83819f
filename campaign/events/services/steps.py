"""Moving events through their states, one or many at once, with reasons where they are owed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.core.text import clean_text
from campaign.events.models import Event
from campaign.events.policies import ensure_can_write_event
from campaign.events.schemas import AttendeesPort, EventState
from campaign.events.states import STATE_WORDS, may_follow, needs_reason
from campaign.relay.models import Stop

ATTENDEES: list[AttendeesPort] = []  # who keeps the people of an event; later features register themselves
LONGEST_REASON = 500
_WAY_TO = {
    EventState.APPROVED: (EventState.DRAFT,),
    EventState.OPEN: (EventState.DRAFT, EventState.APPROVED),
}


@dataclass(frozen=True)
class Moved:
    """How many of several events were moved, and how many were left because their state does not lead there."""

    moved: int
    left: int


def locked(session: Session, event_id: int) -> Event:
    """The event, nobody else's to change until the unit of work ends. Raises NotFound outside the asker's scope."""
    statement = select(Event).where(Event.id == event_id).with_for_update()
    event = session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if event is None:
        raise NotFound(_l("There is no such event."))
    return event


def ensure_fresh(event: Event, version: int) -> None:
    """Raises Stale when somebody else has changed the event since the page was opened."""
    if event.version != version:
        raise Stale(_l("Somebody has changed this event meanwhile. Look at it again before you change it; nothing was saved."))


def change_state(event_id: int, state: EventState, reason: str, version: int) -> None:
    """Move one event on (or back) and say why where that is owed. Cancelling tells everybody who is registered.

    Raises NotFound, Refused, Stale, Conflict for a step that does not lead there, Invalid for a missing reason.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        ensure_fresh(event, version)
        if not may_follow(event.state, state):
            words = {"now": STATE_WORDS[event.state], "wished": STATE_WORDS[state]}
            raise Conflict(_("The event is now “%(now)s”; from there it cannot become “%(wished)s”.", **words))
        _step(session, event, state, _judged(event.state, state, reason))


def move_events(event_ids: Sequence[int], state: EventState) -> Moved:
    """Approve, or approve and open, several events in one act; those in any other state are left as they are.

    Raises Invalid when nothing was chosen, NotFound when one of them is not the asker's to see, Refused.
    """
    if not event_ids:
        raise Invalid(_l("Nothing is chosen. Tick the events first."))
    moved = 0
    with unit_of_work() as session:
        for event_id in sorted(set(event_ids)):
            event = locked(session, event_id)
            ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
            if event.state in _WAY_TO[state]:
                moved += 1
                _walk(session, event, state)
    return Moved(moved, len(set(event_ids)) - moved)


def open_stop(stop_id: int) -> Moved:
    """Approve and open every event of a stop that is still a draft or approved. Raises NotFound, Refused."""
    with unit_of_work() as session:
        stop = session.scalars(select(Stop).where(Stop.id == stop_id)).one_or_none()
        if stop is None:
            raise NotFound(_l("There is no such stop."))
        ensure_can_write_event(current_actor(), stop.region_id, stop.id)
        ids = session.scalars(select(Event.id).where(Event.stop_id == stop_id)).all()
        return move_events(ids, EventState.OPEN) if ids else Moved(0, 0)


def call_off(session: Session, event: Event, reason: str) -> None:
    """Cancel an event because its stop is called off, in the unit of work of that act."""
    _step(session, event, EventState.CANCELLED, reason)


def put_back(session: Session, event: Event, state: EventState, reason: str) -> None:
    """Bring an event back to the state from which it was called off; those who were told hear that it takes place."""
    _step(session, event, state, "")
    event.reason = reason
    for port in ATTENDEES:
        port.tell_restored(session, event.id)


def registered(event_id: int) -> int:
    """How many registrations the event has, waiting ones included."""
    with unit_of_work() as session:
        return sum(port.registered(session, event_id) for port in ATTENDEES)


def registered_at(session: Session, event_ids: Sequence[int]) -> dict[int, int]:
    """How many have registered for each of these events, waiting ones included; none of them are left out."""
    found: Counter[int] = Counter()
    for port in ATTENDEES if event_ids else ():
        found.update(port.registered_at(session, event_ids))
    return dict(found)


def _judged(state: EventState, wished: EventState, reason: str) -> str:
    said = clean_text(reason)
    if needs_reason(state, wished) and not said:
        words = _("Please say why: the reason stays with the event.")
        raise Invalid(words, [Problem("reason", "missing", words)])
    if len(said) > LONGEST_REASON:
        words = _("The reason has %(count)s characters, at most %(most)s fit.", count=len(said), most=LONGEST_REASON)
        raise Invalid(words, [Problem("reason", "too_long", words)])
    return said


def _walk(session: Session, event: Event, state: EventState) -> None:
    """Through every state on the way, so that the trail tells each step."""
    if event.state is EventState.DRAFT and state is EventState.OPEN:
        _step(session, event, EventState.APPROVED, "")
    _step(session, event, state, "")


def _step(session: Session, event: Event, state: EventState, reason: str) -> None:
    before = event.state
    event.state, event.reason = state, reason if state is EventState.CANCELLED else ""
    event.version += 1
    audit.note(
        session,
        f"event.{state.value}",
        "event",
        event.id,
        region_id=event.region_id,
        before={"state": before.value},
        after={"state": state.value},
        reason=reason,
    )
    outward.announce(
        session, Act.EVENT_STATE_CHANGED, region_id=event.region_id, stop_id=event.stop_id, event=event.id,
        before=before.value, after=state.value,
    )  # fmt: skip
    session.flush()
    for port in ATTENDEES:
        if state is EventState.CANCELLED:
            port.tell_cancelled(session, event.id)
        elif before in (EventState.HELD, EventState.CANCELLED):  # what became free meanwhile was given to nobody
            port.room_made(session, event.id)
