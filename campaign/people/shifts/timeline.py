"""The shifts of an event as rows on a scale of hours, a day after another; those that lack people first."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from campaign.core.i18n import _, _n
from campaign.people.shifts.schemas import ShiftRow

USUAL_HOURS: Final = (8, 18)


@dataclass(frozen=True)
class ShiftBar:
    """One shift as the timeline macro draws it: minutes from midnight, words, and a sign."""

    shift: ShiftRow
    url: str

    @property
    def title(self) -> str:
        return self.shift.title.text()

    @property
    def times(self) -> str:
        return self.shift.times

    @property
    def line(self) -> str:
        """Role, place and leader in words; the role where the title does not say it already."""
        role = self.shift.role.text() if self.shift.role else ""
        leader = _("leader: %(name)s", name=self.shift.leader) if self.shift.leader else ""
        return ", ".join(words for words in (role if role != self.title else "", self.shift.place_note, leader) if words)

    @property
    def begin(self) -> int:
        starts = self.shift.starts_on_wall
        return starts.hour * 60 + starts.minute

    @property
    def end(self) -> int:
        return self.begin + self.shift.minutes

    @property
    def value(self) -> int:
        return self.shift.taken

    @property
    def of(self) -> int:
        return self.shift.need

    @property
    def words(self) -> str:
        return _("%(taken)s of %(capacity)s", taken=self.shift.taken, capacity=self.shift.need)

    @property
    def kind(self) -> str:
        return "bad" if self.shift.missing else "good"

    @property
    def state(self) -> str:
        missing = self.shift.missing
        return _n("%(num)d is missing", "%(num)d are missing", missing) if missing else _("complete")


@dataclass(frozen=True)
class ShiftDay:
    """One day with its shifts, and the hours its scale shows."""

    day: date
    bars: tuple[ShiftBar, ...]

    @property
    def first_hour(self) -> int:
        return min(USUAL_HOURS[0], *(bar.begin // 60 for bar in self.bars))

    @property
    def last_hour(self) -> int:
        return max(USUAL_HOURS[1], *(-(-bar.end // 60) for bar in self.bars))


def days(shifts: Iterable[ShiftRow], address: Callable[[int], str]) -> tuple[ShiftDay, ...]:
    """The days in order; `address` says where the page of a shift is."""
    found: defaultdict[date, list[ShiftBar]] = defaultdict(list)
    for row in shifts:
        found[row.day].append(ShiftBar(row, address(row.id)))
    return tuple(
        ShiftDay(day, tuple(sorted(bars, key=lambda bar: (not bar.shift.missing, bar.shift.starts_at, bar.shift.id))))
        for day, bars in sorted(found.items())
    )
