"""Reading the shifts of events and who is in them. Rows outside the asker's scope do not exist here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.events.models import Event, EventRole
from campaign.people.models import Organisation, Person, Registration, opened_phone
from campaign.people.queries import filter_rules, sort_column
from campaign.people.schemas import MOST_AT_ONCE, PersonFilter, RegistrationState
from campaign.people.shifts.models import Shift, ShiftBriefing, ShiftPlace
from campaign.people.shifts.schemas import MOST_CANDIDATES, BriefingGroup, BriefingLine, Candidate, Member, OwnShifts, ShiftRow

_COMES = Registration.state == RegistrationState.CONFIRMED


def _rows() -> Any:
    return (
        select(Shift, Event.starts_at, Event.time_zone, EventRole.name)
        .join(Event, Event.id == Shift.event_id)
        .outerjoin(EventRole, EventRole.id == Shift.role_id)
        .order_by(Event.starts_at, Shift.offset, Shift.id)
        .execution_options(populate_existing=True)
    )


def _row(found: Any) -> ShiftRow:
    shift, event_starts, zone, role = found
    starts = event_starts + timedelta(minutes=shift.offset)
    return ShiftRow(
        shift.id, shift.event_id, shift.region_id, shift.stop_id, shift.role_id, role, shift.title, starts,
        starts + timedelta(minutes=shift.minutes), zone, shift.place_note, shift.need, shift.taken, shift.leader,
        shift.leader_phone, shift.version,
    )  # fmt: skip


def shifts_of(event_id: int) -> tuple[ShiftRow, ...]:
    """The shifts of an event in the order in which they begin. One statement."""
    return tuple(_row(found) for found in db.session.execute(_rows().where(Shift.event_id == event_id)))


def shifts_lacking(event_ids: Iterable[int]) -> tuple[ShiftRow, ...]:
    """Those of these events that are not complete. One statement."""
    lacking = _rows().where(Shift.event_id.in_(list(event_ids)), Shift.taken < Shift.need)
    return tuple(_row(found) for found in db.session.execute(lacking))


def shift_row(shift_id: int) -> ShiftRow:
    """Raises NotFound outside the asker's scope. One statement."""
    found = db.session.execute(_rows().where(Shift.id == shift_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such shift."))
    return _row(found)


def shifts_with(registration_id: int, event_id: int) -> OwnShifts:
    """What somebody with a place at the event may choose from, and has chosen. Two statements, one where there is no shift."""
    rows = shifts_of(event_id)
    mine = select(ShiftPlace.shift_id).where(ShiftPlace.registration_id == registration_id)
    own = set(db.session.scalars(mine)) if rows else set()
    others = [row for row in rows if row.id not in own]
    return OwnShifts(
        tuple(row for row in rows if row.id in own), tuple(row for row in others if row.missing),
        sum(not row.missing for row in others),
    )  # fmt: skip


def _people(*columns: Any) -> Any:
    """Those who have a place, in the alphabet of the reader's language."""
    named = (Registration.id, Person.full_name, Organisation.name.label("organisation"), EventRole.name.label("role"))
    return (
        select(*named, *columns)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(_COMES)
        .order_by(sort_column(language()), Registration.id)
    )


def members_of(shift_id: int) -> tuple[Member, ...]:
    """Who is in a shift. One statement."""
    asked = (
        _people(Person.phone_sealed, Person.uid, ShiftBriefing.briefed_on, ShiftPlace.accepted)
        .join(ShiftPlace, ShiftPlace.registration_id == Registration.id)
        .outerjoin(ShiftBriefing, ShiftBriefing.registration_id == Registration.id)
        .where(ShiftPlace.shift_id == shift_id)
    )
    return tuple(
        Member(number, name, organisation or "", opened_phone(sealed, uid), role, briefed_on, accepted)
        for number, name, organisation, role, sealed, uid, briefed_on, accepted in db.session.execute(asked)
    )


def candidates_for(shift: ShiftRow, words: str, most: int = MOST_CANDIDATES) -> tuple[tuple[Candidate, ...], bool]:
    """Those of the event whom the words mean and who are not in the shift, and whether there are more.

    Those of the shift's own role come first, then those in no other shift. One statement.
    """
    inside = select(ShiftPlace.id).where(ShiftPlace.registration_id == Registration.id, ShiftPlace.shift_id == shift.id)
    busy = (
        select(func.count(ShiftPlace.id))
        .join(Shift, Shift.id == ShiftPlace.shift_id)
        .where(ShiftPlace.registration_id == Registration.id, Shift.event_id == shift.event_id)
        .correlate(Registration)
        .scalar_subquery()
    )
    wish = PersonFilter(text=words, state=RegistrationState.CONFIRMED)
    asked = _people(busy).where(*filter_rules(shift.event_id, wish), ~inside.correlate(Registration).exists())
    other_role = func.coalesce(Registration.role_id, 0) != (shift.role_id or -1)
    asked = asked.order_by(None).order_by(other_role, busy, sort_column(language()), Registration.id).limit(most + 1)
    found = [
        Candidate(number, name, organisation or "", role, shifts)
        for number, name, organisation, role, shifts in db.session.execute(asked)
    ]
    return tuple(found[:most]), len(found) > most


def free_of_role(shift: ShiftRow) -> tuple[int, ...]:
    """Those of the shift's role who are in no shift of the event yet: whom one click puts in. One statement."""
    if shift.role_id is None:
        return ()
    any_shift = (
        select(ShiftPlace.id)
        .join(Shift, Shift.id == ShiftPlace.shift_id)
        .where(ShiftPlace.registration_id == Registration.id, Shift.event_id == shift.event_id)
    )
    asked = select(Registration.id).where(
        Registration.event_id == shift.event_id, _COMES, Registration.role_id == shift.role_id,
        ~any_shift.correlate(Registration).exists(),
    )  # fmt: skip
    return tuple(db.session.scalars(asked.order_by(Registration.queue_number)))


def briefing_list(event_id: int, most: int = MOST_AT_ONCE) -> tuple[BriefingGroup, ...]:
    """Whoever has work at the event: by their first shift, then by role those in none. Each stands once. Three statements."""
    rows = {row.id: row for row in shifts_of(event_id)}
    theirs = _shifts_by_person(event_id, rows)
    asked = (
        _people(Registration.role_id, Person.phone_sealed, Person.uid, ShiftBriefing.briefed_on)
        .outerjoin(ShiftBriefing, ShiftBriefing.registration_id == Registration.id)
        .where(Registration.event_id == event_id)
        .where(Registration.role_id.is_not(None) | Registration.id.in_(_in_a_shift(event_id)))
        .limit(most)
    )
    groups: defaultdict[tuple[int | None, int | None], list[BriefingLine]] = defaultdict(list)
    for number, name, organisation, role, role_id, sealed, uid, briefed_on in db.session.execute(asked):
        own = theirs.get(number, ())
        line = BriefingLine(number, name, organisation or "", opened_phone(sealed, uid), role, own, briefed_on)
        groups[(own[0].id, None) if own else (None, role_id)].append(line)
    order = [*((number, None) for number in rows), *sorted(key for key in groups if key[0] is None)]
    return tuple(
        BriefingGroup(rows[key[0]] if key[0] is not None else None, groups[key][0].role, tuple(groups[key]))
        for key in order
        if groups.get(key)
    )


def _in_a_shift(event_id: int) -> Any:
    inside = select(ShiftPlace.registration_id).join(Shift, Shift.id == ShiftPlace.shift_id)
    return inside.where(Shift.event_id == event_id)


def _shifts_by_person(event_id: int, rows: dict[int, ShiftRow]) -> dict[int, tuple[ShiftRow, ...]]:
    asked = select(ShiftPlace.registration_id, ShiftPlace.shift_id).join(Shift, Shift.id == ShiftPlace.shift_id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for registration_id, shift_id in db.session.execute(asked.where(Shift.event_id == event_id)):
        found[registration_id].add(shift_id)
    return {number: tuple(row for row in rows.values() if row.id in own) for number, own in found.items()}


def events_to_copy_from(stop_id: int, event_id: int) -> tuple[tuple[int, Translated, int], ...]:
    """Other events of the stop that have shifts: number, title, how many. One statement."""
    shifts = select(func.count()).where(Shift.event_id == Event.id).correlate(Event).scalar_subquery()
    asked = (
        select(Event.id, Event.title, shifts)
        .where(Event.stop_id == stop_id, Event.id != event_id, shifts > 0)
        .order_by(Event.starts_at, Event.id)
    )
    return tuple((number, title, count) for number, title, count in db.session.execute(asked))
