"""The days of a chain after a slip. Pure reckoning over stays, each known by the code of its unit.

Every act makes a list of wished days of departure; `settled` makes a chain of it: each stop arrives on the day the one before
departs, a day of handover that is new and to be skipped goes to the next allowed one, and a stay that would end before it
begins lasts its one day and hands the rest of the delay on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from campaign.relay.dates import DatesError, SkipRule, Stay, allowed_day
from campaign.relay.slip.schemas import Following, SlipAct

_DAY: Final = timedelta(days=1)
Wished = list[tuple[str, date]]


@dataclass(frozen=True)
class Change:
    """What is to happen to a chain: `at` and `other` are places from 0, `unit` is the code of what is put in at `at`."""

    act: SlipAct
    at: int
    days: int = 0
    other: int = 0
    unit: str = ""
    following: Following = Following.SHIFT


def changed(chain: Sequence[Stay], change: Change, skip: SkipRule) -> tuple[Stay, ...]:
    """The whole chain after the change.

    Raises DatesError: `stay_too_short` with the position of the stop that would have no day left, `no_day_for_handover`,
    `out_of_calendar`.
    """
    try:
        start, wished = _ACTS[change.act](chain, change)
        return settled(start, wished, chain, skip)
    except OverflowError:
        raise DatesError("out_of_calendar", change.at + 1) from None


def settled(start: date, wished: Wished, chain: Sequence[Stay], skip: SkipRule) -> tuple[Stay, ...]:
    """A chain without a gap, as near as can be to the wished days; days of handover that stay as they were are not judged."""
    known = {stay.unit: stay.departs for stay in chain}
    stays: list[Stay] = []
    arrives = start
    for position, (unit, day) in enumerate(wished, 1):
        wish = max(day, arrives)
        departs = wish if known.get(unit) == wish else allowed_day(wish, skip, position)
        because = skip.reason(wish) if departs != wish else None
        stays.append(Stay(unit, position, arrives, departs, wish if because else None, because))
        arrives = departs
    return tuple(stays)


def _later(chain: Sequence[Stay], first: int, days: int, following: Following) -> Wished:
    """The days of departure from place `first` on, moved; of those behind it only when all are to go along."""
    last = len(chain) if following is Following.SHIFT else first + 1
    return [(stay.unit, stay.departs + _DAY * (days if first <= place < last else 0)) for place, stay in enumerate(chain)]


def _move(chain: Sequence[Stay], change: Change) -> tuple[date, Wished]:
    """The stop and, when it shall, all that follow. The stay before grows or shrinks, so that there is no gap."""
    start = chain[0].arrives + _DAY * (change.days if change.at == 0 else 0)
    wished = _later(chain, change.at, change.days, change.following)
    if change.at:
        before = chain[change.at - 1]
        _ensure_a_day(before, before.departs + _DAY * change.days)
        wished[change.at - 1] = (before.unit, before.departs + _DAY * change.days)
    return start, wished


def _length(chain: Sequence[Stay], change: Change) -> tuple[date, Wished]:
    stay = chain[change.at]
    _ensure_a_day(stay, stay.departs + _DAY * change.days)
    return chain[0].arrives, _later(chain, change.at, change.days, change.following)


def _swap(chain: Sequence[Stay], change: Change) -> tuple[date, Wished]:
    """Both take their length of stay along, so those behind them keep their days."""
    order = list(chain)
    order[change.at], order[change.other] = order[change.other], order[change.at]
    arrives, wished = chain[0].arrives, []
    for place, stay in enumerate(order):
        same = stay.unit == chain[place].unit and arrives == stay.arrives
        departs = stay.departs if same else arrives + (stay.departs - stay.arrives)
        wished.append((stay.unit, departs))
        arrives = departs
    return chain[0].arrives, wished


def _skip(chain: Sequence[Stay], change: Change) -> tuple[date, Wished]:
    """Whoever follows takes the baton on the day on which it would have come here."""
    gone = chain[change.at]
    shifted = _later(chain, change.at, -(gone.departs - gone.arrives).days, change.following)
    if change.following is Following.ABSORB:
        shifted = [(stay.unit, stay.departs) for stay in chain]
    return chain[0].arrives, [wish for wish in shifted if wish[0] != gone.unit]


def _insert(chain: Sequence[Stay], change: Change) -> tuple[date, Wished]:
    """A stay of `days` in front of place `at`; both its days count."""
    if change.days < 1:
        raise DatesError("stay_too_short", change.at + 1)
    arrives = chain[change.at - 1].departs if change.at else chain[0].arrives
    nights = change.days - 1
    wished = [(stay.unit, stay.departs) for stay in chain]
    if change.following is Following.SHIFT:
        wished = _later(chain, change.at, nights, change.following)
    wished.insert(change.at, (change.unit, arrives + _DAY * nights))
    return chain[0].arrives, wished


def _ensure_a_day(stay: Stay, departs: date) -> None:
    if departs < stay.arrives:
        raise DatesError("stay_too_short", stay.position)


_ACTS: Final[dict[SlipAct, Callable[[Sequence[Stay], Change], tuple[date, Wished]]]] = {
    SlipAct.MOVE: _move,
    SlipAct.LENGTH: _length,
    SlipAct.SWAP: _swap,
    SlipAct.SKIP: _skip,
    SlipAct.INSERT: _insert,
}
