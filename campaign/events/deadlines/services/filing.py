"""Saying what an event rests on, and writing down what was filed and how it was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.deadlines.models import Filing, LegalRule, Permit
from campaign.events.deadlines.policies import ensure_can_file
from campaign.events.deadlines.schemas import (
    MOST_LINE,
    MOST_NUMBER,
    MOST_TEXT,
    Basis,
    FilingWish,
    PermitWish,
)
from campaign.events.models import Event
from campaign.events.services.steps import locked

MOST_VEHICLES = 10_000
EARLIEST = timedelta(days=731)  # before the event: what lies beyond is a slip of the finger


def set_permit(event_id: int, wish: PermitWish, version: int) -> None:
    """Say what the event rests on. `version` is that of the row that was seen, 0 for none.

    Raises NotFound, Refused, Stale when somebody else was faster, Invalid.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_can_file(current_actor(), event.region_id, event.stop_id)
        row = session.scalars(select(Permit).where(Permit.event_id == event_id)).one_or_none()
        if (row.version if row else 0) != version:
            raise Stale(_l("Somebody has changed the legal basis meanwhile. Look at it again; nothing was saved."))
        _complain(_("The legal basis was not saved."), _wrong_permit(wish, event.day))
        before = {"basis": row.basis.value, "number": row.number} if row else {}
        if row is None:
            row = Permit(event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, version=0)
            session.add(row)
        row.basis, row.number, row.issued_on, row.reason = wish.basis, wish.number, wish.issued_on, wish.reason
        row.vehicles, row.version = wish.vehicles, row.version + 1
        after = {"basis": wish.basis.value, "number": wish.number}
        audit.note(
            session, "event.basis", "event", event.id, region_id=event.region_id, before=before, after=after, reason=wish.reason
        )  # fmt: skip


def _complain(sentence: str, problems: Iterator[Problem]) -> None:
    if found := list(problems):
        raise Invalid(sentence, found)


def _wrong_permit(wish: PermitWish, day: date) -> Iterator[Problem]:
    yield from wrong_basis(wish)
    if wish.issued_on is not None and wish.issued_on > day:
        yield Problem("issued_on", "after_event", _("The paper would be dated after the event."))


def wrong_basis(wish: PermitWish) -> Iterator[Problem]:
    """What is wrong with what an event rests on, whatever its day is."""
    if wish.basis is Basis.UNSET:
        yield Problem("basis", "missing", _("Choose what the event rests on."))
    if wish.basis is Basis.NONE and not wish.reason:
        yield Problem(
            "reason", "missing", _("Say why no order, notification or approval is required: the reason stays with the event.")
        )
    if wish.vehicles is not None and not 0 <= wish.vehicles <= MOST_VEHICLES:
        yield Problem("vehicles", "out_of_range", _("The number of vehicles lies between 0 and %(most)s.", most=MOST_VEHICLES))
    yield from too_long("number", wish.number, MOST_NUMBER)
    yield from too_long("reason", wish.reason, MOST_TEXT)


def record_filing(event_id: int, wish: FilingWish, key: str) -> int:
    """Write down what was filed for the event, and for those that the same paper is about; the id of the event's own line.

    Raises NotFound, Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        if known := operations.begin(session, "deadlines.file", key, [event_id, asdict(wish)]):
            return int(known["filing"])
        events = [locked(session, each) for each in dict.fromkeys((event_id, *wish.also))]
        for event in events:
            ensure_can_file(current_actor(), event.region_id, event.stop_id)
        _complain(_("The filing was not saved."), _wrong_filing(session, wish, events))
        rows = [_written(session, event, wish) for event in events]
        operations.finish(session, "deadlines.file", key, {"filing": rows[0].id})
        return rows[0].id


def _written(session: Session, event: Event, wish: FilingWish) -> Filing:
    row = Filing(
        event_id=event.id, stop_id=event.stop_id, region_id=event.region_id, rule_code=wish.rule_code, version=1,
        made_at=clock.now(),
    )  # fmt: skip
    _fill(row, wish)
    session.add(row)
    session.flush()
    _note(session, "event.filed", row)
    return row


def _fill(row: Filing, wish: FilingWish) -> None:
    row.filed_on, row.number, row.addressee, row.note = wish.filed_on, wish.number, wish.addressee, wish.note
    row.answer, row.answered_on = wish.answer, wish.answered_on
    row.answer_number, row.answer_note = wish.answer_number, wish.answer_note


def _facts(row: Filing) -> dict[str, Any]:
    return {
        "filing": row.id, "rule": row.rule_code, "filed_on": row.filed_on.isoformat(), "number": row.number,
        "answer": row.answer and row.answer.value, "answered_on": row.answered_on and row.answered_on.isoformat(),
    }  # fmt: skip


def _note(session: Session, act: str, row: Filing, before: dict[str, Any] | None = None, reason: str = "") -> None:
    after = {} if act == "event.filing_removed" else _facts(row)
    audit.note(session, act, "event", row.event_id, region_id=row.region_id, before=before, after=after, reason=reason)


def _loaded(session: Session, filing_id: int, version: int) -> Filing:
    """The filing, nobody else's to change until the unit ends. Raises NotFound, Refused, Stale."""
    statement = select(Filing).where(Filing.id == filing_id).with_for_update()
    row = session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such filing."))
    ensure_can_file(current_actor(), row.region_id, row.stop_id)
    if row.version != version:
        raise Stale(_l("Somebody has changed this filing meanwhile. Look at it again; nothing was saved."))
    return row


def edit_filing(filing_id: int, wish: FilingWish, version: int) -> None:
    """Put a filing right, or write down its answer. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        row = _loaded(session, filing_id, version)
        event = locked(session, row.event_id)
        _complain(_("The filing was not saved."), _wrong_filing(session, wish, [event]))
        before = _facts(row)
        answered = wish.answer is not None and row.answer is not wish.answer
        _fill(row, wish)
        row.version += 1
        _note(session, "event.filing_answered" if answered else "event.filing_edited", row, before)


def remove_filing(filing_id: int, version: int) -> None:
    """Take back a line that was written by mistake; the trail keeps what stood there. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        row = _loaded(session, filing_id, version)
        _note(session, "event.filing_removed", row, _facts(row))
        session.delete(row)


def _wrong_filing(session: Session, wish: FilingWish, events: Sequence[Event]) -> Iterator[Problem]:
    if session.scalar(select(LegalRule.id).where(LegalRule.code == wish.rule_code).limit(1)) is None:
        yield Problem("rule", "unknown", _("There is no such rule."))
    yield from _wrong_days(wish, events)
    yield from wrong_filing(wish)


def wrong_filing(wish: FilingWish) -> Iterator[Problem]:
    """What is wrong with a filing whatever it is about: half an answer, lengths."""
    if (wish.answer is None) is not (wish.answered_on is None):
        missing = "answered_on" if wish.answer else "answer"
        yield Problem(missing, "missing", _("An answer has both: what it says, and its date."))
    for field, text, most in (
        ("number", wish.number, MOST_NUMBER), ("addressee", wish.addressee, MOST_LINE), ("note", wish.note, MOST_TEXT),
        ("answer_number", wish.answer_number, MOST_NUMBER), ("answer_note", wish.answer_note, MOST_TEXT),
    ):  # fmt: skip
        yield from too_long(field, text, most)


def _wrong_days(wish: FilingWish, events: Sequence[Event]) -> Iterator[Problem]:
    today = clock.campaign_today(events[0].time_zone)
    first_event = min(event.day for event in events)
    if wish.filed_on > today:
        yield Problem("filed_on", "future", _("This day is still to come. Write the filing down when it has been filed."))
    elif wish.filed_on > first_event:
        yield Problem("filed_on", "after_event", _("This day lies after the event."))
    elif wish.filed_on < first_event - EARLIEST:
        yield Problem("filed_on", "too_early", _("This day lies more than two years before the event."))
    if wish.answered_on is not None and not wish.filed_on <= wish.answered_on <= today:
        yield Problem("answered_on", "out_of_range", _("The answer comes on the day of filing or later, and not after today."))
