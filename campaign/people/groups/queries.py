"""Reading groups: those of an event, one with its people, and the page of its leader."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import language
from campaign.events.models import EventRole
from campaign.people.groups.models import Group
from campaign.people.groups.policies import no_group
from campaign.people.groups.schemas import GroupCard, GroupRow, GroupState, Member
from campaign.people.line import IN_LINE, WAITING
from campaign.people.models import Consent, Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import RegistrationState

CANCELLED = RegistrationState.CANCELLED


def groups_of_event(event_id: int) -> tuple[GroupRow, ...]:
    """The groups of an event in the order in which they asked, those who cancelled last. Three statements at most."""
    found = select(Group).where(Group.event_id == event_id).order_by(Group.cancelled_at.is_not(None), Group.id)
    return tuple(_rows(db.session.scalars(found, execution_options={"populate_existing": True}).all()))


def _rows(groups: Iterable[Group]) -> list[GroupRow]:
    found = list(groups)
    counted = _counted([group.id for group in found])
    places = group_places(found)
    return [_row(group, counted, places.get(group.id)) for group in found]


def _counted(group_ids: list[int]) -> dict[tuple[int, RegistrationState], int]:
    if not group_ids:
        return {}
    statement = (
        select(Registration.group_id, Registration.state, func.count())
        .where(Registration.group_id.in_(group_ids), Registration.state != CANCELLED)
        .group_by(Registration.group_id, Registration.state)
    )
    return {(group_id or 0, state): count for group_id, state, count in db.session.execute(statement)}


def group_places(groups: Iterable[Group]) -> dict[int, int]:
    """Which place in the line of their event those who wait have, from 1. One statement, none without groups."""
    ids = [group.id for group in groups if group.state is not GroupState.CANCELLED]
    if not ids:
        return {}
    other, party, member = aliased(Registration), aliased(Group), aliased(Registration)
    people = select(func.count()).where(
        other.event_id == Group.event_id, other.state == WAITING, other.group_id.is_(None),
        other.queue_number < Group.queue_number,
    )  # fmt: skip
    waits = select(member.id).where(member.group_id == party.id, member.state == WAITING).correlate(party).exists()
    before = select(func.count()).where(
        party.event_id == Group.event_id, party.queue_number < Group.queue_number, (party.short > 0) | waits
    )
    counted = people.correlate(Group).scalar_subquery() + before.correlate(Group).scalar_subquery() + 1
    return {number: place for number, place in db.session.execute(select(Group.id, counted).where(Group.id.in_(ids), IN_LINE))}


def _row(group: Group, counted: dict[tuple[int, RegistrationState], int], place: int | None) -> GroupRow:
    return GroupRow(
        id=group.id, name=group.name, leader_name=group.leader_name, leader_phone=group.leader_phone, language=group.language,
        state=group.state, held=group.held, short=group.short,
        confirmed=counted.get((group.id, RegistrationState.CONFIRMED), 0),
        waiting=counted.get((group.id, RegistrationState.WAITING), 0),
        pending=counted.get((group.id, RegistrationState.PENDING), 0), may_split=group.may_split,
        no_passing=group.no_passing, passed_over=group.passed_over, confirm_by=group.confirm_by, made_at=group.made_at,
        place=place,
    )  # fmt: skip


def group_card(group_id: int) -> GroupCard:
    """Everything about one group. Raises NotFound outside the asker's scope. Five statements at most."""
    wanted = select(Group, EventRole.name).outerjoin(EventRole, EventRole.id == Group.role_id).where(Group.id == group_id)
    found = db.session.execute(wanted, execution_options={"populate_existing": True}).one_or_none()
    if found is None:
        raise no_group()
    group, role = found
    return GroupCard(
        row=_rows([group])[0], event_id=group.event_id, region_id=group.region_id, stop_id=group.stop_id, role=role,
        role_id=group.role_id, version=group.version, members=_members(group_id),
    )  # fmt: skip


def _members(group_id: int) -> tuple[Member, ...]:
    """Who is on the group's list now, in the alphabet of the reader; whoever left is not."""
    other = aliased(Registration)
    comes_elsewhere = select(other.id).where(other.person_id == Person.id, other.id != Registration.id).exists()
    consented = (
        select(Consent.id)
        .join(other, other.id == Consent.registration_id)
        .where(other.person_id == Person.id)
        .correlate(Person)
        .exists()
    )
    statement: Any = (
        select(
            Registration.uid, Registration.id, Person.full_name, Registration.state, Registration.code,
            comes_elsewhere | consented,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.group_id == group_id, Registration.state != CANCELLED)
        .order_by(sort_column(language()), Registration.id)
    )  # fmt: skip
    with widened():
        return tuple(Member(*row) for row in db.session.execute(statement))
