"""Writing running sheets, and saying on the day when each row really began."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events import queries as events
from campaign.events.once import next_version
from campaign.events.policies import ensure_can_write_event
from campaign.events.running.models import RunningSheetRow, RunningSheetVersion
from campaign.events.running.rows import FARTHEST, rewrite, row_of
from campaign.events.running.schemas import LONGEST, MOST_MINUTES, MOST_ROWS, RowWish
from campaign.events.running.templates import template_of
from campaign.events.schemas import EventRow

GONE = _l("This row is gone from the running sheet. Open the page again.")
MEANWHILE = _l("Somebody has written this running sheet meanwhile. Look at it again; nothing was saved.")


def write(event_id: int, wishes: Sequence[RowWish], version: int) -> None:
    """Make these the rows of the event, in the order of their time; empty ones are left out, facts stay with their rows.

    Raises NotFound, Refused, Invalid, Stale when somebody else has written meanwhile.
    """
    kept = sorted((wish for wish in wishes if not wish.is_empty), key=lambda wish: wish.offset)
    if problems := list(_wrong(kept)):
        raise Invalid(_l("The running sheet was not saved."), problems)
    with unit_of_work() as session:
        event = _writable(event_id)
        next_version(session, RunningSheetVersion, event, version, MEANWHILE)
        rewrite(session, RunningSheetRow, event_id, kept, partial(_keep, session, event))
        audit.note(session, "running.written", "event", event_id, region_id=event.region_id, after={"rows": len(kept)})


def begin(event_id: int) -> None:
    """Fill an empty sheet with the usual rows of its kind; nothing happens where rows are. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = _writable(event_id)
        if session.scalar(select(RunningSheetRow.id).where(RunningSheetRow.event_id == event_id).limit(1)) is None:
            version = session.scalar(select(RunningSheetVersion.version).where(RunningSheetVersion.event_id == event_id))
            write(event_id, template_of(event.kind), version or 0)


def record(event_id: int, row_id: int, at: datetime | None = None) -> None:
    """The row begins now, or began `at`; said twice, the first word stays unless a time is given. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = _row(session, event_id, row_id)
        if at is not None or row.fact_at is None:
            row.fact_at = at or clock.campaign_now()
            audit.note(session, "running.fact", "running_row", row.id, region_id=row.region_id)


def forget(event_id: int, row_id: int) -> None:
    """The row has not begun after all. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = _row(session, event_id, row_id)
        row.fact_at = None
        audit.note(session, "running.fact_undone", "running_row", row.id, region_id=row.region_id)


def _writable(event_id: int) -> EventRow:
    event = events.event_row(event_id)
    ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
    return event


def _row(session: Session, event_id: int, row_id: int) -> RunningSheetRow:
    _writable(event_id)
    return row_of(session, RunningSheetRow, event_id, row_id, GONE)


def _keep(session: Session, event: EventRow, row: RunningSheetRow | None, wish: RowWish, position: int) -> None:
    if row is None:
        row = RunningSheetRow(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id
        )  # fmt: skip
        session.add(row)
    row.position, row.offset, row.minutes = position, wish.offset, wish.minutes
    row.what, row.who, row.phone, row.place = wish.what, wish.who, wish.phone, wish.place


def _wrong(wishes: Sequence[RowWish]) -> Iterator[Problem]:
    if len(wishes) > MOST_ROWS:
        yield Problem("rows", "too_many", _("At most %(most)s rows fit on a running sheet.", most=MOST_ROWS))
    for number, wish in enumerate(wishes, 1):
        if not wish.what:
            yield Problem("rows", "missing", _("Row %(row)s does not say what happens.", row=number))
        if not 0 <= wish.minutes <= MOST_MINUTES:
            sentence = _("Row %(row)s: it lasts between 0 and %(most)s minutes.", row=number, most=MOST_MINUTES)
            yield Problem("rows", "out_of_range", sentence)
        if abs(wish.offset) > FARTHEST:
            yield Problem("rows", "too_far", _("Row %(row)s lies more than a day away from the event.", row=number))
        yield from _too_long(number, wish)


def _too_long(number: int, wish: RowWish) -> Iterator[Problem]:
    longest = {"what": max(map(len, wish.what.as_dict().values()), default=0)}
    longest |= {name: len(getattr(wish, name)) for name in ("who", "phone", "place")}
    for name, count in longest.items():
        if count > LONGEST[name]:
            words = {"row": number, "most": LONGEST[name], "count": count}
            yield Problem("rows", "too_long", _("Row %(row)s: at most %(most)s characters fit, there are %(count)s.", **words))
