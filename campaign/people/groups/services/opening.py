"""Whose group it is: found by the number for staff, by the secret of the link for its leader; then held with its event."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import crypto
from campaign.core.actor import current_actor, widened
from campaign.core.errors import NotFound
from campaign.people.groups.models import Group
from campaign.people.groups.policies import WRONG_LINK, ensure_fresh, ensure_open, no_group
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import Held, hold

LONGEST_TOKEN = 64
FRESH = {"populate_existing": True}
Key = int | str
"""The number of a group, for staff; or the secret of its leader's link."""


def find(session: Session, key: Key) -> Group:
    """The group, when it is the asker's. Raises NotFound for a foreign number, a wrong, withdrawn or mangled link."""
    if isinstance(key, int):
        group = session.scalars(select(Group).where(Group.id == key), execution_options=FRESH).one_or_none()
        if group is None:
            raise no_group()
        return group
    if len(key) <= LONGEST_TOKEN:
        with widened():
            wanted = select(Group).where(Group.token_hash == crypto.token_hash(key))
            found = session.scalars(wanted, execution_options=FRESH).one_or_none()
        if found is not None:
            return found
    raise NotFound(WRONG_LINK)


def held_group(session: Session, key: Key, version: int | None = None) -> tuple[Held, Group]:
    """The same to be changed: its event held first, then read as it is. Raises NotFound, Refused, Closed, Stale."""
    group = find(session, key)
    if isinstance(key, int):
        ensure_can_write_people(current_actor(), group.region_id, group.stop_id)
    held = hold(session, group.event_id)
    group = find(session, key)
    ensure_open(held.is_to_come, group)
    ensure_fresh(group, version)
    return held, group


def counted(session: Session, group: Group) -> dict[RegistrationState, int]:
    """How many of its people are in each state. One statement."""
    statement = select(Registration.state, func.count()).where(Registration.group_id == group.id).group_by(Registration.state)
    with widened():
        return {state: count for state, count in session.execute(statement)}


def planned(session: Session, group: Group) -> int:
    """With how many people it comes, named or not."""
    there = counted(session, group)
    named = there.get(RegistrationState.CONFIRMED, 0) + there.get(RegistrationState.WAITING, 0)
    return group.held + group.short + named
