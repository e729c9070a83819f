"""Who has a place and who waits: taking, leaving, and moving up from the waiting list.

Whatever is decided about the people of one event is decided one after another, under the lock of the event's row, so that
nobody joins the waiting list while a place is being freed. The places themselves are guarded besides: by `take_place`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, literal, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import widened
from campaign.core.db import kept
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _l
from campaign.core.outward import Act
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.schemas import AHEAD, EventRow, EventState
from campaign.events.services import free_place, take_place
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.line import IN_LINE
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.giving import CHANGED, Line, announce, facts_of, tell

# What else somebody gives up with their place, in the same unit of work (registry.py): their places in shifts, their seat.
GIVEN_UP: list[Callable[[Session, Registration], None]] = []
# The same before registrations are deleted, whose numbers a statement selects.
FORGOTTEN: list[Callable[[Session, Select[int]], None]] = []
_ANNOUNCED = {
    "people.registered": Act.REGISTRATION_MADE,
    "people.cancelled": Act.REGISTRATION_CANCELLED,
    **dict.fromkeys(
        ("people.admitted", "people.fell_back", "people.pended", "people.promoted", "people.restored"),
        Act.REGISTRATION_CHANGED,
    ),
}
"""What other machines hear of when it is noted; corrections, contacts and links are nobody's news."""
_HOLD = kept(
    select(Event.id, Event.region_id, Event.stop_id, Event.state, Event.starts_at, Event.ends_at)
    .where(Event.id == bindparam("event_id"))
    .with_for_update(key_share=True)
)
_LAST_IN_LINE = kept(
    select(
        select(func.max(Registration.queue_number)).where(Registration.event_id == bindparam("event_id")).scalar_subquery(),
        select(func.max(Group.queue_number)).where(Group.event_id == bindparam("event_id")).scalar_subquery(),
    )
)
_GROUP = kept(select(Group).where(Group.id == bindparam("group_id")))
_BARRED = kept(select(literal(1)).where(Group.event_id == bindparam("event_id"), Group.no_passing, IN_LINE).limit(1))
_PASSED = update(Group).where(Group.event_id == bindparam("event"), IN_LINE).values(passed_over=Group.passed_over + 1)
_FRESH = {"populate_existing": True}
_WIDE = {"synchronize_session": False}


@dataclass(frozen=True)
class Held:
    """An event whose row this unit of work holds."""

    id: int
    region_id: int
    stop_id: int
    state: EventState
    starts_at: datetime
    ends_at: datetime

    @property
    def has_not_begun(self) -> bool:
        return self.is_to_come and self.starts_at > clock.campaign_now()

    @property
    def is_to_come(self) -> bool:
        return self.state in AHEAD and self.ends_at > clock.campaign_now()


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

    Those who wait already, if there are any, come first; a group that does not fit is passed over, unless it lets nobody pass.
    A role that is full while others have room is refused with a sentence.
    """
    ensure_role(event, role_id)
    if somebody_waits and event.left != 0:
        promote(session, event.id)
        if _is_barred(session, event.id):
            return RegistrationState.WAITING
    if take_place(session, event.id, role_id):
        if somebody_waits:
            with widened():
                session.execute(_PASSED, {"event": event.id}, execution_options=_WIDE)
        return RegistrationState.CONFIRMED
    if role_id is not None and _others_have_room(event.id, role_id):
        raise _about_role("role_full", _l("No place is left in this role. Please choose another one."))
    return RegistrationState.WAITING


def _others_have_room(event_id: int, role_id: int) -> bool:
    """Whether there is a place at the event now, in another role. Two statements."""
    with widened():
        event = event_row(event_id)
    return event.left != 0 and any(role.left != 0 for role in event.roles if role.id != role_id)


def _is_barred(session: Session, event_id: int) -> bool:
    with widened():
        return session.scalar(_BARRED, {"event_id": event_id}) is not None


def ensure_role(event: EventRow, role_id: int | None) -> None:
    """Raises Invalid for a role that the event does not have."""
    if role_id is not None and role_id not in {role.id for role in event.roles}:
        raise _about_role("unknown", _l("There is no such role at this event. Choose one of the list."))


def _about_role(code: str, words: object) -> Invalid:
    sentence = str(words)
    return Invalid(sentence, [Problem("role", code, sentence)])


def promote(session: Session, event_id: int, quiet: Registration | Group | None = None) -> int:
    """Give what is free to those who wait, in the order of the line, and say how many places were given.

    Whoever does not fit is passed over until they do: somebody whose role is full, a group that is larger than what is left.
    A group gets places whole, unless its leader lets it be split. `quiet` is whoever asks just now: they read the answer and
    need neither a letter nor a term. To be called under `hold`.
    """
    count = 0
    with widened():
        line = Line.read(session, event_id)
        while line is not None and (unit := line.next()) is not None:
            count += line.give(unit, quiet)
    return count


def group_of(session: Session, registration: Registration) -> Group | None:
    """The group that brings somebody, as it is now; None for somebody alone."""
    if registration.group_id is None:
        return None
    with widened():
        return session.scalars(_GROUP, {"group_id": registration.group_id}, execution_options=_FRESH).one()


def leave(session: Session, held: Held, registration: Registration) -> None:
    """Cancel; the place is free at once, and the first who waits gets it in the same unit of work.

    Of a group the number goes down: its leader is told neither who left nor why.
    """
    before = registration.state
    if before is RegistrationState.CANCELLED:
        return
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, clock.campaign_now()
    registration.confirm_by = None
    session.flush()
    note(session, "people.cancelled", registration, before=before)
    if before is RegistrationState.CONFIRMED:
        free_place(session, held.id, registration.role_id, registration.places)
        give_up(session, registration)
    if (group := group_of(session, registration)) is not None:
        shrink(session, group)
    if held.is_to_come and before is not RegistrationState.PENDING:
        promote(session, held.id)


def shrink(session: Session, group: Group) -> None:
    """Note that fewer of the group wait; one of whom nobody is left is over."""
    with widened():
        if is_empty(session, group):
            group.state, group.cancelled_at, group.confirm_by = GroupState.CANCELLED, clock.campaign_now(), None
        tell(session, "groups.shrunk", group)


def is_empty(session: Session, group: Group) -> bool:
    """Whether it neither has nor waits for a place."""
    there = select(Registration.id).where(Registration.group_id == group.id, Registration.state != RegistrationState.CANCELLED)
    return not group.held and not group.short and session.scalar(there.limit(1)) is None


def admit(session: Session, held: Held, registration: Registration) -> RegistrationState:
    """Give somebody who was pending the place that is theirs, and say what they have now. To be called under `hold`.

    Of a group they take the place that it keeps for them. Somebody alone stands in the line at their old number: they get a
    place when one is free and nobody before them fits it. The trail has the act from whoever calls.
    """
    group = group_of(session, registration)
    registration.state = RegistrationState.WAITING
    if group is not None and group.held and change_place(session, held.id, group.role_id, registration.role_id):
        group.held -= 1
        registration.state = RegistrationState.CONFIRMED
    elif group is not None and group.short:
        group.short -= 1
    session.flush()
    note(session, "people.admitted", registration, before=RegistrationState.PENDING)
    if group is not None:
        tell(session, "groups.named", group)
    if registration.state is RegistrationState.WAITING and held.is_to_come:
        promote(session, held.id, quiet=registration)
    return registration.state


def unseat(session: Session, held: Held, registration: Registration) -> None:
    """Make somebody pending whose guardian does not agree any more; a group keeps the place for them. Under `hold`."""
    before, group = registration.state, group_of(session, registration)
    registration.state, registration.confirm_by = RegistrationState.PENDING, None
    session.flush()
    note(session, "people.pended", registration, before=before)
    if before is RegistrationState.CONFIRMED:
        give_up(session, registration)
        is_kept = group is not None and group.state is GroupState.CONFIRMED
        if group is not None and is_kept and change_place(session, held.id, registration.role_id, group.role_id):
            group.held += 1
        else:
            free_place(session, held.id, registration.role_id, registration.places)
    elif before is RegistrationState.WAITING and group is not None:
        group.short += 1
    if group is not None:
        tell(session, "groups.unnamed", group)
    if held.is_to_come:
        promote(session, held.id)


def group_to_return_to(session: Session, registration: Registration) -> Group | None:
    """The group of somebody cancelled who comes back; of one that is cancelled they are no more, and come alone."""
    group = group_of(session, registration)
    if group is not None and group.state is GroupState.CANCELLED:
        registration.group_id = None
        return None
    return group


def take_again(session: Session, held: Held, registration: Registration, group: Group | None) -> bool:
    """Whether there is a place for somebody who comes back: one that their group keeps, or a free one."""
    if group is not None and group.held:
        if not change_place(session, held.id, group.role_id, registration.role_id):
            return False
        group.held -= 1
        return True
    return take_place(session, held.id, registration.role_id, registration.places)


def change_place(session: Session, event_id: int, from_role: int | None, to_role: int | None) -> bool:
    """Whether a place that is taken in one role is one of another now; False, and nothing done, when that is full."""
    if from_role == to_role:
        return True
    free_place(session, event_id, from_role)
    if take_place(session, event_id, to_role):
        return True
    if not take_place(session, event_id, from_role):
        raise Conflict(CHANGED)
    return False


def take_off(session: Session, held: Held, group: Group, registration: Registration) -> None:
    """Cancel somebody whom the group's leader takes off; the group keeps the place for another name. Under `hold`.

    One that waits has no places to keep: who came back to a free place of their own frees it, and it waits for one more.
    """
    before = registration.state
    registration.state, registration.cancelled_at = RegistrationState.CANCELLED, clock.campaign_now()
    registration.confirm_by = None
    session.flush()
    note(session, "people.cancelled", registration, before=before)
    if before is RegistrationState.CONFIRMED:
        give_up(session, registration)
        if group.state is GroupState.CONFIRMED and change_place(session, held.id, registration.role_id, group.role_id):
            group.held += 1
        else:
            free_place(session, held.id, registration.role_id, registration.places)
            group.short += group.state is GroupState.WAITING
    elif before is RegistrationState.WAITING:
        group.short += 1
    tell(session, "groups.unnamed", group)
    if held.is_to_come:
        promote(session, held.id)


def give_up(session: Session, registration: Registration) -> None:
    """Free what hangs on the place of somebody who has it no more. Whoever takes a place away otherwise calls it too."""
    for free in GIVEN_UP:
        free(session, registration)


def note(session: Session, act: str, registration: Registration, before: RegistrationState | None = None) -> None:
    """Add the act to the trail: states and numbers, never a name or a phone. From it the waiting list can be replayed.

    Who has a place and who waits is announced outside, too.
    """
    was = {"state": before.value} if before else {}
    after = facts_of(registration)
    audit.note(session, act, "registration", registration.id, region_id=registration.region_id, before=was, after=after)
    if act in _ANNOUNCED:
        announce(session, _ANNOUNCED[act], registration)
