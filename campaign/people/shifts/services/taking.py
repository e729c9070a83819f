"""Places in a shift, taken and given back by one guarded UPDATE each, so that no number of workers can overbook."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import widened
from campaign.core.db import kept
from campaign.people.models import Registration
from campaign.people.shifts.models import Shift, ShiftPlace

_THIS = Shift.id == bindparam("shift")
_TAKE = kept(update(Shift).where(_THIS, Shift.taken + 1 <= Shift.need).values(taken=Shift.taken + 1))
_FREE = kept(update(Shift).where(_THIS, Shift.taken >= 1).values(taken=Shift.taken - 1))
_FETCH = {"synchronize_session": "fetch"}


def take_shift(session: Session, shift_id: int) -> bool:
    """Take one place; False when none is left. The row stays locked until the unit of work that writes the place ends."""
    return _changed(session, _TAKE, shift_id)


def free_shift(session: Session, shift_id: int) -> None:
    """Give one place back. Raises ValueError rather than free more than are taken."""
    if not _changed(session, _FREE, shift_id):
        raise ValueError("more places freed than were taken")


def take_place_again(session: Session, row: Mapping[str, Any]) -> bool:
    """Before a row of `shift_places` that was taken away is written back: whether its place is still free."""
    return take_shift(session, int(row["shift_id"]))


def _changed(session: Session, statement: Any, shift_id: int) -> bool:
    with widened():
        done: Any = session.execute(statement, {"shift": shift_id}, execution_options=_FETCH)
    return bool(done.rowcount)


def give_up_shifts(session: Session, registration: Registration) -> None:
    """Somebody gives up their place at the event: whatever they had in its shifts is free too. One of `GIVEN_UP`.

    To be called in the unit of work that takes the place from them, the event's row held.
    """
    mine = delete(ShiftPlace).where(ShiftPlace.registration_id == registration.id).returning(ShiftPlace.shift_id)
    with widened():
        shift_ids = sorted(session.scalars(mine, execution_options={"synchronize_session": False}))
    for shift_id in shift_ids:
        free_shift(session, shift_id)
    if shift_ids:
        note(session, "shift.given_up", registration, shift_ids)


def note(session: Session, act: str, registration: Registration, shift_ids: list[int], **more: Any) -> None:
    """Add to the trail that somebody came into shifts or left them: numbers only."""
    after = {"event": registration.event_id, "shifts": shift_ids, **more}
    audit.note(session, act, "registration", registration.id, region_id=registration.region_id, after=after)
