"""Confirming hours: as planned, by check-in, or as a coordinator types them; a correction keeps what stood before."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.text import clean_line
from campaign.events.schemas import EventRow, EventState
from campaign.people.hours.models import HoursEntry
from campaign.people.hours.queries import hours_of_event, hours_of_registration
from campaign.people.hours.schemas import LONGEST_REASON, EventHours, HoursLine, HoursSource, HoursWish, Typed
from campaign.people.judged import event_to_write
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_export
from campaign.people.schemas import Ticket
from campaign.people.services.claiming import claim
from campaign.people.services.places import hold

Row = tuple[HoursLine, int, HoursSource]
"""Whose hours, how many minutes, where from."""


def as_planned(event_id: int) -> int:
    """Confirm what the shifts add up to for everybody without confirmed hours; how many. Raises NotFound, Refused, Closed."""
    return _in_bulk(event_id, lambda line: (line.planned, HoursSource.PLAN) if line.planned else None)


def by_check_in(event_id: int) -> int:
    """The same by check-in: who is in was there as planned, who is not did not come. Raises NotFound, Refused, Closed."""
    return _in_bulk(event_id, lambda line: (line.planned if line.is_in else 0, HoursSource.CHECK_IN) if line.planned else None)


def _in_bulk(event_id: int, judged: Callable[[HoursLine], tuple[int, HoursSource] | None]) -> int:
    with unit_of_work() as session:
        event = _writable(session, event_id)
        lines = [line for line in hours_of_event(event_id) if line.minutes is None]
        rows: list[Row] = [(line, *found) for line in lines if (found := judged(line)) is not None]
        _write(session, event, rows, "")
        return len(rows)


def write_hours(event_id: int, typed: Typed) -> int:
    """Keep what was typed where it differs from what stands; how many.

    Whoever corrects hours that were confirmed says why. Raises NotFound, Refused, Closed, Invalid, Stale when somebody else has
    confirmed others meanwhile.
    """
    with unit_of_work() as session:
        event = _writable(session, event_id)
        lines = {line.registration_id: line for line in hours_of_event(event_id)}
        wishes = [wish for wish in typed.wishes if wish.registration_id in lines]
        changed = [wish for wish in wishes if lines[wish.registration_id].minutes != wish.minutes]
        reason = clean_line(typed.reason)
        _judge(lines, typed, changed, reason)
        rows: list[Row] = [(lines[wish.registration_id], wish.minutes, HoursSource.TYPED) for wish in changed]
        _write(session, event, rows, reason)
        return len(rows)


def _judge(lines: dict[int, HoursLine], typed: Typed, changed: Sequence[HoursWish], reason: str) -> None:
    if any(lines[wish.registration_id].number != wish.seen for wish in changed):
        raise Stale(_l("Somebody has confirmed other hours meanwhile. Look at the list again; nothing was saved."))
    corrects = any(lines[wish.registration_id].minutes is not None for wish in changed)
    if problems := list(_problems(lines, typed, corrects, reason)):
        raise Invalid(_l("The hours were not saved yet."), problems)


def _problems(lines: dict[int, HoursLine], typed: Typed, corrects: bool, reason: str) -> Iterator[Problem]:
    for number in typed.wrong:
        name = lines[number].full_name if number in lines else ""
        words = _(
            "“%(typed)s” is no number of hours for %(name)s. For example: 3, 3:30 or 3,5; at most 100.",
            typed=typed.words[number][:20], name=name,
        )  # fmt: skip
        yield Problem("hours", "no_hours", words)
    if corrects and not reason:
        yield Problem("reason", "missing", _("You correct hours that were confirmed: say why. Both values are kept."))
    yield from too_long("reason", reason, LONGEST_REASON)


def _writable(session: Session, event_id: int) -> EventRow:
    event = event_to_write(event_id)
    if event.starts_at > clock.campaign_now() or event.state is EventState.CANCELLED:
        raise Closed(_l("Hours are confirmed once the event has begun."))
    hold(session, event_id)
    return event


def _write(session: Session, event: EventRow, rows: Sequence[Row], reason: str) -> None:
    at, who = clock.campaign_now(), current_actor().user_id
    ids = [line.registration_id for line, _minutes, _source in rows]
    for registration in session.scalars(select(Registration).where(Registration.id.in_(ids))).all():
        claim(session, registration)
    session.add_all(
        HoursEntry(
            registration_id=line.registration_id, event_id=event.id, region_id=event.region_id, stop_id=event.stop_id,
            number=line.number + 1, planned=line.planned, minutes=minutes, source=source,
            reason=reason if line.minutes is not None else "", noted_at=at, noted_by=who,
        )
        for line, minutes, source in rows
    )  # fmt: skip
    session.flush()
    if rows:
        after = {"registrations": ids, "minutes": [minutes for _line, minutes, _source in rows]}
        audit.note(session, "hours.confirmed", "hours", event.id, region_id=event.region_id, after=after, reason=reason)


def note_taken_out(region_id: int, stop_id: int, subject: str, number: int, rows: int) -> None:
    """That a table of hours was taken out is on the trail. Raises Refused."""
    ensure_can_export(current_actor(), region_id, stop_id)
    with unit_of_work() as session:
        audit.note(session, "hours.exported", subject, number, region_id=region_id, after={"rows": rows})


def hours_of_ticket(ticket: Ticket) -> EventHours | None:
    """What the holder of a ticket is shown of their hours; None before the event. One statement, none before it."""
    if ticket.event.starts_at > clock.campaign_now():
        return None
    with widened():
        return hours_of_registration(ticket.registration_id)
