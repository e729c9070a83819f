"""What events do when stops of a relay are moved: who goes where, who stays, and what would be wrong then."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.i18n import _, _n
from campaign.events.bookings import NEARBY, bookings, clash_rules
from campaign.events.clash_words import detail, heading
from campaign.events.clashes import Booking, Clash, find_clashes
from campaign.events.models import Event, KitEvent
from campaign.events.schemas import AHEAD, ANNOUNCED, EventState
from campaign.events.services import ATTENDEES, call_off, put_back
from campaign.events.services.steps import registered_at
from campaign.events.services.telling import judge_for, tell_if_moved, whereabouts
from campaign.events.shifting import KitDay, day_after, moved_by
from campaign.relay.dates import Severity
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, SlipClash, StopMove
from campaign.web.templating import day

PAGE = ("events_staff.event", "event_id")
Moments = tuple[datetime, datetime]


@dataclass(frozen=True)
class Fate:
    """An event of a stop that moves. `to` None: it is called off with its stop."""

    event: Event
    move: StopMove
    to: Moments | None

    @property
    def announced(self) -> bool:
        return self.event.state in ANNOUNCED

    @property
    def changes(self) -> bool:
        return self.to is None or self.to[0] != self.event.starts_at

    @property
    def day(self) -> date | None:
        """Its new day on the wall of the place."""
        return None if self.to is None else clock.on_the_wall(self.to[0], self.event.time_zone).date()

    def shift(self, people: int) -> Shift:
        return Shift(
            ShiftKind.EVENT, self.move.stop_id, self.event.id, self.event.title, self.event.day, self.day,
            clock.on_the_wall(self.event.starts_at, self.event.time_zone).time(), self.announced, people,
            (*PAGE, self.event.id),
        )  # fmt: skip


class EventsOfASlip:
    """`ShiftPort` of the relay, for events: what is held, reported, called off or over never moves."""

    code = "events"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """Six statements, however many events: they, who has registered, and what everybody and every column books then."""
        session = db.session()
        rows = _events(session, moves)
        fates = _fates(rows, moves)
        people = registered_at(session, [fate.event.id for fate in fates if fate.announced])
        kept = [fate for fate in fates if only_unannounced and fate.announced]
        going = [fate for fate in fates if not (only_unannounced and fate.announced)]
        return ShiftPlan(
            tuple(fate.shift(people.get(fate.event.id, 0)) for fate in going),
            (*_clashes(going, kept), *_bookings_that_clash(going)),
            tuple(fate.shift(people.get(fate.event.id, 0)) for fate in kept),
            sum(not _is_movable(event) for event, _kit in rows),
        )

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        """How each was, and how it is then; which events there are."""
        rows = _events(session, moves, held=True)
        fates = [fate for fate in _fates(rows, moves) if not (only_unannounced and fate.announced)]
        before = [_as_it_is(fate.event) for fate in fates]
        coming = registered_at(session, [fate.event.id for fate in fates])
        for fate in fates:
            _carry_out(session, fate, reason, has_people=fate.event.id in coming)
        session.flush()
        moved = [{**facts, "then": _as_it_is(fate.event)} for facts, fate in zip(before, fates, strict=True)]
        return {"moved": moved, "there": sorted(event.id for event, _kit in rows)}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        rows = {event.id: event for event, _kit in _events(session, moves, held=True)}
        _ensure_nothing_changed(rows, facts)
        coming = registered_at(session, list(rows))
        for was in facts["moved"]:
            _put_back(session, rows[was["event"]], was, has_people=was["event"] in coming)


def hold_events(session: Session, relay_id: int) -> None:
    """Nobody else changes the events of a relay, and of those inside of its stops, until the unit of work ends."""
    own = select(Stop.id).where(Stop.relay_id == relay_id)
    inside = select(Stop.id).join(Relay, Relay.id == Stop.relay_id).where(Relay.parent_stop_id.in_(own))
    there = Event.stop_id.in_(own) | Event.stop_id.in_(inside)
    with widened():
        session.execute(select(Event.id).where(there).order_by(Event.id).with_for_update()).all()


def _events(session: Session, moves: Sequence[StopMove], *, held: bool = False) -> list[tuple[Event, KitDay | None]]:
    """Every event of these stops with the day its kit wants. One statement; `held`: nobody else's to change until the end."""
    statement = (
        select(Event, KitEvent.anchor, KitEvent.day_offset)
        .outerjoin(KitEvent, KitEvent.id == Event.kit_event_id)
        .where(Event.stop_id.in_([move.stop_id for move in moves]))
        .order_by(Event.starts_at, Event.id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(statement.with_for_update(of=Event) if held else statement)
    return [(event, KitDay(anchor, offset) if anchor is not None else None) for event, anchor, offset in found]


def _is_movable(event: Event) -> bool:
    return event.state in AHEAD and event.ends_at > clock.campaign_now()


def _fates(rows: Sequence[tuple[Event, KitDay | None]], moves: Sequence[StopMove]) -> list[Fate]:
    """What becomes of those that do not stay as they are."""
    by_stop = {move.stop_id: move for move in moves}
    fates = [_fate(event, kit, by_stop[event.stop_id]) for event, kit in rows if _is_movable(event)]
    return [fate for fate in fates if fate.changes]


def _fate(event: Event, kit: KitDay | None, move: StopMove) -> Fate:
    if move.after is None:
        return Fate(event, move, None)
    days = (day_after(event.day, kit, move.before, move.after) - event.day).days
    return Fate(event, move, moved_by(event.starts_at, event.ends_at, event.time_zone, days))


def _clashes(going: Sequence[Fate], kept: Sequence[Fate]) -> Iterator[SlipClash]:
    now = clock.campaign_now()
    for fate in going:
        if fate.to is not None and fate.to[1] <= now and fate.announced:
            words = _("“%(event)s” at %(place)s would lie in the past.", event=fate.event.title, place=fate.move.name)
            note = _("Its day is known already: give it another one first.")
            yield SlipClash(Severity.HARD, words, note, fate.move.stop_id, (*PAGE, fate.event.id))
    for stop_id, count in Counter(fate.move.stop_id for fate in going if _goes_outside(fate)).items():
        words = _n(
            "%(num)d event would lie outside the stay at %(place)s.",
            "%(num)d events would lie outside the stay at %(place)s.", count, place=_name(going, stop_id),
        )  # fmt: skip
        yield SlipClash(Severity.SOFT, words, _("They keep their distance to the arrival."), stop_id)
    for stop_id in dict.fromkeys(fate.move.stop_id for fate in kept):
        yield from _of_kept([fate for fate in kept if fate.move.stop_id == stop_id])


def _bookings_that_clash(going: Sequence[Fate]) -> Iterator[SlipClash]:
    """The same person, place or coordinator twice, where it was not so before. What is called off books nothing."""
    moments = {fate.event.id: fate.to for fate in going if fate.to is not None}
    if not moments:
        return
    gone = {fate.event.id for fate in going if fate.to is None}
    rules, now = clash_rules(), [booking for booking in bookings(_around(going)) if booking.event_id not in gone]
    known = {_pair(clash) for clash in find_clashes(now, rules)}
    then = [_moved_booking(booking, moments.get(booking.event_id)) for booking in now]
    for clash in find_clashes(then, rules):
        moved = [booking for booking in (clash.second, clash.first) if booking.event_id in moments]
        if moved and _pair(clash) not in known:
            severity = Severity.HARD if clash.is_hard else Severity.SOFT
            day_of = clock.on_the_wall(clash.second.starts_at, clash.second.time_zone).date()
            words = f"{day(day_of)}: {heading(clash)}"
            yield SlipClash(severity, words, detail(clash), moved[0].stop_id, (*PAGE, moved[0].event_id))


def _around(going: Sequence[Fate]) -> ColumnElement[bool]:
    """Those that move, and whatever is held at a time at which they are or would be."""
    begins = [moments[0] for fate in going for moments in _both(fate)]
    ends = [moments[1] for fate in going for moments in _both(fate)]
    return (Event.ends_at > min(begins) - NEARBY) & (Event.starts_at < max(ends) + NEARBY)


def _both(fate: Fate) -> tuple[Moments, ...]:
    now = fate.event.starts_at, fate.event.ends_at
    return (now,) if fate.to is None else (now, fate.to)


def _moved_booking(booking: Booking, to: Moments | None) -> Booking:
    return booking if to is None else replace(booking, starts_at=to[0], ends_at=to[1])


def _pair(clash: Clash) -> tuple[object, ...]:
    return clash.kind, clash.subject, clash.first.key, frozenset((clash.first.event_id, clash.second.event_id))


def _of_kept(kept: Sequence[Fate]) -> Iterator[SlipClash]:
    """What is announced and is to stay, at one stop."""
    stop_id, name, after = kept[0].move.stop_id, kept[0].move.name, kept[0].move.after
    if after is None:
        words = _n(
            "%(num)d event at %(place)s is announced, and its stop would be gone.",
            "%(num)d events at %(place)s are announced, and their stop would be gone.", len(kept), place=name,
        )  # fmt: skip
        yield SlipClash(Severity.HARD, words, _("Apply all, and they are cancelled with the reason."), stop_id)
    elif outside := sum(not after.arrives <= fate.event.day <= after.departs for fate in kept):
        words = _n(
            "%(num)d announced event at %(place)s stays on its day, outside the new stay.",
            "%(num)d announced events at %(place)s stay on their days, outside the new stay.", outside, place=name,
        )  # fmt: skip
        yield SlipClash(Severity.SOFT, words, "", stop_id)


def _name(fates: Sequence[Fate], stop_id: int) -> str:
    return next(fate.move.name.text() for fate in fates if fate.move.stop_id == stop_id)


def _goes_outside(fate: Fate) -> bool:
    """Whether what lies within the stay now would not do so then."""
    before, after, day = fate.move.before, fate.move.after, fate.day
    if after is None or day is None or not before.arrives <= fate.event.day <= before.departs:
        return False
    return not after.arrives <= day <= after.departs


def _as_it_is(event: Event) -> dict[str, Any]:
    return {
        "event": event.id, "starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat(),
        "state": event.state.value, "reason": event.reason,
    }  # fmt: skip


def _carry_out(session: Session, fate: Fate, reason: str, has_people: bool) -> None:
    if fate.to is None:
        call_off(session, fate.event, reason)
        return
    _move(session, fate.event, fate.to, "event.moved", reason, has_people)


def _move(session: Session, event: Event, to: Moments, act: str, reason: str, has_people: bool) -> None:
    known = whereabouts(session, event) if event.state in ANNOUNCED else None
    if has_people:
        judge_for(session, event, clock.on_the_wall(to[0], event.time_zone).date())
    before = event.starts_at
    event.move(*to)
    event.version += 1
    audit.note(
        session, act, "event", event.id, region_id=event.region_id, before={"starts_at": before.isoformat()},
        after={"starts_at": event.starts_at.isoformat()}, reason=reason,
    )  # fmt: skip
    if known is not None:
        session.flush()
        tell_if_moved(session, event, known)
    for port in ATTENDEES if has_people else ():
        session.flush()
        port.room_made(session, event.id)


def _ensure_nothing_changed(rows: Mapping[int, Event], facts: Mapping[str, Any]) -> None:
    """Raises Conflict with the first thing that is not as the slip left it."""
    if set(rows) != set(facts["there"]):
        raise Conflict(_("Events were added at these stops since. Move the stops once more instead."))
    for was in facts["moved"]:
        event = rows[was["event"]]
        if _as_it_is(event) != was["then"]:
            words = _("“%(event)s” was changed since. Move the stops once more instead.", event=event.title)
            raise Conflict(words)


def _put_back(session: Session, event: Event, was: Mapping[str, Any], has_people: bool) -> None:
    moments = datetime.fromisoformat(was["starts_at"]), datetime.fromisoformat(was["ends_at"])
    if event.state.value != was["state"]:
        put_back(session, event, EventState(was["state"]), was["reason"])
    if moments[0] != event.starts_at:
        _move(session, event, moments, "event.moved_back", "", has_people)
