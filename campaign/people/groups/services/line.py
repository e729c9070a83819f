"""What staff do to an event's waiting list: put somebody first, let nobody pass a group, set the term; and the term's end."""

from collections import Counter
from typing import Final

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events.services import free_place, take_place
from campaign.people.groups.models import Group, WaitingRule
from campaign.people.groups.schemas import GroupState
from campaign.people.groups.services.changing import ensure_reason
from campaign.people.groups.services.opening import held_group
from campaign.people.judged import event_to_write
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.giving import CHANGED, Line, facts_of, tell
from campaign.people.services.held import held_to_change
from campaign.people.services.places import Held, give_up, hold, next_in_line, note, promote
from campaign.people.services.rows import FRESH

LONGEST_TERM: Final = 720
_CONFIRMED, _WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
_NOT_WAITING = _l("Nobody waits here any more: they have a place, or have cancelled.")


def _first_number(session: Session, event_id: int) -> int:
    """A number before all others of the event's line."""
    people = select(func.min(Registration.queue_number)).where(Registration.event_id == event_id)
    groups = select(func.min(Group.queue_number)).where(Group.event_id == event_id)
    with widened():
        there = [number for number in (session.scalar(people), session.scalar(groups)) if number is not None]
    return min(1, *there) - 1


def put_first(registration_id: int, reason: str) -> bool:
    """Let somebody go before all who wait, and say why; True when there was a place at once.

    Raises NotFound, Refused, Invalid without a reason, Conflict for somebody who does not wait alone.
    """
    with unit_of_work() as session:
        held, registration = held_to_change(session, registration_id)
        ensure_reason(reason)
        if registration.state is not _WAITING or registration.group_id is not None or not held.is_to_come:
            raise Conflict(_NOT_WAITING)
        before = {"queue_number": registration.queue_number}
        registration.queue_number = _first_number(session, held.id)
        session.flush()
        audit.note(
            session, "people.jumped", "registration", registration.id, region_id=registration.region_id, before=before,
            after=facts_of(registration), reason=reason,
        )  # fmt: skip
        promote(session, held.id)
        return registration.state is _CONFIRMED


def put_group_first(group_id: int, reason: str) -> bool:
    """The same for a group; True when it waits for nothing any more."""
    with unit_of_work() as session:
        ensure_reason(reason)
        held, group = held_group(session, group_id)
        if not _waits(session, group):
            raise Conflict(_NOT_WAITING)
        before = group.queue_number
        group.queue_number, group.version = _first_number(session, held.id), group.version + 1
        tell(session, "groups.jumped", group, reason=reason, before_it=before)
        promote(session, held.id)
        return not _waits(session, group)


def _waits(session: Session, group: Group) -> bool:
    session.flush()
    members = select(Registration.id).where(Registration.group_id == group.id, Registration.state == _WAITING)
    return bool(group.short) or session.scalar(members.limit(1)) is not None


def let_nobody_pass(group_id: int, on: bool, reason: str) -> None:
    """Keep what becomes free for a group until it fits, or let others pass again.

    Raises NotFound, Refused, Closed, Invalid, Conflict.
    """
    with unit_of_work() as session:
        ensure_reason(reason)
        held, group = held_group(session, group_id)
        if on and not _waits(session, group):
            raise Conflict(_NOT_WAITING)
        if group.no_passing != on:
            group.no_passing, group.version = on, group.version + 1
            tell(session, "groups.passing", group, reason=reason)
            promote(session, held.id)


def set_term(event_id: int, hours: int | None) -> None:
    """How many hours whoever moves up from now on has to confirm; None: nobody has to. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        event = event_to_write(event_id)
        if hours is not None and not 1 <= hours <= LONGEST_TERM:
            words = _("Write between 1 and %(most)s hours, or leave it empty.", most=LONGEST_TERM)
            raise Invalid(words, [Problem("hours", "out_of_range", words)])
        hold(session, event_id)
        rule = session.get(WaitingRule, event_id)
        was = rule.confirm_hours if rule else None
        if rule is not None and hours is None:
            session.delete(rule)
        elif rule is not None and hours is not None:
            rule.confirm_hours = hours
        elif hours is not None:
            made = WaitingRule(event_id=event_id, region_id=event.region_id, stop_id=event.stop_id, confirm_hours=hours)
            session.add(made)
        audit.note(
            session, "people.term_set", "event", event_id, region_id=event.region_id, before={"hours": was},
            after={"hours": hours},
        )  # fmt: skip


def confirm_for(registration_id: int) -> None:
    """Somebody told the coordinator that they come. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        confirm_one(session, held_to_change(session, registration_id)[1])


def confirm_one(session: Session, registration: Registration) -> None:
    """Keep that they come. To be called under `hold`. Raises Closed when the place has gone to somebody else."""
    if registration.confirm_by is not None:
        registration.confirm_by = None
        session.flush()
        note(session, "people.confirmed", registration)
    elif registration.state is not _CONFIRMED:
        raise Closed(_l("The term is over and the place has gone on. You are on the waiting list again."))


def sweep() -> int:
    """Give on the places of those whose term is over, and say how many those were; done once however many look.

    One statement when nobody's is; then one unit of work for each event.
    """
    now = clock.campaign_now()
    due = union(
        select(Registration.event_id).where(Registration.confirm_by <= now, Registration.state == _CONFIRMED),
        select(Group.event_id).where(Group.confirm_by <= now, Group.state == GroupState.CONFIRMED),
    )
    with widened():
        events = db.session.scalars(due).all()
    db.session.rollback()
    return sum(_sweep_event(event_id) for event_id in sorted(events))


def _sweep_event(event_id: int) -> int:
    with unit_of_work() as session, widened():
        held, now = hold(session, event_id), clock.campaign_now()
        people = select(Registration).where(
            Registration.event_id == event_id, Registration.confirm_by <= now, Registration.state == _CONFIRMED
        )
        groups = select(Group).where(Group.event_id == event_id, Group.confirm_by <= now, Group.state == GroupState.CONFIRMED)
        fallen = 0
        for one in session.scalars(people.order_by(Registration.queue_number), execution_options=FRESH).all():
            fallen += _let_go(session, held, one)
        for group in session.scalars(groups.order_by(Group.queue_number), execution_options=FRESH).all():
            fallen += _let_group_go(session, held, group)
        return fallen


def _somebody_gets_it(session: Session, held: Held, freed: "Counter[int | None]", but: Group | None = None) -> bool:
    """Free the places and say whether somebody who waits would get some of them, other than the rest of the group that has
    them now; if not, they are taken again.
    """
    for role_id, places in freed.items():
        free_place(session, held.id, role_id, places)
    line = Line.read(session, held.id)
    if line is not None:
        line.groups = [unit for unit in line.groups if unit.group is not but]
    if held.has_not_begun and line is not None and line.next() is not None:
        return True
    for role_id, places in freed.items():
        if not take_place(session, held.id, role_id, places):
            raise Conflict(CHANGED)
    return False


def _let_go(session: Session, held: Held, one: Registration) -> bool:
    one.confirm_by = None
    if not _somebody_gets_it(session, held, Counter({one.role_id: one.places})):
        note(session, "people.kept", one)
        return False
    give_up(session, one)
    one.state, one.queue_number = _WAITING, next_in_line(session, held.id)
    session.flush()
    note(session, "people.fell_back", one, before=_CONFIRMED)
    promote(session, held.id)
    return True


def _let_group_go(session: Session, held: Held, group: Group) -> bool:
    group.confirm_by = None
    mine = select(Registration).where(Registration.group_id == group.id, Registration.state == _CONFIRMED)
    seated = session.scalars(mine, execution_options=FRESH).all()
    freed = Counter(one.role_id for one in seated)
    if group.held:
        freed[group.role_id] += group.held
    if not _somebody_gets_it(session, held, freed, group):
        tell(session, "groups.kept", group)
        return False
    for one in seated:
        give_up(session, one)
        one.state = _WAITING
    group.short, group.held, group.state = group.short + group.held, 0, GroupState.WAITING
    group.queue_number = next_in_line(session, held.id)
    tell(session, "groups.fell_back", group, registrations=[one.id for one in seated])
    promote(session, held.id)
    return True
