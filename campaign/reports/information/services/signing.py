"""Signing a report: it is frozen as it was read, and its events become reported, all in one act."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.events import queries as events
from campaign.events.schemas import EventState
from campaign.events.services import change_state
from campaign.papers.schemas import Signatory
from campaign.reports.information.models import COLUMN, EventReport, ReportLesson
from campaign.reports.information.queries import about_of, fingerprint, information_of, report_row
from campaign.reports.information.schemas import MOST_LINE, MOST_NAME, About, Information, SignWish, State
from campaign.reports.information.services.drafts import draft

_AHEAD = timedelta(days=1)  # a signature is not dated later than tomorrow


def sign(report_id: int, wish: SignWish, key: str) -> None:
    """Freeze the report with its signers and move its events that were held on to reported.

    The same key signs once. Raises NotFound, Refused, Invalid, Stale when the report says something else than what was read,
    Conflict when it is signed already or an event is neither held nor cancelled.
    """
    with unit_of_work() as session:
        body = [report_id, wish.seen, wish.signed_on.isoformat(), [one.as_facts() for one in wish.signers]]
        if operations.begin(session, "information.sign", key, body):
            return
        report = draft(session, report_id)
        row = report_row(report_id)
        about = about_of(row)
        now = information_of(about, row)
        _judge(now, wish)
        _freeze(session, report, now, wish)
        _report_events(about)
        operations.finish(session, "information.sign", key, {"report": report_id})


def _judge(now: Information, wish: SignWish) -> None:
    if problems := list(_wrong(now, wish)):
        raise Invalid(_l("The report was not signed."), problems)
    if fingerprint(now) != wish.seen:
        raise Stale(
            _l(
                "The report says something else than when you opened this page: read it again, then sign it. "
                "Nothing was signed."
            )
        )
    if now.not_held:
        titles = ", ".join(title.text() for _event, title in now.not_held)
        raise Conflict(
            _("These events are neither marked as held nor cancelled: %(events)s. Mark them first, then sign.", events=titles)
        )


def _wrong(now: Information, wish: SignWish) -> Iterator[Problem]:
    first = wish.signers[0] if wish.signers else Signatory()
    if not (first.post and first.name):
        yield Problem("first_name", "missing", _("Please name who signs: the position and the name."))
    for name, who in zip(("first", "second"), wish.signers, strict=False):
        if len(who.name) > MOST_NAME or any(len(words) > MOST_LINE for words in who.post.as_dict().values()):
            words = _("A position has at most %(post)s characters and a name at most %(name)s.", post=MOST_LINE, name=MOST_NAME)
            yield Problem(f"{name}_name", "too_long", words)
    if not now.about.first <= wish.signed_on <= clock.campaign_today(now.about.time_zone) + _AHEAD:
        words = _("The day of the signature lies between the first day of the report and today.")
        yield Problem("signed_on", "out_of_range", words)


def _freeze(session: Session, report: EventReport, now: Information, wish: SignWish) -> None:
    text = json.dumps(now.content(wish.signers), ensure_ascii=False, sort_keys=True)
    report.content_sealed = crypto.seal(text, COLUMN, report.uid)
    report.content_hash = hashlib.sha256(text.encode()).hexdigest()
    report.state, report.signed_on, report.signed_at = State.SIGNED, wish.signed_on, clock.campaign_now()
    report.signed_by, report.version = current_actor().user_id, report.version + 1
    session.execute(update(ReportLesson).where(ReportLesson.report_id == report.id).values(is_signed=True))
    after = {"revision": report.revision, "hash": report.content_hash, "signed_on": wish.signed_on.isoformat()}
    audit.note(session, "report.signed", "report", report.id, region_id=report.region_id, after=after)
    outward.announce(
        session, Act.REPORT_SIGNED, region_id=report.region_id, stop_id=report.stop_id, report=report.id, event=report.event_id,
        revision=report.revision,
    )  # fmt: skip
    session.flush()


def _report_events(about: About) -> None:
    rows = (events.event_row(about.id),) if about.is_event else events.events_of_stop(about.stop_id)
    for event in rows:
        if event.state is EventState.HELD:
            change_state(event.id, EventState.REPORTED, "", event.version)
