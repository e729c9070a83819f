"""A stop's days as rows on a scale of hours."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.core.i18n import Words, _, _l
from campaign.events.clash_words import ClashLine, clash_lines
from campaign.events.clashes import Clash, ClashKind
from campaign.events.schemas import ANNOUNCED, EventRow, EventState
from campaign.events.states import STATE_WORDS

SOON = timedelta(days=14)
USUAL_HOURS = (9, 18)
QUIET_MINUTES = 240  # what lasts longer only stands there and runs beside the rest
_SIGNS = {
    EventState.DRAFT: "calm",
    EventState.APPROVED: "half",
    EventState.OPEN: "good",
    EventState.HELD: "good",
    EventState.REPORTED: "good",
    EventState.CANCELLED: "calm",
}


@dataclass(frozen=True)
class Bar:
    """One event as the timeline macro draws it: minutes from midnight, words, and a sign.

    `gap`: minutes before it that are too few for the way from the event before.
    """

    event: EventRow
    url: str
    begin: int
    end: int
    kind: str
    state: Words
    quiet: bool
    gap: int = 0

    @property
    def title(self) -> str:
        return self.event.title.text()

    @property
    def value(self) -> int:
        return self.event.taken

    @property
    def of(self) -> int | None:
        return self.event.capacity

    @property
    def times(self) -> str:
        return f"{self.event.starts_on_wall:%H:%M}–{self.event.ends_on_wall:%H:%M}"

    @property
    def line(self) -> str:
        """Where, in words."""
        return ", ".join(words for words in (self.event.place_name.text(), self.event.place_note) if words)

    @property
    def words(self) -> str:
        if self.event.capacity is None:
            return _("%(count)s people", count=self.event.taken) if self.event.taken else ""
        return _("%(taken)s of %(capacity)s", taken=self.event.taken, capacity=self.event.capacity)


@dataclass(frozen=True)
class Day:
    """One day with its events, the hours its scale shows, and what clashes."""

    day: date
    bars: tuple[Bar, ...]
    first_hour: int
    last_hour: int
    is_outside_stay: bool
    clashes: tuple[ClashLine, ...] = ()


def bar(event: EventRow, today: date, url: str, gap: int = 0) -> Bar:
    """The event on the wall clock of its place; a draft that is due soon is marked."""
    starts = event.starts_on_wall
    begin = starts.hour * 60 + starts.minute
    minutes = int((event.ends_at - event.starts_at).total_seconds()) // 60
    sign, words = _sign(event, today)
    return Bar(event, url, begin, begin + max(minutes, 1), sign, words, minutes > QUIET_MINUTES, gap)


def _sign(event: EventRow, today: date) -> tuple[str, Words]:
    """How it goes: what a person has to see to stands out."""
    if event.state in ANNOUNCED and event.day < today:
        return "warn", _l("over, not marked as held")
    if event.state is EventState.DRAFT and event.day <= today + SOON:
        return "warn", STATE_WORDS[event.state]
    if event.is_closed_again:
        return _SIGNS[event.state], _l("registration closed")
    return _SIGNS[event.state], STATE_WORDS[event.state]


def days(
    events: Iterable[EventRow],
    today: date,
    address: Callable[[int], str],
    clashes: Sequence[Clash] = (),
    mend: Callable[[int], str] | None = None,
) -> tuple[Day, ...]:
    """The days on which something is held, in order, each with its clashes.

    `address` says where an event's page is, `mend` where an event that clashes is changed.
    """
    gaps = {clash.second.event_id: clash.minutes for clash in clashes if clash.kind is ClashKind.TRAVEL}
    found: defaultdict[date, list[Bar]] = defaultdict(list)
    for event in events:
        found[event.day].append(bar(event, today, address(event.id), gaps.get(event.id, 0)))
    return tuple(
        _day(day, bars, clash_lines(_of_the_day(bars, clashes), mend or address)) for day, bars in sorted(found.items())
    )


def _of_the_day(bars: Iterable[Bar], clashes: Iterable[Clash]) -> list[Clash]:
    """A clash stands under the day of each event that is part of it."""
    ids = {bar.event.id for bar in bars}
    return [clash for clash in clashes if clash.second.event_id in ids or clash.first.event_id in ids]


def _day(day: date, bars: list[Bar], clashes: tuple[ClashLine, ...]) -> Day:
    first = min(USUAL_HOURS[0], *(bar.begin // 60 for bar in bars))
    last = max(USUAL_HOURS[1], *(-(-bar.end // 60) for bar in bars))
    return Day(day, tuple(bars), first, last, bars[0].event.is_outside_stay, clashes)
