"""What a relay inside of a stop does when that stop slips: it goes along, with its stops and all that hangs on them.

One that may outlast the stay has days of its own and keeps them; one that has begun stays too, and where it would then lie
outside the stay a hard clash says so. A relay that is slipped itself is held inside the stay of its stop here as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.i18n import Words, _l, _n
from campaign.relay import queries
from campaign.relay.dates import Severity, Stay, find_conflicts
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, ShiftPort, SlipClash, StopMove, StopRow
from campaign.relay.slip.ports import SHIFT_PORTS
from campaign.web.templating import day_span

_FRESH: Final = {"populate_existing": True}
_NO_SYNC: Final = {"synchronize_session": False}


@dataclass(frozen=True)
class _Inside:
    """A relay inside of a stop that moves, with its chain and how many days it goes along."""

    relay: Relay
    around: StopMove
    chain: tuple[StopRow, ...]
    days: timedelta

    @property
    def moves(self) -> tuple[StopMove, ...]:
        """Its stops as moves of their own; none where it keeps its days."""
        return tuple(self._move(stop) for stop in self.chain) if self.days else ()

    def _move(self, stop: StopRow) -> StopMove:
        before = _stay(stop)
        after = replace(before, arrives=before.arrives + self.days, departs=before.departs + self.days)
        return StopMove(stop.id, stop.relay_id, stop.region_id, stop.name, stop.time_zone, before, after)


class RelaysInside:
    """`ShiftPort` of the relay, for relays inside of the stops that move; it asks and tells the other ports for their stops."""

    code = "inside"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """One statement where nothing lies inside; else one more and those of the other ports."""
        relays = _touched(moves)
        inside = _inside(relays, moves)
        own = [shift for one in inside for shift in _shifts(one)]
        clashes = [clash for one in inside for clash in _clashes(one)] + list(_leaves_its_stop(relays, moves))
        fixed, kept = 0, list[Shift]()
        home = {move.stop_id: one.around.stop_id for one in inside for move in one.moves}
        for port in _others() if home else ():
            plan = port.preview([move for one in inside for move in one.moves], only_unannounced, tuple(own))
            own += [replace(shift, stop_id=home[shift.stop_id]) for shift in plan.shifts]
            kept += [replace(shift, stop_id=home[shift.stop_id]) for shift in plan.kept]
            clashes += [replace(clash, stop_id=home.get(clash.stop_id or 0, clash.stop_id)) for clash in plan.clashes]
            fixed += plan.fixed
        return ShiftPlan(tuple(own), tuple(clashes), tuple(kept), fixed)

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        inside = [one for one in _inside(_touched(moves), moves) if one.moves]
        inner = [move for one in inside for move in one.moves]
        versions = {str(one.relay.id): [one.relay.version + 1, one.relay.last_day.isoformat()] for one in inside}
        for one in inside:
            _go(session, one)
        facts = {port.code: dict(port.apply(session, inner, only_unannounced, reason)) for port in _others() if inner}
        return {"relays": versions, "ports": facts}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        """As they went along, they come back: those of these relays, whether they have begun since or not."""
        if not facts["relays"]:
            return
        versions = {int(relay_id): version for relay_id, (version, _last_day) in facts["relays"].items()}
        inside = [one for one in _inside(_touched(moves), moves, began=True) if one.relay.id in versions]
        if {one.relay.id: one.relay.version for one in inside} != versions:
            raise Conflict(
                _l("A relay inside of one of these stops was changed since. Undo that first, or move the stops anew.")
            )
        inner = [move for one in inside for move in one.moves]
        for port in reversed(_others()):
            port.undo(session, inner, facts["ports"][port.code])
        for one in inside:
            _go(session, one)
            one.relay.last_day = date.fromisoformat(facts["relays"][str(one.relay.id)][1])


def _others() -> list[ShiftPort]:
    return [port for port in SHIFT_PORTS if not isinstance(port, RelaysInside)]


def _touched(moves: Sequence[StopMove]) -> list[tuple[Relay, Stop]]:
    """The relays inside the stops that move, and the moved relay itself where it is inside of one; with that stop."""
    stops, relays = {move.stop_id for move in moves}, {move.relay_id for move in moves}
    asked = (
        select(Relay, Stop)
        .join(Stop, Stop.id == Relay.parent_stop_id)
        .where(or_(Relay.parent_stop_id.in_(stops), Relay.id.in_(relays)))
        .order_by(Relay.id)
    )
    with widened():  # what lies inside a stop goes along whoever may move the stop
        return [(relay, stop) for relay, stop in db.session.execute(asked, execution_options=_FRESH)]


def _inside(relays: Sequence[tuple[Relay, Stop]], moves: Sequence[StopMove], *, began: bool = False) -> list[_Inside]:
    """Those that lie in stops that move. `began`: also what has begun goes along. One statement if there are any."""
    around = {move.stop_id: move for move in moves}
    found = [(relay, around[stop.id]) for relay, stop in relays if stop.id in around]
    chains = queries.chains_of([relay.id for relay, _move in found]) if found else {}
    return [_Inside(relay, move, chains.get(relay.id, ()), _days(relay, move, began)) for relay, move in found]


def _days(relay: Relay, move: StopMove, began: bool) -> timedelta:
    if move.after is None or relay.may_outlast or (not began and _has_begun(relay, move)):
        return timedelta()
    return move.after.arrives - move.before.arrives


def _has_begun(relay: Relay, move: StopMove) -> bool:
    return relay.starts_on <= clock.campaign_today(move.time_zone)


def _stay(stop: StopRow) -> Stay:
    return Stay(stop.unit_code, stop.position, stop.arrives_on, stop.departs_on)


def _go(session: Session, one: _Inside) -> None:
    """The stops and the relay get their new days."""
    for move in one.moves:
        if move.after is not None:
            values = {"arrives_on": move.after.arrives, "departs_on": move.after.departs}
            session.execute(update(Stop).where(Stop.id == move.stop_id).values(**values), execution_options=_NO_SYNC)
    relay = one.relay
    relay.starts_on, relay.ends_on, relay.version = relay.starts_on + one.days, relay.ends_on + one.days, relay.version + 1
    relay.last_day = max(relay.last_day, relay.ends_on)
    session.flush()


def _shifts(one: _Inside) -> Iterator[Shift]:
    for move in one.moves:
        if move.after is not None:
            page = ("events_staff.stop", "stop_id", move.stop_id)
            before, after = move.before.arrives, move.after.arrives
            yield Shift(ShiftKind.STOP, one.around.stop_id, move.stop_id, move.name, before, after, page=page)


def _clash(one: _Inside, severity: Severity, words: Words, note: Words = "") -> SlipClash:
    return SlipClash(severity, words, note, one.around.stop_id, ("relay_staff.relay", "relay_id", one.relay.id))


def _clashes(one: _Inside) -> Iterator[SlipClash]:
    place, after = one.around.name.text(), one.around.after
    runs = (one.relay.starts_on + one.days, one.relay.ends_on + one.days)
    if after is None:
        words: Words = _l("%(place)s has a relay of its own, which would be left without its stop.", place=place)
        yield _clash(one, Severity.HARD, words, _l("Take that relay back first."))
    elif one.relay.may_outlast:
        if after.arrives != one.around.before.arrives:
            words = _l("The relay inside of %(place)s keeps its days: %(days)s.", place=place, days=day_span(runs))
            yield _clash(one, Severity.SOFT, words, _l("It may go beyond the stay."))
    elif not after.arrives <= runs[0] <= runs[1] <= after.departs:
        yield _clash(one, Severity.HARD, _outside(place, runs, (after.arrives, after.departs)), _remedy(one))
    yield from _days_off(one)


def _outside(place: str, runs: tuple[date, date], stay: tuple[date, date]) -> Words:
    return _l(
        "The relay inside of %(place)s would run %(runs)s, beyond the stay %(stay)s.",
        place=place, runs=day_span(runs), stay=day_span(stay),
    )  # fmt: skip


def _remedy(one: _Inside) -> Words:
    if _has_begun(one.relay, one.around):
        return _l("It has begun and does not move by itself.")
    return _l("Shorten that relay first, or take it back and plan it anew.")


def _days_off(one: _Inside) -> Iterator[SlipClash]:
    """A sentence for the handovers that would come onto days off."""
    stays = [(move.before, move.after) for move in one.moves if move.after is not None]
    before = {found.position for found in find_conflicts([was for was, _will in stays])}
    late = {found.position for found in find_conflicts([will for _was, will in stays])} - before
    if late:
        words = _n(
            "%(num)d handover inside of %(place)s would fall on a day off.",
            "%(num)d handovers inside of %(place)s would fall on a day off.", len(late), place=one.around.name.text(),
        )  # fmt: skip
        yield _clash(one, Severity.SOFT, words)


def _leaves_its_stop(relays: Sequence[tuple[Relay, Stop]], moves: Sequence[StopMove]) -> Iterator[SlipClash]:
    """A relay that is slipped itself must not leave the stay of the stop that it is inside of."""
    for relay, stop in relays:
        own = [move for move in moves if move.relay_id == relay.id and move.after is not None]
        if relay.may_outlast or not own:
            continue
        first = min(move.after.arrives for move in own if move.after)
        last = max(move.after.departs for move in own if move.after)
        if first < stop.arrives_on or last > stop.departs_on:
            words = _l(
                "The stops would run %(runs)s, beyond the stay %(stay)s of the stop that this relay is inside of.",
                runs=day_span((first, last)), stay=day_span((stop.arrives_on, stop.departs_on)),
            )  # fmt: skip
            yield SlipClash(Severity.HARD, words, page=("events_staff.stop", "stop_id", stop.id))
