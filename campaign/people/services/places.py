"""Who has a place and who waits: taking, leaving, and moving up from the waiting list.

Whatever is decided about the people of one event is decided one after another, under the lock of the event's row, so that
nobody joins the waiting list while a place is being freed. The places themselves are guarded besides: by `take_place`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, mail
from campaign.core.actor import widened
from campaign.core.db import kept
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventRow, EventState
from campaign.events.services import free_place, take_place
from campaign.people.groups.models import Group
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState

# What else somebody gives up with their place, in the same unit of work (registry.py): their places in shifts.
GIVEN_UP: list[Callable[[Session, Registration], None]] = []
ALIVE = (EventState.DRAFT, EventState.APPROVED, EventState.OPEN)
_HOLD = kept(
    select(Event.id, Event.region_id, Event.stop_id, Event.state, Event.ends_at)
    .where(Event.id == bindparam("event_id"))
    .with_for_update(key_share=True)
)
_LAST_IN_LINE = kept(
    select(
        select(func.max(Registration.queue_number)).where(Registration.event_id == bindparam("event_id")).scalar_subquery(),
        select(func.max(Group.queue_number)).where(Group.event_id == bindparam("event_id")).scalar_subquery(),
    )
)
_ROOM = or_(EventRole.id.is_(None), EventRole.capacity.is_(None), EventRole.taken + Registration.places <= EventRole.capacity)
_FIRST_WHO_FITS = kept(
    select(Registration)
    .outerjoin(EventRole, EventRole.id == Registration.role_id)
    .where(Registration.event_id == bindparam("event_id"), Registration.state == RegistrationState.WAITING, _ROOM)
    .order_by(Registration.queue_number)
    .limit(1)
)


@dataclass(frozen=True)
class Held:
    """An event whose row this unit of work holds."""

    id: int
    region_id: int
    stop_id: int
    state: EventState
    ends_at: datetime

    @property
    def is_to_come(self) -> bool:
        return self.state in ALIVE and self.ends_at > clock.campaign_now()


def hold(session: Session, event_id: int) -> Held:
    """Hold the event's row until the unit of work ends. Raises NotFound when there is no such event.

    On SQLite the unit of work has locked the whole database already.
    """
    with widened():
        row = session.execute(_HOLD, {"event_id": event_id}).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such event."))
    return Held(*row)


def next_in_line(session: Session, event_id: int) -> int:
    """The next number of the event's row of registrations and groups; exact under `hold`, the order of commit."""
    with widened():
        of_people, of_groups = session.execute(_LAST_IN_LINE, {"event_id": event_id}).one()
    return max(of_people or 0, of_groups or 0) + 1


def settle(session: Session, event: EventRow, role_id: int | None, somebody_waits: bool) -> RegistrationState:
    """Take a place for one person, or a place on the waiting list when the event has none left.

    Those who wait already, if there are any, come first. A role that is full while others have room is refused with a sentence.
    """
    if role_id is not None and role_id not in {role.id for role in event.roles}:
        raise _about_role("unknown", _l("There is no such role at this event. Choose one of the list."))
    if somebody_waits and event.left != 0:
        promote(session, event.id)
    if take_place(session, event.id, role_id):
        return RegistrationState.CONFIRMED
    if role_id is not None and event.left != 0 and any(role.left != 0 for role in event.roles if role.id != role_id):
        raise _about_role("role_full", _l("No place is left in this role. Please choose another one."))
    return RegistrationState.WAITING


def _about_role(code: str, words: object) -> Invalid:
    sentence = str(words)
    return Invalid(sentence, [Problem("role", code, sentence)])


def promote(session: Session, event_id: int) -> int:
    """Give what is free to those who wait, in the order in which they came, and say to how many.

    Somebody whose role is full is passed over until it has room. To be called under `hold`.
    """
    count = 0
    with widened():
        while (first := _first_who_fits(session, event_id)) is not None:
            if not take_place(session, event_id, first.role_id, first.places):
                break
            first.state = RegistrationState.CONFIRMED
            session.flush()
            note(session, "people.promoted", first, before=RegistrationState.WAITING)
            mail.queue(session, "people.promoted", first.language, registration_id=first.id)
            count += 1
    return count


def _first_who_fits(session: Session, event_id: int) -> Registration | None:
    return session.scalars(_FIRST_WHO_FITS, {"event_id": event_id}, execution_options={"populate_existing": True}).one_or_none()


def leave(session: Session, held: Held, registration: Registration) -> None:
    """Cancel; the place is free at once, and the first who waits gets it in the same unit of work."""
    before = registration.state
    if before is RegistrationState.CANCELLED:
        return
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, clock.campaign_now()
    session.flush()
    note(session, "people.cancelled", registration, before=before)
    if before is RegistrationState.CONFIRMED:
        free_place(session, held.id, registration.role_id, registration.places)
        give_up(session, registration)
        if held.is_to_come:
            promote(session, held.id)


def give_up(session: Session, registration: Registration) -> None:
    """Free what hangs on the place of somebody who has it no more. Whoever takes a place away otherwise calls it too."""
    for free in GIVEN_UP:
        free(session, registration)


def note(session: Session, act: str, registration: Registration, before: RegistrationState | None = None) -> None:
    """Add the act to the trail: states and numbers, never a name or a phone. From it the waiting list can be replayed."""
    audit.note(
        session,
        act,
        "registration",
        registration.id,
        region_id=registration.region_id,
        before={"state": before.value} if before else {},
        after={
            "event": registration.event_id,
            "state": registration.state.value,
            "role": registration.role_id,
            "queue_number": registration.queue_number,
        },
    )
