"""Writing a report: beginning it, its clauses, its head, and throwing a draft away."""

from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import too_long
from campaign.core.text import clean_text
from campaign.relay.models import Stop
from campaign.reports.information.gathering import facts_of
from campaign.reports.information.models import EventReport, ReportClause, ReportLesson
from campaign.reports.information.policies import ensure_can_write
from campaign.reports.information.queries import about_of, report_row
from campaign.reports.information.saying import told
from campaign.reports.information.schemas import (
    MOST_LINE,
    MOST_NAME,
    MOST_NUMBER,
    MOST_REASON,
    MOST_TEXT,
    About,
    ClauseCode,
    Head,
    State,
)
from campaign.reports.information.services.drafts import CHANGED, clause_of, draft

_YEARS = (2000, 2100)


def start(about: About, reason: str, key: str) -> int:
    """Begin the report, or, with a reason, a new revision of a signed one that keeps the words written by hand.

    The number of the draft that there is already is given where somebody was quicker. Raises Refused, Invalid.
    """
    said = clean_text(reason)
    with unit_of_work() as session:
        ensure_can_write(current_actor(), about.region_id, about.stop_id)
        if earlier := operations.begin(session, "information.start", key, [about.kind.value, about.id, said]):
            return int(earlier["report"])
        report_id = _open_draft(session, about) or _begun(session, about, said)
        operations.finish(session, "information.start", key, {"report": report_id})
        return report_id


def _revisions(about: About) -> tuple[ColumnElement[bool], ...]:
    return (EventReport.stop_id == about.stop_id, EventReport.event_id.is_not_distinct_from(about.event_id))


def _open_draft(session: Session, about: About) -> int | None:
    """The draft there is. Whoever begins one holds the stop meanwhile, so that two never do."""
    session.scalar(select(Stop.id).where(Stop.id == about.stop_id).with_for_update())
    asked = select(EventReport.id).where(*_revisions(about), EventReport.state == State.DRAFT)
    return session.scalar(asked)


def _begun(session: Session, about: About, reason: str) -> int:
    newest = select(EventReport).where(*_revisions(about))
    before = session.scalar(newest.order_by(EventReport.revision.desc()).limit(1))
    if before is not None:
        _judge_reason(reason)
    report = EventReport(
        uid=crypto.new_uid(), region_id=about.region_id, stop_id=about.stop_id, event_id=about.event_id,
        revision=before.revision + 1 if before else 1, reason=reason if before else "", made_at=clock.now(),
        made_by=current_actor().user_id,
    )  # fmt: skip
    if before is not None:
        _take_head(report, before)
    session.add(report)
    session.flush()
    if before is not None:
        _take_words(session, before.id, report)
    after = {"stop": about.stop_id, "event": about.event_id, "revision": report.revision}
    audit.note(session, "report.begun", "report", report.id, region_id=about.region_id, after=after, reason=report.reason)
    return report.id


def _take_head(report: EventReport, head: Head | EventReport) -> None:
    for one in fields(Head):
        setattr(report, one.name, getattr(head, one.name))


def _judge_reason(reason: str) -> None:
    if not reason:
        words = _("Please say why the signed report is changed: the reason stays with the new revision.")
        raise Invalid(words, [Problem("reason", "missing", words)])
    if len(reason) > MOST_REASON:
        words = _("The reason has %(count)s characters, at most %(most)s fit.", count=len(reason), most=MOST_REASON)
        raise Invalid(words, [Problem("reason", "too_long", words)])


def _take_words(session: Session, before_id: int, report: EventReport) -> None:
    """What hands wrote into the earlier revision stands in the new one."""
    for row in session.scalars(select(ReportClause).where(ReportClause.report_id == before_id)):
        session.add(_written(report, row.code, row.text, row.data_then))
        if row.code is ClauseCode.LESSONS:
            _tell_next(session, report, row.text)


def keep_clause(report_id: int, code: ClauseCode, text: Translated, version: int) -> None:
    """Write a clause by hand; `version` 0 where the data still say it. Words equal to those of the data are not kept.

    Raises NotFound, Refused, Invalid, Stale, Conflict when the report is signed.
    """
    if problems := list(too_long("text", text, MOST_TEXT)):
        raise Invalid(_l("The clause was not saved."), problems)
    with unit_of_work() as session:
        report = draft(session, report_id)
        row = clause_of(session, report_id, code)
        if (row.version if row else 0) != version:
            raise Stale(CHANGED)
        data = told(facts_of(about_of(report_row(report_id))))[code].text
        if text == data:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(_written(report, code, text, data))
        else:
            row.text, row.data_then, row.version = text, data, version + 1
        if code is ClauseCode.LESSONS:
            _tell_next(session, report, text)
        after = {"clause": code.value, "by_hand": text != data}
        audit.note(session, "report.clause", "report", report_id, region_id=report.region_id, after=after)


def _written(report: EventReport, code: ClauseCode, text: Translated, data: Translated) -> ReportClause:
    return ReportClause(
        report_id=report.id, region_id=report.region_id, stop_id=report.stop_id, code=code, text=text, data_then=data
    )  # fmt: skip


def _tell_next(session: Session, report: EventReport, text: Translated) -> None:
    """The advice reaches the next places as soon as it is written: their days come before the signature."""
    row = session.scalar(select(ReportLesson).where(ReportLesson.report_id == report.id))
    if row is not None and not text:
        session.delete(row)
    elif row is not None:
        row.text = text
    elif text:
        relay_id = session.scalars(select(Stop.relay_id).where(Stop.id == report.stop_id)).one()
        at = {"region_id": report.region_id, "relay_id": relay_id, "stop_id": report.stop_id}
        session.add(ReportLesson(report_id=report.id, text=text, **at))


def take_over(report_id: int, code: ClauseCode, version: int) -> None:
    """Let the data say the clause again: what was written by hand goes. Raises as `keep_clause` does."""
    with unit_of_work() as session:
        report = draft(session, report_id)
        row = clause_of(session, report_id, code)
        if row is None or row.version != version:
            raise Stale(CHANGED)
        session.delete(row)
        if code is ClauseCode.LESSONS:
            _tell_next(session, report, Translated())
        after = {"clause": code.value, "by_hand": False}
        audit.note(session, "report.clause", "report", report_id, region_id=report.region_id, after=after)


def keep_mine(report_id: int, code: ClauseCode, version: int) -> None:
    """Keep what was written by hand, though the data say something else now. Raises as `keep_clause` does."""
    with unit_of_work() as session:
        report = draft(session, report_id)
        row = clause_of(session, report_id, code)
        if row is None or row.version != version:
            raise Stale(CHANGED)
        row.data_then, row.version = told(facts_of(about_of(report_row(report_id))))[code].text, version + 1
        after = {"clause": code.value, "kept": True}
        audit.note(session, "report.clause", "report", report_id, region_id=report.region_id, after=after)


def keep_head(report_id: int, head: Head, version: int) -> None:
    """Keep who sends the report to whom, its number and date. Raises NotFound, Refused, Invalid, Stale, Conflict."""
    if problems := list(wrong_head(head)):
        raise Invalid(_l("The head of the report was not saved."), problems)
    with unit_of_work() as session:
        report = draft(session, report_id)
        if report.version != version:
            raise Stale(CHANGED)
        _take_head(report, head)
        report.version = version + 1
        audit.note(session, "report.head", "report", report_id, region_id=report.region_id)


def wrong_head(head: Head) -> Iterator[Problem]:
    """Everything that is wrong with the head of a report."""
    for name, most in (("number", MOST_NUMBER), ("executor", MOST_NAME)):
        yield from too_long(name, getattr(head, name), most)
    for name in ("sender", "addressee"):
        yield from too_long(name, getattr(head, name), MOST_LINE)
    if head.dated_on is not None and not _YEARS[0] <= head.dated_on.year <= _YEARS[1]:
        words = _("A year between %(first)s and %(last)s.", first=_YEARS[0], last=_YEARS[1])
        yield Problem("dated_on", "out_of_range", words)


def discard(report_id: int) -> About:
    """Throw a draft away; what was signed before stays. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        report = draft(session, report_id)
        about = about_of(report_row(report_id))
        before = {"stop": report.stop_id, "event": report.event_id, "revision": report.revision}
        audit.note(session, "report.discarded", "report", report_id, region_id=report.region_id, before=before)
        session.delete(report)
        return about
