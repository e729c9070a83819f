"""What the leader of a group, or a coordinator for them, changes: its number, being split, who leads it, its end."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _
from campaign.core.lengths import length_complaint
from campaign.events.queries import event_row
from campaign.events.services import free_place
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import LONGEST_REASON, MOST_BY_FORM, MOST_PLACES, GroupState, Leader
from campaign.people.groups.services.making import NOT_YET, leader_problems, number_problems
from campaign.people.groups.services.opening import Key, counted, find, held_group, planned
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.schemas import RegistrationState
from campaign.people.services.giving import tell
from campaign.people.services.places import Held, give_up, next_in_line, note, promote, shrink

CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED


def ensure_reason(reason: str) -> None:
    """Raises Invalid without one, and for one that is too long."""
    if not any(map(str.isalnum, reason)):
        words = _("Please write why. Everybody who reads the history of the list sees it.")
        raise Invalid(words, [Problem("reason", "missing", words)])
    if words := length_complaint(reason, LONGEST_REASON):
        raise Invalid(words, [Problem("reason", "too_long", words)])


def resize(key: Key, number: int, version: int | None = None) -> None:
    """Come with so many people. Fewer: places without names are given back. More: they are asked for at the end of the line.

    Raises NotFound, Refused, Closed, Stale, Invalid for fewer than have names.
    """
    with unit_of_work() as session:
        held, group = held_group(session, key, version)
        with widened():
            most = MOST_PLACES if isinstance(key, int) else MOST_BY_FORM
            come_with(session, held, group, number, most)
            group.version += 1


def come_with(session: Session, held: Held, group: Group, number: int, most: int) -> None:
    """The same under `hold`, in the present unit of work."""
    now = planned(session, group)
    if problems := [*number_problems(number, max(most, now), event_row(held.id).capacity)]:
        raise Invalid(NOT_YET, problems)
    if number > now:
        group.short += number - now
        group.queue_number = next_in_line(session, held.id)
        tell(session, "groups.grown", group, planned=number)
        promote(session, held.id, quiet=group)
    elif number < now:
        _give_back(session, held, group, now - number, now)


def _give_back(session: Session, held: Held, group: Group, count: int, now: int) -> None:
    """Give places without names back, first those it still waits for."""
    free = max(0, group.held + group.short - counted(session, group).get(RegistrationState.PENDING, 0))
    if count > free:
        words = _(
            "%(named)s people have names on your list. Take somebody off first, or write a number of at least %(named)s.",
            named=now - free,
        )
        raise Invalid(NOT_YET, [Problem("planned", "below_named", words)])
    waited = min(count, group.short)
    group.short -= waited
    if had := count - waited:
        group.held -= had
        free_place(session, held.id, group.role_id, had)
    shrink(session, group)
    promote(session, held.id)


def let_split(key: Key, may_split: bool, reason: str = "", version: int | None = None) -> None:
    """Say whether the group takes some of its places when not all are free. A coordinator says how the leader agreed.

    Raises NotFound, Refused, Closed, Stale, Invalid for staff without a reason.
    """
    with unit_of_work() as session:
        held, group = held_group(session, key, version)
        if isinstance(key, int) and may_split:
            ensure_reason(reason)
        if group.may_split == may_split:
            return
        with widened():
            group.may_split, group.version = may_split, group.version + 1
            tell(session, "groups.splitting", group, reason=reason, by_leader=isinstance(key, str))
            promote(session, held.id)


def hand_over(key: Key, leader: Leader, version: int | None = None) -> str:
    """Somebody else brings the group from now on: the old link ends and a new one begins, whose secret is given.

    Raises NotFound, Refused, Closed, Stale, Invalid.
    """
    problems = [*leader_problems(leader.full_name, leader.phone)]
    with unit_of_work() as session:
        _held, group = held_group(session, key, version)
        if problems:
            raise Invalid(NOT_YET, problems)
        group.leader_name, group.language = leader.full_name, leader.language
        group.leader_phone = leader.phone
        group.issue(group.generation + 1)
        group.version += 1
        with widened():
            tell(session, "groups.handed_over", group, generation=group.generation, by_leader=isinstance(key, str))
        return group.token


def renew_link(group_id: int) -> None:
    """Withdraw the leader's link and make a new one. Raises NotFound, Refused, Closed."""
    with unit_of_work() as session:
        _held, group = held_group(session, group_id)
        group.issue(group.generation + 1)
        tell(session, "groups.link_renewed", group, generation=group.generation)


def withdraw_link(group_id: int) -> None:
    """Withdraw the leader's link; there is none until one is made anew. Raises NotFound, Refused."""
    with unit_of_work() as session:
        group = find(session, group_id)
        ensure_can_write_people(current_actor(), group.region_id, group.stop_id)
        group.generation, group.token_hash = group.generation + 1, None
        tell(session, "groups.link_withdrawn", group, generation=group.generation)


def confirm(key: Key) -> None:
    """The group comes: its places stay. Done twice it is done once. Raises NotFound, Refused, Closed."""
    with unit_of_work() as session:
        _held, group = held_group(session, key)
        if group.confirm_by is not None:
            group.confirm_by = None
            with widened():
                tell(session, "groups.confirmed", group, by_leader=isinstance(key, str))


def cancel(key: Key, version: int | None = None) -> None:
    """Nobody of the group comes: all its places are free at once, and nobody of it waits.

    Raises NotFound, Refused, Closed, Stale.
    """
    with unit_of_work() as session:
        held, group = held_group(session, key, version)
        with widened():
            freed: Counter[int | None] = Counter({group.role_id: group.held})
            for member in _members(session, group):
                if member.state is CONFIRMED:
                    freed[member.role_id] += member.places
                _end(session, member)
            group.held = group.short = 0
            group.state, group.cancelled_at, group.confirm_by = GroupState.CANCELLED, clock.campaign_now(), None
            group.no_passing, group.version = False, group.version + 1
            session.flush()
            for role_id, places in freed.items():
                if places:
                    free_place(session, held.id, role_id, places)
            tell(session, "groups.cancelled", group)
            promote(session, held.id)


def _end(session: Session, member: Registration) -> None:
    before = member.state
    member.state, member.cancelled_at, member.confirm_by = CANCELLED, clock.campaign_now(), None
    session.flush()
    note(session, "people.cancelled", member, before=before)
    if before is CONFIRMED:
        give_up(session, member)


def _members(session: Session, group: Group) -> list[Registration]:
    mine = select(Registration).where(Registration.group_id == group.id, Registration.state != CANCELLED)
    return list(session.scalars(mine.order_by(Registration.queue_number), execution_options={"populate_existing": True}))


def correct(group_id: int, name: str, leader: Leader, version: int | None = None) -> None:
    """How the group is called on lists, badges and at check-in, and who brings it; another phone gets another link.

    Raises NotFound, Refused, Closed, Stale, Invalid.
    """
    problems = [*leader_problems(leader.full_name, leader.phone)]
    if not any(map(str.isalnum, name)):
        problems.append(Problem("name", "no_name", _("Please write the name in letters or figures.")))
    with unit_of_work() as session:
        _held, group = held_group(session, group_id, version)
        if problems:
            raise Invalid(NOT_YET, problems)
        group.name, group.leader_name, group.language = name, leader.full_name, leader.language
        if group.leader_phone != leader.phone:
            group.leader_phone = leader.phone
            group.issue(group.generation + 1)
        group.version += 1
        tell(session, "groups.corrected", group, generation=group.generation)


def link_token(group_id: int) -> str:
    """The secret of the leader's link, for the coordinator who passes it on; empty when it was withdrawn.

    Raises NotFound, Refused.
    """
    group = find(db.session(), group_id)
    ensure_can_write_people(current_actor(), group.region_id, group.stop_id)
    return group.token if group.token_hash else ""
