"""What a slip would do, and what slips were done. Reads only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from campaign.accounts.models import User
from campaign.core import calendar
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Translated, Words, _, _l, _n, language
from campaign.core.lengths import too_long
from campaign.relay import queries as relay_queries
from campaign.relay.dates import ConflictKind, DatesError, Severity, Stay, find_conflicts
from campaign.relay.models import Relay
from campaign.relay.planning import wrong_stays
from campaign.relay.route import Point, legs
from campaign.relay.schemas import RelayRow, Shift, ShiftKind, ShiftPlan, SlipClash, StopMove, StopRow
from campaign.relay.slip import ports
from campaign.relay.slip.models import Slip
from campaign.relay.slip.reckoning import Change, changed
from campaign.relay.slip.schemas import (
    MOST_DAYS,
    MOST_REASON,
    SlipAct,
    SlipPreview,
    SlipRow,
    SlipWish,
    StopLine,
    joined,
)
from campaign.relay.slip.standing import clashes_of_agreed, ensure_free, standing_of
from campaign.territory import queries as territory
from campaign.territory.models import Unit
from campaign.territory.schemas import UnitRow
from campaign.web.templating import day

LATEST = 30  # slips that the history shows
NO_SLIP = _l("There is no such step in the history of this relay.")


def _wrong(field: str, code: str, words: Words) -> Invalid:
    return Invalid(words, [Problem(field, code, words)])


@dataclass(frozen=True)
class Table:
    """A relay as a slip finds it: the chain, its stays by the codes of their units, and what is put in."""

    relay: RelayRow
    chain: tuple[StopRow, ...]
    new: UnitRow | None
    comes_back: bool  # what is put in was left out before

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        return stays_of(self.chain)

    @property
    def points(self) -> dict[str, Point]:
        known = [*self.chain, *((self.new,) if self.new else ())]
        return {code_of(row): Point(code_of(row), row.lat, row.lon) for row in known}

    def place_of(self, stop_id: int | None, field: str) -> int:
        """Where the stop stands, from 0. Raises Invalid for one of another relay."""
        for place, stop in enumerate(self.chain):
            if stop.id == stop_id:
                return place
        raise _wrong(field, "unknown", _l("This stop is not in the chain of this relay. Choose one of the list."))


def stays_of(chain: Sequence[StopRow]) -> tuple[Stay, ...]:
    """The days of a chain by the codes of its units, counted from 1."""
    return tuple(Stay(stop.unit_code, place, stop.arrives_on, stop.departs_on) for place, stop in enumerate(chain, 1))


def code_of(row: StopRow | UnitRow) -> str:
    return row.unit_code if isinstance(row, StopRow) else row.code


def preview(wish: SlipWish) -> SlipPreview:
    """Everything that the wish would do, and what clashes then.

    Raises NotFound, and Invalid with the field when the wish itself cannot be. The number of statements does not grow with
    the stops nor with what shifts: sixteen of the relay's own, and those of the ports.
    """
    table = table_of(wish)
    change = _change(wish, table)
    try:
        after = changed(table.stays, change, wish.skip)
    except DatesError as error:
        raise _of_days(error, wish, table) from error
    if not after:
        raise _wrong("stop", "last_one", _l("A relay has one stop at least. Take the season back instead."))
    standing = standing_of(wish.relay_id, table.chain)
    ensure_free(standing, table.chain, table.stays, after)
    moves = moves_between(table.chain, table.stays, after)
    plan = _shifts(moves, wish.only_unannounced)
    clashes = [
        *_of_handover_days(table, after), *clashes_of_agreed(standing, table.chain, table.stays, after),
        *_of_short_stays(table, after), *_of_coming_back(table), *plan.clashes,
    ]  # fmt: skip
    return SlipPreview(
        table.relay, wish, _lines(table, after, plan), moves, plan,
        tuple(sorted(clashes, key=lambda clash: not clash.hard)), ways(table.points, after), table.comes_back,
    )  # fmt: skip


def table_of(wish: SlipWish) -> Table:
    """The relay of a wish. Raises NotFound, and Invalid for a place that cannot be put in."""
    relay = relay_queries.relay_row(wish.relay_id)
    stops = relay_queries.chains_of([wish.relay_id], with_left_out=True).get(wish.relay_id, ())
    chain = tuple(stop for stop in stops if not stop.left_out)
    if not chain:
        raise _wrong("stop", "no_stops", _l("This relay has no stops."))
    new = _new_unit(wish, relay, chain) if wish.act is SlipAct.INSERT else None
    return Table(relay, chain, new, new is not None and new.id in {stop.unit_id for stop in stops})


def _new_unit(wish: SlipWish, relay: RelayRow, chain: Sequence[StopRow]) -> UnitRow:
    found = next((unit for unit in places_to_put_in(relay, chain) if unit.id == wish.unit_id), None)
    if found is None:
        words = _l("Choose a place of the region that is not in the chain yet.")
        raise Invalid(words, [Problem("unit", "unknown", words), *wrong_by_itself(wish)])
    return found


def places_to_put_in(relay: RelayRow, chain: Sequence[StopRow]) -> tuple[UnitRow, ...]:
    """The places of the region on the relay's date that are not in its chain; of a relay inside a stop, the parts of its place.

    Two statements at most.
    """
    there = {stop.unit_id for stop in chain}
    if relay.parent_stop_id is None:
        units = territory.units_of(relay.region_id, relay.as_of)
    else:
        units = territory.parts_of(relay_queries.stop_row(relay.parent_stop_id).unit_id, relay.as_of)
    return tuple(unit for unit in units if unit.id not in there)


def _change(wish: SlipWish, table: Table) -> Change:
    """The wish as places of the chain. Raises Invalid with the fields that cannot be."""
    if problems := list(wrong_by_itself(wish)):
        raise Invalid(problems[0].message, problems)
    if wish.act is SlipAct.INSERT:
        at = 0 if wish.stop_id is None else table.place_of(wish.stop_id, "stop") + 1
        return Change(wish.act, at, wish.days, unit=table.new.code if table.new else "", following=wish.following)
    at = table.place_of(wish.stop_id, "stop")
    if wish.act is SlipAct.SWAP:
        other = table.place_of(wish.other_stop_id, "other")
        if other == at:
            raise _wrong("other", "itself", _l("A stop is swapped with another one, not with itself."))
        return Change(wish.act, min(at, other), other=max(at, other))
    return Change(wish.act, at, wish.days, following=wish.following)


def wrong_by_itself(wish: SlipWish) -> Iterator[Problem]:
    """What is wrong with a wish whatever its relay is."""
    yield from too_long("reason", wish.reason, MOST_REASON)
    yield from wrong_days(wish.act, wish.days)


def wrong_days(act: SlipAct, days: int) -> Iterator[Problem]:
    """Whether a stop can be moved by so many days, last so much longer, or be put in for so many."""
    if act is SlipAct.INSERT:
        yield from wrong_stays([days])
    elif act in {SlipAct.MOVE, SlipAct.LENGTH} and not 1 <= abs(days) <= MOST_DAYS:
        yield Problem("days", "out_of_range", _("Say by how many days, from 1 to %(most)s.", most=MOST_DAYS))


def _of_days(error: DatesError, wish: SlipWish, table: Table) -> Invalid:
    position = min(max(error.position, 1), len(table.chain))
    stop = table.chain[position - 1]
    sentences = {
        "stay_too_short": _n(
            "%(place)s stays %(num)d day, so it cannot be made shorter by that much: one day is left at least.",
            "%(place)s stays %(num)d days, so it cannot be made shorter by that much: one day is left at least.",
            stop.days, place=stop.name,
        ),
        "no_day_for_handover": _("%(name)s finds no day for the handover: every day is to be skipped.", name=stop.name),
        "out_of_calendar": _("%(name)s would stay beyond the end of the calendar.", name=stop.name),
    }  # fmt: skip
    return _wrong("days", error.code, sentences[error.code])


def moves_between(chain: Sequence[StopRow], before: Sequence[Stay], after: Sequence[Stay]) -> tuple[StopMove, ...]:
    """The stops whose days become others, and those that leave the chain."""
    then = {stay.unit: stay for stay in after}
    found = []
    for stop, stay in zip(chain, before, strict=True):
        now = then.get(stay.unit)
        if now is None or (now.arrives, now.departs) != (stay.arrives, stay.departs):
            found.append(StopMove(stop.id, stop.relay_id, stop.region_id, stop.name, stop.time_zone, stay, now))
    return tuple(found)


def _shifts(moves: Sequence[StopMove], only_unannounced: bool) -> ShiftPlan:
    """What everybody would shift, each asked with what those before would."""
    plans: list[ShiftPlan] = []
    earlier: list[Shift] = []
    for port in ports.SHIFT_PORTS if moves else ():
        plans.append(port.preview(moves, only_unannounced, tuple(earlier)))
        earlier += plans[-1].shifts
    return joined(plans)


def ways(points: Mapping[str, Point], stays: Sequence[Stay]) -> tuple[float, ...]:
    """The kilometres of each stop from the one before; 0 at the first."""
    return (0.0, *(round(leg.kilometres, 1) for leg in legs([points[stay.unit] for stay in stays])))


def _lines(table: Table, after: Sequence[Stay], plan: ShiftPlan) -> tuple[StopLine, ...]:
    """The new chain in its order; whoever leaves it stands where it stood."""
    stops, then = {stop.unit_code: stop for stop in table.chain}, {stay.unit: stay for stay in after}
    lines = [_line(stops[stay.unit], table, stay, plan) for stay in after if stay.unit in stops]
    for place, stop in enumerate(table.chain):
        if stop.unit_code not in then:
            lines.insert(place, _line(stop, table, None, plan))
    if (new := table.new) is not None:
        stay = then[new.code]
        lines.insert(stay.position - 1, StopLine(None, new.id, new.code, new.name, None, stay))
    return tuple(lines)


def _line(stop: StopRow, table: Table, after: Stay | None, plan: ShiftPlan) -> StopLine:
    before = next(stay for stay in table.stays if stay.unit == stop.unit_code)
    events = sum(shift.kind is ShiftKind.EVENT and shift.stop_id == stop.id for shift in plan.shifts)
    return StopLine(stop.id, stop.unit_id, stop.unit_code, stop.name, before, after, events)


def _of_handover_days(table: Table, after: Sequence[Stay]) -> Iterator[SlipClash]:
    """Days of a handover that are new: on a holiday or past the last day they must be mended, on a weekend they are told."""
    known = {stay.unit: stay.departs for stay in table.stays}
    names = {code_of(row): row.name for row in (*table.chain, *((table.new,) if table.new else ()))}
    ids = {stop.unit_code: stop.id for stop in table.chain}
    for conflict in find_conflicts(after, table.relay.last_day):
        stay = after[conflict.position - 1]
        was = known.get(stay.unit)
        if was == stay.departs or (conflict.kind is ConflictKind.PAST_LAST_DAY and was is not None and was > stay.departs):
            continue
        words = _conflict_words(conflict.kind, names[stay.unit].text(), stay.departs, table.relay.last_day)
        yield SlipClash(conflict.severity, words, _remedy(conflict.kind), ids.get(stay.unit))


def _conflict_words(kind: ConflictKind, name: str, on: date, last_day: date) -> str:
    if kind is ConflictKind.PAST_LAST_DAY:
        return _("%(place)s would hand the baton over on %(day)s, after the last day (%(last)s).",
                 place=name, day=day(on), last=day(last_day))  # fmt: skip
    what = calendar.day_off_name(on, language()) or ""
    return _("%(place)s would hand the baton over on %(day)s, a day off: %(what)s.", place=name, day=day(on), what=what)


def _remedy(kind: ConflictKind) -> Words:
    if kind is ConflictKind.PAST_LAST_DAY:
        return _l("Let the next stay take it up, move by fewer days, or leave a stop out.")
    return _l("Choose above that there is no handover on such days: then it goes to the next working day.")


def _of_short_stays(table: Table, after: Sequence[Stay]) -> Iterator[SlipClash]:
    """A stay that takes up so much that less than half of it is left."""
    lengths = {stay.unit: stay.days for stay in table.stays}
    for stay in after:
        if (was := lengths.get(stay.unit)) is not None and stay.days * 2 < was:
            stop = next(stop for stop in table.chain if stop.unit_code == stay.unit)
            words = _n(
                "Of the %(was)s days at %(place)s, %(num)d is left.", "Of the %(was)s days at %(place)s, %(num)d are left.",
                stay.days, was=was, place=stop.name,
            )  # fmt: skip
            yield SlipClash(Severity.SOFT, words, "", stop.id)


def _of_coming_back(table: Table) -> Iterator[SlipClash]:
    if table.comes_back and table.new is not None:
        words = _("%(place)s was left out of the chain before and comes back.", place=table.new.name)
        note = _("Its events are still there, cancelled: plan them again one by one. No kit is put in.")
        yield SlipClash(Severity.SOFT, words, note)


def slips_of(relay_id: int) -> tuple[SlipRow, ...]:
    """The last slips of a relay that the actor sees, the newest first, LATEST at most. One statement."""
    return tuple(_row(row) for row in db.session.execute(_slips().where(Slip.relay_id == relay_id).limit(LATEST)))


def slip_row(relay_id: int, slip_id: int) -> SlipRow:
    """One slip of a relay that the actor sees. Raises NotFound. One statement."""
    found = db.session.execute(_slips().where(Slip.relay_id == relay_id, Slip.id == slip_id)).first()
    if found is None:
        raise NotFound(NO_SLIP)
    return _row(found)


def _slips() -> Any:
    """Slips with everything around them, the newest first, to be narrowed by the asker."""
    other, made, undid = aliased(Unit), aliased(User), aliased(User)
    return (
        select(Slip, Unit.name, Unit.time_zone, other.name, made.name, undid.name, Relay.version)
        .join(Relay, Relay.id == Slip.relay_id)
        .join(Unit, Unit.id == Slip.unit_id)
        .outerjoin(other, other.id == Slip.other_unit_id)
        .outerjoin(made, made.id == Slip.made_by)
        .outerjoin(undid, undid.id == Slip.undone_by)
        .order_by(Slip.id.desc())
    )


def _row(found: Any) -> SlipRow:
    slip, place, zone, other, who, undone_by, version = found
    return SlipRow(
        slip.id, slip.act, place, other or Translated(), slip.days, slip.reason, slip.only_unannounced, slip.stops,
        slip.things, slip.made_at, zone, who or "", slip.undone_at, undone_by or "",
        slip.undone_at is None and slip.version == version,
    )  # fmt: skip
