"""Erasing everybody whose term is over: 31 December of the year of their last event, and the months of the rule after it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor, ensure_fresh
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.core.rules import of_day
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.privacy.finding import families_of
from campaign.people.privacy.models import RetentionRule, RetentionRun
from campaign.people.privacy.policies import ensure_can_run
from campaign.people.privacy.schemas import ERASED, DuePeople, ErasureWay
from campaign.people.privacy.services.erasing import after_erasing, erase_families
from campaign.people.privacy.traces import clean_storage

BATCH: Final = 150  # people of one unit of work: no lock is held longer than about a second
SOURCE: Final = Translated(
    "Келісім мәтіні, 1-нұсқа: іс-шара өтетін жылдың 31 желтоқсанына дейін",
    "Текст согласия, версия 1: до 31 декабря года мероприятия",
    "Text of the consent, version 1: until 31 December of the year of the event",
)


def load_shipped(session: Session) -> None:
    """The term that the consent names; nothing when a rule is there."""
    if session.scalar(select(RetentionRule.id).limit(1)) is None:
        day = date(2018, 1, 1)
        session.add(RetentionRule(valid_from=day, months=0, source=SOURCE, shipped=True, made_at=datetime.now(UTC)))


def due(as_of: date) -> tuple[DuePeople, ...]:
    """By region, who is kept longer than the rule of their last event's day says. Two statements."""
    rules = db.session.scalars(select(RetentionRule)).all()
    last = func.max(Event.day)
    asked = (
        select(Person.region_id, Person.id, last)
        .join(Registration, Registration.person_id == Person.id)
        .join(Event, Event.id == Registration.event_id)
        .where(Person.full_name != ERASED)
        .group_by(Person.region_id, Person.id)
        .having(last < as_of)
        .order_by(Person.region_id, Person.id)
    )
    found: dict[int, list[int]] = {}
    for region_id, person_id, day in db.session.execute(asked):
        rule = of_day(rules, day)
        if rule is not None and as_of > _end_of(day, rule.months):
            found.setdefault(region_id, []).append(person_id)
    return tuple(DuePeople(region_id, tuple(people)) for region_id, people in found.items())


def _end_of(day: date, months: int) -> date:
    """The last day on which somebody of an event on `day` may be kept."""
    years, month = divmod(11 + months, 12)
    following = date(day.year + years + (month == 11), 1 if month == 11 else month + 2, 1)
    return date.fromordinal(following.toordinal() - 1)


def run(as_of: date, told: Callable[[str], None]) -> int:
    """Erase them, some at a time, each batch whole; how many. Killed, the next run goes on. Raises Refused, NotFresh."""
    ensure_fresh()
    total = 0
    for group in due(as_of):
        ensure_can_run(current_actor(), group.region_id)
        with unit_of_work() as session:
            run_row = RetentionRun(
                region_id=group.region_id, as_of=as_of, began_at=clock.now(), made_by=current_actor().user_id, total=0
            )
            session.add(run_row)
            session.flush()
            number = run_row.id
        for start in range(0, len(group.person_ids), BATCH):
            total += _batch(number, group.person_ids[start : start + BATCH])
            told(f"Region {group.region_id}: {min(start + BATCH, len(group.person_ids))} of {len(group.person_ids)}")
        with unit_of_work() as session:
            session.get_one(RetentionRun, number).ended_at = clock.now()
    if total:
        clean_storage(whatever_its_size=True)
    return total


def _batch(number: int, person_ids: Sequence[int]) -> int:
    with unit_of_work() as session:
        families = [
            people for people in families_of(session, person_ids) if any(person.full_name != ERASED for person in people)
        ]
        if not families:
            return 0
        erased = erase_families(session, families, ErasureWay.TERM)
        row = session.get_one(RetentionRun, number)
        row.total += len(erased)
        counted = Counter({name: int(count) for name, count in row.events.items()})
        counted.update(str(event_id) for who in erased for event_id in who.event_ids)
        row.events = dict(counted)
    after_erasing(erased, clean=False)
    return len(erased)
