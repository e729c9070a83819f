"""Volunteers choose their shifts and leave them again, by the link of their ticket."""

from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Full, Invalid
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.people.services.places import Held
from campaign.people.services.tickets import held_by_token
from campaign.people.shifts.models import Shift
from campaign.people.shifts.schemas import Against
from campaign.people.shifts.services.joining import against, has_begun, held_comers, inside, join, part, shift_here


def sign_up(token: str, shift_id: int, *, accept: bool = False) -> tuple[Against, ...]:
    """Give the holder of the link a place in a shift of their event. Sent twice it is done once.

    What is returned asks for a word first: there is little time for the way, and nothing was done; with `accept` it is.
    Raises NotFound, Closed for who has no place at the event or comes too late, Invalid when they are elsewhere at that time,
    Full when somebody was quicker.
    """
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        shift = _open_shift(session, held, shift_id)
        if registration.id in inside(session, shift_id):
            return ()
        comers = held_comers(session, held.id, [registration.id])
        if not comers:
            raise Closed(_l("Only those who have a place at the event can choose a shift."))
        found = against(session, shift, comers, own=True)
        if hard := [one.words for one in found if one.is_hard]:
            raise Invalid(" ".join(dict.fromkeys(hard)))
        if found and not accept:
            return found
        if not join(session, shift, comers[0], by_staff=False, accepted=bool(found)):
            raise Full(_l("This shift is full by now. Please choose another one."))
        return ()


def step_back(token: str, shift_id: int) -> None:
    """Leave a shift, whoever put them in. Done twice it is done once. Raises NotFound, Closed once it has begun."""
    with unit_of_work() as session:
        held, registration = held_by_token(session, token)
        shift = _open_shift(session, held, shift_id)
        part(session, shift.id, registration)


def _open_shift(session: Session, held: Held, shift_id: int) -> Shift:
    shift = shift_here(session, shift_id, held.id)
    with widened():
        event = session.get_one(Event, held.id)
    if not held.is_to_come or has_begun(shift, event):
        raise Closed(_l("This shift has begun already. Please call whoever is in charge."))
    return shift
