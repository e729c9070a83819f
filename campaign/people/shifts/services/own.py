"""What the holder of a ticket is shown of shifts."""

from campaign.core import clock
from campaign.core.actor import widened
from campaign.events.schemas import AHEAD
from campaign.people.schemas import RegistrationState, Ticket
from campaign.people.shifts.queries import shifts_with
from campaign.people.shifts.schemas import OwnShifts


def shifts_of_ticket(ticket: Ticket) -> OwnShifts:
    """Their shifts, and those that have room and have not begun. Two statements, none for who has no place at the event."""
    if ticket.state is not RegistrationState.CONFIRMED or ticket.event.state not in AHEAD:
        return OwnShifts()
    with widened():
        found = shifts_with(ticket.registration_id, ticket.event.id)
    now = clock.campaign_now()
    return OwnShifts(found.mine, tuple(row for row in found.free if row.starts_at > now), found.full)
