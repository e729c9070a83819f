"""Reading event reports: how each will be printed, its revisions, the list, what is due, lessons of earlier places."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.core import crypto
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.models import Event
from campaign.events.schemas import WAS_HELD
from campaign.relay.models import Stop
from campaign.relay.schemas import StopRow
from campaign.reports.information.gathering import Facts, about_event, about_stop, facts_of
from campaign.reports.information.lacking import lacks_of
from campaign.reports.information.models import COLUMN, EventReport, ReportClause, ReportLesson
from campaign.reports.information.saying import told
from campaign.reports.information.schemas import (
    DUE_AFTER,
    About,
    Clause,
    ClauseCode,
    Edit,
    Head,
    Information,
    Lesson,
    ReportRow,
    Said,
    State,
    StopReport,
    frozen,
)
from campaign.territory.models import Unit

NO_REPORT = _l("There is no such report.")
BEHIND = timedelta(days=60)  # so long after it was due a report is still asked for
_LESSONS = 5


def _row(report: EventReport, name: str | None) -> ReportRow:
    head = Head(
        report.number, report.dated_on, report.sender, report.addressee, report.executor, report.executor_phone
    )  # fmt: skip
    return ReportRow(
        report.id, report.stop_id, report.event_id, report.region_id, report.revision, report.state, report.version, head,
        report.reason, report.signed_on, report.signed_at, name or "",
    )  # fmt: skip


def _reports() -> Any:
    return select(EventReport, User.name).outerjoin(User, User.id == EventReport.signed_by)


def revisions_of(about: About) -> tuple[ReportRow, ...]:
    """All revisions, the newest first. One statement."""
    asked = _reports().where(EventReport.stop_id == about.stop_id, EventReport.event_id.is_not_distinct_from(about.event_id))
    found = db.session.execute(asked.order_by(EventReport.revision.desc()), execution_options={"populate_existing": True})
    return tuple(_row(report, name) for report, name in found)


def report_row(report_id: int) -> ReportRow:
    """Raises NotFound outside the asker's scope. One statement."""
    found = db.session.execute(_reports().where(EventReport.id == report_id)).one_or_none()
    if found is None:
        raise NotFound(NO_REPORT)
    return _row(*found)


def about_of(row: ReportRow) -> About:
    """What a report is about. Raises NotFound."""
    return about_event(row.event_id) if row.event_id is not None else about_stop(row.stop_id)


def edits_of(report_id: int) -> dict[ClauseCode, Edit]:
    """What hands have written into the clauses. One statement."""
    found = db.session.scalars(
        select(ReportClause).where(ReportClause.report_id == report_id), execution_options={"populate_existing": True}
    )
    return {row.code: Edit(row.text, row.data_then, row.version) for row in found}


def usual_head(facts: Facts) -> Head:
    """Who sends it and to whom, where nobody has written that: the akimat of the place to the department."""
    place = facts.about.place
    sender = Translated(
        kk=f"{place.text('kk')} әкімдігі", ru=f"Акимат, {place.text('ru')}", en=f"Akimat, {place.text('en')}"
    )  # fmt: skip
    return Head(sender=sender, addressee=facts.department)


def clauses_of(said: Mapping[ClauseCode, Said], edits: Mapping[ClauseCode, Edit]) -> tuple[Clause, ...]:
    """The clauses as they will be printed: a hand's words before those of the data."""
    return tuple(_clause(code, said[code], edits.get(code)) for code in ClauseCode)


def _clause(code: ClauseCode, said: Said, edit: Edit | None) -> Clause:
    if edit is None:
        return Clause(code, said.text, said.rows, said.text)
    return Clause(code, edit.text, said.rows, said.text, True, edit.data_then != said.text, edit.version)


def information_of(about: About, row: ReportRow | None) -> Information:
    """The report as it stands: a signed one as it was signed, else what the data and the hand say now.

    A constant number of statements. Raises Conflict when what is stored is not what was signed.
    """
    if row is not None and row.is_signed:
        return _frozen(about, row)
    facts = facts_of(about)
    clauses = clauses_of(told(facts), edits_of(row.id) if row else {})
    head = (row.head if row else Head()).filled(usual_head(facts))
    not_held = tuple((event.id, event.title) for event in facts.not_held)
    return Information(about, head, clauses, row, (), lacks_of(facts, clauses, row), not_held)


def current(about: About) -> Information:
    """The draft if there is one, else what was signed last, else what a new report would say."""
    return information_of(about, next(iter(revisions_of(about)), None))


def of_stop(stop_id: int) -> Information:
    """For the paper of a stop. Raises NotFound."""
    return current(about_stop(stop_id))


def of_event(event_id: int) -> Information:
    """For the paper of an event. Raises NotFound."""
    return current(about_event(event_id))


def _frozen(about: About, row: ReportRow) -> Information:
    report = db.session.scalar(select(EventReport).where(EventReport.id == row.id))
    if report is None or report.content_sealed is None:
        raise NotFound(NO_REPORT)
    text = crypto.unseal(report.content_sealed, COLUMN, report.uid)
    if hashlib.sha256(text.encode()).hexdigest() != report.content_hash:
        raise Conflict(
            _l(
                "What is stored of this report is no longer what was signed, so it is not shown. Tell whoever looks after the "
                "installation."
            )
        )
    return frozen(about, row, json.loads(text))


def fingerprint(report: Information) -> str:
    """By which a page knows whether what is signed is still what was read."""
    content = report.content(())
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def reports_of_stops(relay_id: int | None = None) -> tuple[StopReport, ...]:
    """The asker's stops with the newest revision of their report, in the order of their stays. One statement."""
    newest = (
        select(EventReport.stop_id, func.max(EventReport.revision).label("revision"))
        .where(EventReport.event_id.is_(None))
        .group_by(EventReport.stop_id)
        .subquery()
    )
    signed = (
        select(func.max(EventReport.signed_on))
        .where(EventReport.stop_id == Stop.id, EventReport.event_id.is_(None))
        .correlate(Stop)
        .scalar_subquery()
    )
    asked = (
        select(
            Stop.id, Stop.relay_id, Unit.name, Stop.arrives_on, Stop.departs_on, newest.c.revision, EventReport.state, signed
        )
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(newest, newest.c.stop_id == Stop.id)
        .outerjoin(
            EventReport,
            (EventReport.stop_id == Stop.id) & EventReport.event_id.is_(None) & (EventReport.revision == newest.c.revision),
        )
        .where(~Stop.left_out)
        .order_by(Stop.arrives_on, Stop.id)
    )
    if relay_id is not None:
        asked = asked.where(Stop.relay_id == relay_id)
    return tuple(StopReport(*found) for found in db.session.execute(asked))


def due_reports(today: date) -> tuple[StopReport, ...]:
    """Stops that have moved on and held something, whose report nobody has signed. One statement."""
    held = select(Event.id).where(Event.stop_id == Stop.id, Event.state.in_(WAS_HELD)).exists()
    signed = select(EventReport.id).where(
        EventReport.stop_id == Stop.id, EventReport.event_id.is_(None), EventReport.state == State.SIGNED
    )  # fmt: skip
    asked = (
        select(Stop.id, Stop.relay_id, Unit.name, Stop.arrives_on, Stop.departs_on)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(~Stop.left_out, Stop.departs_on <= today, Stop.departs_on >= today - DUE_AFTER - BEHIND)
        .where(held, ~signed.exists())
        .order_by(Stop.departs_on, Stop.id)
    )
    return tuple(StopReport(*found) for found in db.session.execute(asked))


def lessons_before(stop: StopRow, chain: Mapping[int, StopRow]) -> tuple[Lesson, ...]:
    """What the places before wrote for the next ones, the nearest first. One statement."""
    before = [row.id for row in chain.values() if row.position < stop.position]
    asked = select(ReportLesson).where(ReportLesson.relay_id == stop.relay_id, ReportLesson.stop_id.in_(before))
    found = [
        Lesson(chain[row.stop_id].name, chain[row.stop_id].position, row.text, row.is_signed)
        for row in db.session.scalars(asked)
    ]
    return tuple(sorted(found, key=lambda lesson: -lesson.position)[:_LESSONS])


def state_at(stop_id: int) -> ReportRow | None:
    """The newest revision of a stop's report. One statement."""
    asked = _reports().where(EventReport.stop_id == stop_id, EventReport.event_id.is_(None))
    found = db.session.execute(asked.order_by(EventReport.revision.desc()).limit(1)).first()
    return _row(*found) if found else None
