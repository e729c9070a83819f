"""Writing a plan for bad weather down, and switching an event to it or back in one step."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.text import clean_text
from campaign.events import queries as events
from campaign.events.contingency import queries
from campaign.events.contingency.models import Contingency
from campaign.events.contingency.schemas import (
    FARTHEST_RESERVE,
    MOST_NAME,
    MOST_TEXT,
    ContingencyRow,
    ContingencyWish,
    Switch,
    Target,
)
from campaign.events.contingency.switching import switch_of
from campaign.events.models import Event, Place
from campaign.events.policies import ensure_can_write_event
from campaign.events.schemas import EventRow
from campaign.events.services.clashing import ensure_fits
from campaign.events.services.steps import ATTENDEES, ensure_fresh, locked
from campaign.events.services.telling import judge_for, tell_if_moved, whereabouts

RANGES = {"wind_ms": (1, 60), "colder_than": (-60, 60), "hotter_than": (-60, 60), "decide_hours": (0, 720)}


def save(event_id: int, wish: ContingencyWish, version: int) -> None:
    """Write the plan down; `version` is that of the row that was seen, 0 for none.

    What is in force cannot be changed until the event is switched back. Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        known = queries.contingency_of(event_id)
        if (known.version if known else 0) != version:
            raise Stale(_l("Somebody has changed the plan meanwhile. Look at it again; nothing was saved."))
        usual = known.usual_day if known else event.day
        problems = [*_wrong_reserve(wish, known, event), *_wrong_place(session, wish, known), *wrong_by_itself(wish)]
        if problems:
            raise Invalid(_("The plan was not saved."), problems)
        row = session.get(Contingency, event_id) or _new(event)
        session.add(row)
        row.reserve_after = None if wish.reserve_day is None else (wish.reserve_day - usual).days
        _fill(row, wish)
        row.version = version + 1
        after = {"reserve_after": row.reserve_after, "indoor_place": row.indoor_place_id, "announced": row.announced}
        audit.note(session, "event.contingency", "event", event.id, region_id=event.region_id, after=after)


def _new(event: Event) -> Contingency:
    return Contingency(event_id=event.id, uid=crypto.new_uid(), stop_id=event.stop_id, region_id=event.region_id)


def _fill(row: Contingency, wish: ContingencyWish) -> None:
    row.reserve_starts, row.indoor_place_id = wish.reserve_starts, wish.indoor_place_id
    row.wind_ms, row.colder_than = wish.threshold.wind_ms, wish.threshold.colder_than
    row.hotter_than, row.rain, row.words = wish.threshold.hotter_than, wish.threshold.rain, wish.threshold.words
    row.decides, row.decides_phone, row.decide_hours = wish.decides, wish.decides_phone, wish.decide_hours
    row.announced = wish.announced


def _wrong_reserve(wish: ContingencyWish, known: ContingencyRow | None, event: Event) -> Iterator[Problem]:
    if (wish.reserve_day is None) is not (wish.reserve_starts is None):
        return
    if known is not None and known.is_on_reserve:
        if (wish.reserve_day, wish.reserve_starts) != (known.reserve_day, known.reserve_starts):
            yield Problem("reserve_day", "in_force", _("The event is on its reserve date now. Switch it back first."))
        return
    if wish.reserve_day is None:
        return
    usual = clock.on_the_wall(event.starts_at, event.time_zone)
    if wish.reserve_day == event.day and wish.reserve_starts == usual.time():
        yield Problem("reserve_day", "same", _("This is the usual date of the event."))
    elif abs((wish.reserve_day - event.day).days) > FARTHEST_RESERVE:
        sentence = _("The reserve date lies at most %(most)s days from the event.", most=FARTHEST_RESERVE)
        yield Problem("reserve_day", "too_far", sentence)
    elif wish.reserve_day < clock.campaign_today(event.time_zone):
        yield Problem("reserve_day", "past", _("This day is over. Choose one that is still to come."))


def _wrong_place(session: Session, wish: ContingencyWish, known: ContingencyRow | None) -> Iterator[Problem]:
    if known is not None and known.is_indoors and wish.indoor_place_id != known.indoor_place_id:
        yield Problem("indoor_place", "in_force", _("The event is indoors now. Switch it back first."))
        return
    there = select(Place.id).where(Place.id == wish.indoor_place_id)
    if wish.indoor_place_id is not None and session.scalar(there) is None:
        yield Problem("indoor_place", "unknown", _("There is no such place. Choose one of the list."))


def wrong_by_itself(wish: ContingencyWish) -> Iterator[Problem]:
    """What is wrong with a plan whatever its event is: half a reserve date, numbers, lengths."""
    if (wish.reserve_day is None) is not (wish.reserve_starts is None):
        missing = "reserve_starts" if wish.reserve_day else "reserve_day"
        yield Problem(missing, "missing", _("A reserve date has both: a day and an hour."))
    values = {
        "wind_ms": wish.threshold.wind_ms, "colder_than": wish.threshold.colder_than,
        "hotter_than": wish.threshold.hotter_than, "decide_hours": wish.decide_hours,
    }  # fmt: skip
    for field, value in values.items():
        least, most = RANGES[field]
        if value is not None and not least <= value <= most:
            sentence = _("This lies between %(least)s and %(most)s.", least=str(least).replace("-", "−"), most=most)
            yield Problem(field, "out_of_range", sentence)
    yield from too_long("words", wish.threshold.words, MOST_TEXT)
    yield from too_long("decides", wish.decides, MOST_NAME)


def preview(event: EventRow, target: Target) -> Switch:
    """What switching would do now, and how many people would get a message. Raises Conflict."""
    with unit_of_work() as session:
        people = sum(port.registered(session, event.id) for port in ATTENDEES)
        return switch_of(event, queries.contingency_of(event.id), target, people)


def switch(event_id: int, target: Target, reason: str, clash_reason: str, version: int) -> Switch:
    """Put the event on its reserve date or indoors, or back where that is in force; everybody who comes is told.

    A hard clash is refused as for any event, a place that holds fewer than are registered always. Raises NotFound, Refused,
    Stale, Conflict, Invalid.
    """
    with unit_of_work() as session:
        event = locked(session, event_id)
        ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
        ensure_fresh(event, version)
        plan = preview(events.event_row(event_id), target)
        said = _judged(plan, event, reason)
        known, before = whereabouts(session, event), _facts(event)
        row = session.scalars(select(Contingency).where(Contingency.event_id == event_id)).one()
        judge_for(session, event, clock.on_the_wall(plan.starts_at, event.time_zone).date())
        _carry_out(row, event, plan)
        event.edited = True
        event.version += 1
        act = "event.switched_back" if plan.back else f"event.switched_{target.value}"
        audit.note(
            session, act, "event", event.id, region_id=event.region_id, before=before, after=_facts(event), reason=said
        )  # fmt: skip
        session.flush()
        ensure_fits(session, event, clash_reason)
        tell_if_moved(session, event, known)
        for port in ATTENDEES:
            port.room_made(session, event.id)
        return plan


def _facts(event: Event) -> dict[str, object]:
    return {"starts_at": event.starts_at.isoformat(), "place": event.place_id, "capacity": event.capacity}


def _judged(plan: Switch, event: Event, reason: str) -> str:
    said, problems = clean_text(reason), []
    if not said:
        problems.append(Problem("reason", "missing", _("Please say why: the reason stays with the event.")))
    problems += too_long("reason", said, MOST_TEXT)
    if plan.too_small:
        sentence = _(
            "%(place)s has places for %(holds)s people, but %(taken)s are registered. Choose a larger place in the plan, or "
            "cancel registrations first.", place=plan.place.text(), holds=plan.capacity, taken=event.taken,
        )  # fmt: skip
        problems.append(Problem("place", "too_small", sentence))
    if plan.target is Target.RESERVE and plan.starts_at <= clock.campaign_now():
        problems.append(Problem("day", "past", _("That moment is over already. Write another date into the plan.")))
    if problems:
        raise Invalid(_("The event was not moved."), problems)
    return said


def _carry_out(row: Contingency, event: Event, plan: Switch) -> None:
    if plan.target is Target.RESERVE:
        starts, ends = (clock.on_the_wall(at, event.time_zone).time() for at in (event.starts_at, event.ends_at))
        row.home_starts, row.home_ends = (None, None) if plan.back else (starts, ends)
        event.move(plan.starts_at, plan.ends_at)
    elif plan.back:
        event.place_id, event.place_note, event.capacity = row.home_place_id, row.home_place_note, plan.capacity
        row.is_indoors, row.home_place_id, row.home_place_note, row.home_capacity = False, None, "", None
    else:
        row.is_indoors, row.home_place_id, row.home_place_note = True, event.place_id, event.place_note
        row.home_capacity = event.capacity
        event.place_id, event.place_note, event.capacity = plan.place_id, "", plan.capacity
    row.version += 1
