"""Coordinators put people into shifts, take them out, and note who was briefed."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Full, Invalid, Problem
from campaign.core.i18n import _, _l, _n
from campaign.people.judged import event_to_write
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.services.places import hold
from campaign.people.services.rows import registration_here
from campaign.people.shifts.models import Shift, ShiftBriefing
from campaign.people.shifts.queries import free_of_role, shift_row
from campaign.people.shifts.schemas import Assigned
from campaign.people.shifts.services.joining import Comer, against, held_comers, inside, join, part, shift_here


def assign(shift_id: int, registration_ids: Collection[int], *, accept: bool = False) -> Assigned:
    """Put these people into the shift, but for those who cannot be there; sent twice it is done once.

    Who only has too little time for the way is put in when somebody has said so (`accept`), and that is kept. Those who have
    no place at the event any more are passed over. Raises NotFound, Refused, Full when they are more than there are places.
    """
    with unit_of_work() as session:
        row = shift_row(shift_id)
        ensure_can_write_people(current_actor(), row.region_id, row.stop_id)
        hold(session, row.event_id)
        shift, there = shift_here(session, shift_id, row.event_id), inside(session, shift_id)
        wanted = sorted(set(registration_ids) - there)
        comers = held_comers(session, row.event_id, wanted)
        found = against(session, shift, comers, own=False)
        outcome = Assigned(0, found)
        refused = {one.registration_id for one in outcome.refused}
        doubtful = {one.registration_id for one in outcome.to_accept}
        going = [
            one for one in comers if one.registration.id not in refused and (accept or one.registration.id not in doubtful)
        ]
        _ensure_room(shift, len(going))
        for comer in going:
            _join(session, shift, comer, accepted=comer.registration.id in doubtful)
        left = tuple(one for one in found if one.is_hard or not accept)
        return Assigned(len(going), left)


def _ensure_room(shift: Shift, people: int) -> None:
    left = shift.need - shift.taken
    if people > left:
        chosen = _n("You chose %(num)d person", "You chose %(num)d people", people)
        free = _n("%(num)d place is free", "%(num)d places are free", left)
        raise Full(_("%(chosen)s, but %(free)s. Choose fewer, or raise the number that is needed.", chosen=chosen, free=free))


def _join(session: Session, shift: Shift, comer: Comer, *, accepted: bool) -> None:
    if not join(session, shift, comer, by_staff=True, accepted=accepted):
        raise Full(_l("This shift is full by now. Please choose another one."))


def assign_role(shift_id: int) -> Assigned:
    """Put in those of the shift's role who are in no shift yet, as many as there is room for. Raises NotFound, Refused."""
    row = shift_row(shift_id)
    return assign(shift_id, free_of_role(row)[: row.missing])


def take_out(shift_id: int, registration_id: int) -> str:
    """Free somebody's place in the shift, and say whose it was. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = shift_row(shift_id)
        ensure_can_write_people(current_actor(), row.region_id, row.stop_id)
        hold(session, row.event_id)
        registration = registration_here(session, registration_id)
        comers = held_comers(session, row.event_id, [registration.id])
        part(session, shift_id, registration)
        return comers[0].full_name if comers else ""


def note_briefed(event_id: int, shown: Collection[int], briefed: Collection[int], on: date) -> int:
    """Of those shown on a page, these were briefed on that day, and the others were not; how many notes changed.

    A note that stands keeps its day. Raises NotFound, Refused, Invalid for a day to come.
    """
    with unit_of_work() as session:
        event = event_to_write(event_id)
        if on > clock.campaign_today(event.time_zone):
            words = _("That day has not come yet. Write the day on which they were briefed.")
            raise Invalid(words, [Problem("day", "future", words)])
        here = (Registration.event_id == event_id, Registration.id.in_(list(shown)))
        people = set(session.scalars(select(Registration.id).where(*here)))
        known = set(
            session.scalars(select(ShiftBriefing.registration_id).where(ShiftBriefing.registration_id.in_(people)))
        )  # fmt: skip
        new, gone = sorted((set(briefed) & people) - known), sorted(known - set(briefed))
        session.execute(delete(ShiftBriefing).where(ShiftBriefing.registration_id.in_(gone)))
        at, who = clock.campaign_now(), current_actor().user_id
        session.add_all(
            ShiftBriefing(
                registration_id=number, region_id=event.region_id, stop_id=event.stop_id, briefed_on=on, noted_at=at,
                noted_by=who,
            )
            for number in new
        )  # fmt: skip
        session.flush()
        if new or gone:
            _note(session, event_id, event.region_id, new, gone)
        return len(new) + len(gone)


def _note(session: Session, event_id: int, region_id: int, new: Sequence[int], gone: Sequence[int]) -> None:
    after = {"briefed": list(new), "not_briefed": list(gone)}
    audit.note(session, "shift.briefed", "briefing_list", event_id, region_id=region_id, after=after)
