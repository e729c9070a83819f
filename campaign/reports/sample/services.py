"""Putting the sample in and taking it out, each all or nothing."""

from sqlalchemy import delete, func, literal, select, text, union_all, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from campaign.core import audit, clock, outward, settings
from campaign.core.actor import SYSTEM, acting_as, current_actor, ensure_fresh
from campaign.core.audit import AuditEntry
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Unavailable
from campaign.core.i18n import _l
from campaign.core.mail import Message
from campaign.core.operations import OperationKey
from campaign.core.settings import SAMPLE, SAMPLE_TRAIL, Counter, Setting
from campaign.core.tasks import Job
from campaign.reports.sample import policies, queries
from campaign.reports.sample.emptying import empty
from campaign.reports.sample.schemas import Mark
from campaign.reports.sample.season import build
from campaign.reports.sample.tables import is_numbered, is_of_the_plan, of_the_plan


def load() -> None:
    """Put the sample into an empty installation: a season that is on now, no account, no letter. Some three seconds.

    Raises Refused; Conflict where anything is planned already, or the sample is in.
    """
    policies.ensure_can_try(current_actor())
    with unit_of_work() as session:
        _alone(session)
        if queries.is_in(session):
            raise Conflict(_l("The sample data is in already."))
        if queries.filled_by_somebody(session):
            raise Conflict(_l("Something of your own is here already: sample data goes only into an empty installation."))
        began, counters = clock.now(), dict(session.execute(select(Counter.name, Counter.value)).all())
        with acting_as(SYSTEM):
            build(session)
        session.flush()
        last = _last(session)
        settings.keep(session, SAMPLE, {"loaded_at": began.isoformat(), "counters": counters, "last": last})
        audit.note(session, "sample.loaded", "sample", None, after={"rows": sum(last.values())})


def _alone(session: Session) -> None:
    """One at a time, and nobody plans a relay meanwhile; on SQLite a unit of work is alone anyway. Raises Conflict."""
    if session.get_bind().dialect.name != "postgresql":
        return
    if not session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtext(SAMPLE)))):
        raise Conflict(_l("Somebody is loading or removing the sample data at this moment."))
    session.execute(text("LOCK TABLE campaigns, relays IN SHARE ROW EXCLUSIVE MODE"))


def _last(session: Session) -> dict[str, int]:
    """The highest number in each table of the plan. One statement."""
    tables = [table for table in of_the_plan() if is_numbered(table)]
    asked = union_all(*[select(literal(table.name), func.coalesce(func.max(table.c.id), 0)) for table in tables])
    return dict(session.connection().execute(asked).all())


def remove() -> int:
    """Take out the sample and all that was made of the plan since; how many rows that were.

    Accounts, settings, what ships with the program and the trail stay; a role at a stop of the sample ends with it. Raises
    Refused, NotFresh; NotFound when no sample is in; Unavailable where somebody works in it at this moment.
    """
    policies.ensure_can_try(current_actor())
    ensure_fresh()
    with unit_of_work() as session:
        _alone(session)
        kept = queries.mark()
        last = session.scalar(select(func.max(AuditEntry.id))) or 0
        try:
            gone = empty(session.connection(), of_the_plan())
        except OperationalError as error:
            raise Unavailable(_l("Somebody is writing at this moment; try again in a minute. Nothing was removed.")) from error
        session.expire_all()
        _forget_what_waited(session, kept)
        _number_as_before(session, kept.counters, last)
        session.execute(delete(Setting).where(Setting.name == SAMPLE))
        audit.note(session, "sample.removed", "sample", None, after={"rows": gone})
    outward.ask_again()
    return gone


def _forget_what_waited(session: Session, kept: Mark) -> None:
    """Queued work, letters and used keys since the sample came: they speak of what is gone."""
    session.execute(delete(Message).where(Message.queued_at >= kept.loaded_at, is_of_the_plan(Message.kind)))
    session.execute(delete(Job).where(Job.queued_at >= kept.loaded_at))
    session.execute(delete(OperationKey).where(OperationKey.made_at >= kept.loaded_at))


def _number_as_before(session: Session, counters: dict[str, int], last: int) -> None:
    """Rows of numbers go on where they stood; the trail knows up to where it speaks of things that are gone."""
    session.execute(delete(Counter).where(Counter.name.not_in(counters)))
    for name, value in counters.items():
        session.execute(update(Counter).where(Counter.name == name).values(value=value))
    session.execute(delete(Counter).where(Counter.name == SAMPLE_TRAIL))
    session.add(Counter(name=SAMPLE_TRAIL, value=last))
