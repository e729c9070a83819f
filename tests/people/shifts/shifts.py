"""Rows for tests about shifts."""

from datetime import timedelta

from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people.models import Registration
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.thanks.queries import certificate_row
from campaign.people.thanks.schemas import ThanksKind
from campaign.people.thanks.services import make_for_one, release
from tests.factories import kept, words


def a_shift(
    event: Event, title: str = "Раздача мыла", *, begins: int = 0, minutes: int = 60, need: int = 3, role_id: int | None = None
) -> Shift:
    """`begins`: minutes after the start of the event."""
    return kept(
        Shift(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, role_id=role_id,
            title=words(title, title), offset=begins, minutes=minutes, need=need,
        )
    )  # fmt: skip


def a_place_in(shift: Shift, registration: Registration) -> ShiftPlace:
    shift.taken += 1
    return kept(
        ShiftPlace(
            shift_id=shift.id, registration_id=registration.id, region_id=shift.region_id, stop_id=shift.stop_id,
            made_at=clock.campaign_now() - timedelta(hours=1),
        )
    )  # fmt: skip


def a_filled_shift(event_id: int, registration_id: int) -> dict[str, object]:
    """For the matrix: a shift of the event with this person in it, and a letter of thanks on their ticket."""
    event, registration = db.session.get_one(Event, event_id), db.session.get_one(Registration, registration_id)
    shift = a_shift(event)
    a_place_in(shift, registration)
    letter = make_for_one(registration.id, ThanksKind.LETTER)
    release(event.id, out=True)
    return {"shift_id": shift.id, "certificate_id": letter, "certificate_code": certificate_row(letter).code}
