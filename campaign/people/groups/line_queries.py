"""Reading the waiting list of an event: who waits, who has not confirmed, what happened to the line."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all

from campaign.accounts.models import User
from campaign.core.audit import AuditEntry, of_what_is_there
from campaign.core.db import db
from campaign.events.models import EventRole
from campaign.people.groups.models import Group, WaitingRule
from campaign.people.groups.schemas import GroupState, LineStep, Unconfirmed, Waiter
from campaign.people.line import ALONE, IN_LINE, unit_size
from campaign.people.models import Person, Registration, opened_phone
from campaign.people.replay import GROUP, ONE
from campaign.people.schemas import RegistrationState

PAGE: Final = 100
MOST_STEPS: Final = 200
SHOWN: Final = (
    "people.jumped", "people.fell_back", "people.kept", "groups.made", "groups.grown", "groups.promoted", "groups.jumped",
    "groups.passing", "groups.splitting", "groups.fell_back", "groups.kept", "groups.shrunk", "groups.cancelled",
    "people.promoted", "people.confirmed", "groups.confirmed",
)  # fmt: skip


@dataclass(frozen=True)
class WaitingPage:
    """A page of those who wait, in their order; `after` is the number with which the next page begins."""

    rows: tuple[Waiter, ...]
    units: int
    people: int
    after: int | None


def waiting_page(event_id: int, after: int | None = None) -> WaitingPage:
    """Whoever stands in the line behind a number, a hundred at a time. Three statements, whatever the number of rows."""
    behind = after if after is not None else -2_000_000_000
    before, units, people = _totals(event_id, behind)
    found = sorted([*_people(event_id, behind), *_groups(event_id, behind)], key=lambda row: row["queue_number"])
    rows = tuple(Waiter(place=place, **row) for place, row in enumerate(found[:PAGE], before + 1))
    return WaitingPage(rows, units, people, rows[-1].queue_number if len(found) > PAGE else None)


def _totals(event_id: int, behind: int) -> tuple[int, int, int]:
    """How many units stand up to a number, how many at all, and for how many places."""
    alone = (Registration.event_id == event_id, ALONE)
    groups = (Group.event_id == event_id, IN_LINE)

    def count(*rules: ColumnElement[bool]) -> Any:
        return select(func.count()).where(*rules).scalar_subquery()

    size = select(func.coalesce(func.sum(unit_size()), 0)).where(*groups).scalar_subquery()
    one, party = count(*alone), count(*groups)
    before = count(*alone, Registration.queue_number <= behind) + count(*groups, Group.queue_number <= behind)
    return tuple(db.session.execute(select(before, one + party, one + size)).one())


def _people(event_id: int, behind: int) -> list[dict[str, Any]]:
    statement = (
        select(
            Registration.id, Registration.queue_number, Registration.made_at, Person.full_name, Person.uid,
            Person.phone_sealed, EventRole.name,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(Registration.event_id == event_id, ALONE, Registration.queue_number > behind)
        .order_by(Registration.queue_number)
        .limit(PAGE + 1)
    )  # fmt: skip
    return [
        {
            "registration_id": number, "queue_number": queue_number, "name": name, "size": 1, "role": role,
            "phone": opened_phone(sealed, uid), "since": since, "passed_over": 0,
        }
        for number, queue_number, since, name, uid, sealed, role in db.session.execute(statement)
    ]  # fmt: skip


def _groups(event_id: int, behind: int) -> list[dict[str, Any]]:
    statement = (
        select(Group, unit_size(), EventRole.name)
        .outerjoin(EventRole, EventRole.id == Group.role_id)
        .where(Group.event_id == event_id, IN_LINE, Group.queue_number > behind)
        .order_by(Group.queue_number)
        .limit(PAGE + 1)
    )
    return [
        {
            "group_id": group.id, "queue_number": group.queue_number, "name": group.name, "size": size, "role": role,
            "phone": group.leader_phone, "since": group.made_at, "passed_over": group.passed_over,
            "may_split": group.may_split, "no_passing": group.no_passing,
        }
        for group, size, role in db.session.execute(statement, execution_options={"populate_existing": True})
    ]  # fmt: skip


def unconfirmed(event_id: int) -> tuple[Unconfirmed, ...]:
    """Whoever moved up and has not confirmed yet, whose term ends first. Two statements."""
    people = (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.confirm_by.is_not(None),
        )
    )
    groups = select(Group, Group.held + _seated()).where(
        Group.event_id == event_id, Group.state == GroupState.CONFIRMED, Group.confirm_by.is_not(None)
    )
    rows = [
        Unconfirmed(person.full_name, person.phone, one.places, one.confirm_by, one.language, registration_id=one.id)
        for one, person in db.session.execute(people)
        if one.confirm_by
    ]
    rows += [
        Unconfirmed(group.name, group.leader_phone, size, group.confirm_by, group.language, group_id=group.id)
        for group, size in db.session.execute(groups)
        if group.confirm_by
    ]
    return tuple(sorted(rows, key=lambda row: row.confirm_by))


def unconfirmed_by_event() -> dict[int, int]:
    """How many people and groups have not confirmed, by event, of those the asker may see. One statement."""
    people = select(Registration.event_id).where(
        Registration.state == RegistrationState.CONFIRMED, Registration.confirm_by.is_not(None)
    )
    groups = select(Group.event_id).where(Group.state == GroupState.CONFIRMED, Group.confirm_by.is_not(None))
    both = union_all(people, groups).subquery()
    statement = select(both.c.event_id, func.count()).group_by(both.c.event_id)
    return {event_id: count for event_id, count in db.session.execute(statement)}


def _seated() -> Any:
    mine = select(func.count()).where(Registration.group_id == Group.id, Registration.state == RegistrationState.CONFIRMED)
    return mine.correlate(Group).scalar_subquery()


def term_of(event_id: int) -> int | None:
    """How many hours whoever moves up has to confirm; None where nobody has to. One statement."""
    return db.session.scalar(select(WaitingRule.confirm_hours).where(WaitingRule.event_id == event_id))


def steps_of(event_id: int) -> tuple[LineStep, ...]:
    """What happened to the line of an event, the newest first: numbers and reasons, nobody's name. One statement.

    For whoever may see the event: reading it needs no right to its people. Of registrations and groups that there are: an
    import that was taken back leaves nothing here.
    """
    statement = (
        select(AuditEntry, User.name)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(or_(_acts_on(ONE, Registration, event_id), _acts_on(GROUP, Group, event_id)), AuditEntry.act.in_(SHOWN))
        .where(of_what_is_there())
        .order_by(AuditEntry.id.desc())
        .limit(MOST_STEPS)
    )
    return tuple(_step(entry, name) for entry, name in db.session.execute(statement))


def _acts_on(thing: str, table: type[Registration] | type[Group], event_id: int) -> ColumnElement[bool]:
    """Acts on the rows of an event, found by their numbers: the trail holds millions of others."""
    return and_(AuditEntry.thing == thing, AuditEntry.thing_id.in_(select(table.id).where(table.event_id == event_id)))


def _step(entry: AuditEntry, name: str | None) -> LineStep:
    return LineStep(
        at=entry.campaign_at, act=entry.act, thing=entry.thing, thing_id=entry.thing_id or 0,
        queue_number=entry.after.get("queue_number"), size=entry.after.get("given") or entry.after.get("size"),
        reason=entry.reason, by=name or "",
    )  # fmt: skip
