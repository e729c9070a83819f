"""The days of a chain: when the baton arrives and departs, what is wrong with that, and what would be better.

A stay includes both its days, and the next stop arrives on the day this one departs. Nothing here is stored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from campaign.core import calendar

_DAY = timedelta(days=1)
_FARTHEST_MOVE = 60  # days; a handover that finds no day within two months has none


class ConflictKind(StrEnum):
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SKIPPED_DAY = "skipped_day"  # one of the days given to be skipped
    PAST_LAST_DAY = "past_last_day"
    GAP = "gap"  # nobody holds the baton between two stays
    OVERLAP = "overlap"  # two stops hold it at once
    BACKWARDS = "backwards"  # a stay that ends before it begins


class Severity(StrEnum):
    """HARD stands against a plan or a move; SOFT is said, and may be meant so."""

    HARD = "hard"
    SOFT = "soft"


class DatesError(ValueError):
    """A plan that has no dates; `code` says why, `position` at which stop (from 1; 0: the whole plan).

    Codes: `stay_too_short` (under one day), `last_day_before_start`, `no_day_for_handover` (every day of two
    months is to be skipped), `out_of_calendar` (past the year 9999), `unknown_unit` (a stay for a place that is
    not in the chain).
    """

    def __init__(self, code: str, position: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.position = position


@dataclass(frozen=True, slots=True)
class SkipRule:
    """On which days nothing is handed over."""

    weekends: bool = False
    holidays: bool = False
    days: frozenset[date] = field(default_factory=frozenset)

    def reason(self, day: date) -> ConflictKind | None:
        """Why there is no handover on this day; None when there may be one."""
        if day in self.days:
            return ConflictKind.SKIPPED_DAY
        if self.holidays and calendar.is_holiday(day):
            return ConflictKind.HOLIDAY
        if self.weekends and calendar.is_weekend(day):
            return ConflictKind.WEEKEND
        return None

    @property
    def word(self) -> str:
        """What forms and addresses call it, the days that are named apart."""
        words = {(False, False): "none", (True, False): "weekends", (False, True): "holidays"}
        return words.get((self.weekends, self.holidays), "both")

    @classmethod
    def of_word(cls, word: str, days: Iterable[date]) -> "SkipRule":
        """The rule of such a word, and the days that are named beside it."""
        return cls(word in {"weekends", "both"}, word in {"holidays", "both"}, frozenset(days))

    def as_facts(self) -> list[Any]:
        """Itself as JSON."""
        return [self.weekends, self.holidays, sorted(day.isoformat() for day in self.days)]

    @classmethod
    def of_facts(cls, facts: Sequence[Any]) -> "SkipRule":
        weekends, holidays, days = facts
        return cls(weekends, holidays, frozenset(date.fromisoformat(day) for day in days))


@dataclass(frozen=True, slots=True)
class Stay:
    """The baton's days in one place. `moved_from` is the day of handover that was skipped, with the reason."""

    unit: str
    position: int
    arrives: date
    departs: date
    moved_from: date | None = None
    moved_because: ConflictKind | None = None

    @property
    def days(self) -> int:
        """Both the day of arrival and the day of departure count."""
        return (self.departs - self.arrives).days + 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something wrong with the stop at `position` (from 1) on a day; hard ones must be solved."""

    kind: ConflictKind
    position: int
    date: date
    severity: Severity

    @property
    def hard(self) -> bool:
        return self.severity is Severity.HARD


@dataclass(frozen=True, slots=True)
class HandoverChoice:
    """A day on which the stop could hand over instead, and the length of stay that brings it there."""

    on: date
    stay_days: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan with other lengths of stay that has fewer conflicts."""

    first_stay: int
    stay_days: int
    stays: tuple[Stay, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def ends(self) -> date:
        return self.stays[-1].departs


def plan_stays(
    units: Sequence[str],
    start: date,
    stay_days: int,
    until: date,
    skip: SkipRule | None = None,
    stays: Mapping[str, int] | None = None,
) -> tuple[Stay, ...]:
    """The days of every unit in this order; `stays` overrides the length for single units.

    A handover that would fall on a skipped day moves to the next allowed one, and the stay grows. The last
    departure is a handover too, to whoever receives the baton at the end. A stay of one day gives and takes on
    the same day. Days after `until` are planned and reported by `find_conflicts`. Raises DatesError.
    """
    wished = dict(stays or {})
    if until < start:
        raise DatesError("last_day_before_start")
    if set(wished) - set(units):
        raise DatesError("unknown_unit")
    planned: list[Stay] = []
    arrives = start
    for position, unit in enumerate(units, 1):
        planned.append(_stay(unit, position, arrives, wished.get(unit, stay_days), skip or SkipRule()))
        arrives = planned[-1].departs
    return tuple(planned)


def _stay(unit: str, position: int, arrives: date, days: int, skip: SkipRule) -> Stay:
    if days < 1:
        raise DatesError("stay_too_short", position)
    try:
        wished = arrives + _DAY * (days - 1)
        departs = allowed_day(wished, skip, position)
    except OverflowError:
        raise DatesError("out_of_calendar", position) from None
    if departs == wished:
        return Stay(unit, position, arrives, departs)
    return Stay(unit, position, arrives, departs, moved_from=wished, moved_because=skip.reason(wished))


def allowed_day(day: date, skip: SkipRule, position: int = 0) -> date:
    """This day or the first later one that is not skipped. Raises DatesError when there is none within two months."""
    for step in range(_FARTHEST_MOVE + 1):
        if skip.reason(day + _DAY * step) is None:
            return day + _DAY * step
    raise DatesError("no_day_for_handover", position)


def find_conflicts(stays: Sequence[Stay], until: date | None = None, skip: SkipRule | None = None) -> tuple[Conflict, ...]:
    """What is wrong with these days, in the order of the chain; the stays may have been changed by hand.

    A handover on a holiday or a skipped day and a stay past the last day are hard, one on a weekend is soft.
    """
    found: list[Conflict] = []
    giver: Stay | None = None
    for stay in stays:
        if giver is not None and stay.arrives != giver.departs:
            kind = ConflictKind.GAP if stay.arrives > giver.departs else ConflictKind.OVERLAP
            found.append(Conflict(kind, stay.position, stay.arrives, Severity.HARD))
        found += _of_one(stay, until, skip or SkipRule())
        giver = stay
    return tuple(found)


def _of_one(stay: Stay, until: date | None, skip: SkipRule) -> Iterator[Conflict]:
    if stay.departs < stay.arrives:
        yield Conflict(ConflictKind.BACKWARDS, stay.position, stay.departs, Severity.HARD)
    if stay.departs in skip.days:
        yield Conflict(ConflictKind.SKIPPED_DAY, stay.position, stay.departs, Severity.HARD)
    elif calendar.is_holiday(stay.departs):
        yield Conflict(ConflictKind.HOLIDAY, stay.position, stay.departs, Severity.HARD)
    elif calendar.is_weekend(stay.departs):
        yield Conflict(ConflictKind.WEEKEND, stay.position, stay.departs, Severity.SOFT)
    if until is not None and stay.departs > until:
        yield Conflict(ConflictKind.PAST_LAST_DAY, stay.position, stay.departs, Severity.HARD)


def handover_choices(stay: Stay, skip: SkipRule | None = None) -> tuple[HandoverChoice, ...]:
    """The nearest working days before and after the day of departure on which the stop could hand over.

    None earlier than the arrival; at most two, the earlier first.
    """
    rule = skip or SkipRule()
    found = []
    for step in (-1, 1):
        for away in range(1, _FARTHEST_MOVE + 1):
            try:
                day = stay.departs + _DAY * (step * away)
            except OverflowError:
                break
            if day < stay.arrives:
                break
            if not calendar.is_day_off(day) and rule.reason(day) is None:
                found.append(HandoverChoice(day, (day - stay.arrives).days + 1))
                break
    return tuple(found)


def better_plan(
    units: Sequence[str],
    start: date,
    stay_days: int,
    until: date,
    skip: SkipRule | None = None,
    stays: Mapping[str, int] | None = None,
) -> Proposal | None:
    """Other lengths of stay with the fewest conflicts that still end in time; None when nothing is better.

    Tries every stay from three days shorter to three longer, and the longest ones that fit before `until`, each
    with a first stay of its own from ten days shorter to ten longer. Units named in `stays` keep theirs. Of
    equally good ones the nearest to the wish wins. Raises DatesError when the wish itself has no dates.
    """
    wished = plan_stays(units, start, stay_days, until, skip, stays)
    fewest = _weight(find_conflicts(wished, until, skip))
    if not units or fewest == (0, 0):
        return None
    best: Proposal | None = None
    for first_stay, common in sorted(
        _variants(units, start, stay_days, until, stays or {}),
        key=lambda pair: (abs(pair[1] - stay_days), abs(pair[0] - stay_days), pair),
    ):
        proposal = _propose(units, start, (first_stay, common), until, skip, stays or {})
        if proposal is None or proposal.ends > until:
            continue
        weight = _weight(proposal.conflicts)
        if weight < fewest:
            best, fewest = proposal, weight
    return best


def _variants(units: Sequence[str], start: date, stay_days: int, until: date, stays: Mapping[str, int]) -> set[tuple[int, int]]:
    """Pairs of a first and a common stay worth trying; a first unit with a stay of its own keeps it."""
    fits = (until - start).days // len(units) + 1
    commons = {*range(stay_days - 3, stay_days + 4), *range(fits - 2, fits + 1)}
    commons = {common for common in commons if common >= 1}
    own = stays.get(units[0])
    return {
        (first, common)
        for common in commons
        for first in ([own] if own is not None else {common, *range(stay_days - 10, stay_days + 11)})
        if first >= 1
    }


def _propose(
    units: Sequence[str],
    start: date,
    lengths: tuple[int, int],
    until: date,
    skip: SkipRule | None,
    stays: Mapping[str, int],
) -> Proposal | None:
    first_stay, common = lengths
    try:
        planned = plan_stays(units, start, common, until, skip, {**stays, units[0]: first_stay})
    except DatesError:
        return None
    return Proposal(first_stay, common, planned, find_conflicts(planned, until, skip))


def _weight(conflicts: Sequence[Conflict]) -> tuple[int, int]:
    """Hard and soft conflicts, for comparing plans: fewer hard ones first."""
    hard = sum(conflict.hard for conflict in conflicts)
    return hard, len(conflicts) - hard
