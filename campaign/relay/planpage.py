"""What the planning page shows of a plan: rows, conflicts with their ways out, long ways, the map. Nothing is stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from campaign.core import calendar
from campaign.core.i18n import Translated, _, _n, language
from campaign.relay import dates, planning, queries
from campaign.relay.dates import Conflict, ConflictKind
from campaign.relay.planstate import PlanState
from campaign.relay.route import Leg, longest_legs
from campaign.relay.schemas import CreatedSeason, Plan, PlannedStop, RelayRow, StopRow, StopState
from campaign.territory.mapsheet import LegSign, MapStop, StopSign

_TOWN: Final = re.compile(r"^(п\.|с\.|г\.|пгт\.?|а\.|қ\.|к\.)\s*")
_SIGNS: Final = {StopState.DONE: StopSign.DONE, StopState.NOW: StopSign.NOW, StopState.COMING: StopSign.COMING}


@dataclass(frozen=True)
class WayOut:
    """A day on which the stop could hand over instead, and the plan with it."""

    on: date
    state: PlanState


@dataclass(frozen=True)
class ConflictLine:
    """One conflict of the list beside the map."""

    stop: PlannedStop
    conflict: Conflict
    words: str
    ways_out: tuple[WayOut, ...]


@dataclass(frozen=True)
class Better:
    """A variant with fewer conflicts."""

    state: PlanState
    first_stay: int
    stay: int
    conflicts: int
    ends: date
    same_weekday: str  # a sentence when every handover falls on one day of the week, else empty


@dataclass(frozen=True)
class PlanPage:
    """A plan with what stands around it.

    `lines`: its conflicts; `better`: a variant with fewer of them; `long_ways`: from where, to where, and how many kilometres;
    `held`: how many places are pinned to their position.
    """

    plan: Plan
    state: PlanState
    lines: tuple[ConflictLine, ...]
    better: Better | None
    fitting: PlanState | None  # with the longest stay that ends in time, when this one does not
    long_ways: tuple[tuple[Translated, Translated, float], ...]
    held: int

    @property
    def ends(self) -> date:
        return self.plan.stops[-1].stay.departs

    @property
    def longer_by(self) -> float:
        """Kilometres more than the shortest order with the same pins."""
        return max(0.0, round(self.plan.kilometres - self.plan.shortest_km, 1))

    @property
    def held_ids(self) -> frozenset[int]:
        return frozenset(dict(self.state.pins))

    @property
    def even(self) -> PlanState:
        """The same plan with one length of stay everywhere."""
        return replace(self.state, stays=())

    @property
    def outlasting(self) -> PlanState:
        """The same plan, allowed to go beyond the stay of the stop that it is inside of."""
        return replace(self.state, outlast=True)

    @property
    def long_from(self) -> float:
        """Kilometres from which a way is long enough to stand out."""
        return min((way[2] for way in self.long_ways), default=float("inf"))

    @property
    def is_late(self) -> bool:
        return any(found.kind is ConflictKind.PAST_LAST_DAY for found in self.plan.conflicts)


def page_of(plan: Plan, state: PlanState) -> PlanPage:
    """Everything about the plan; `state` is settled, so that it has the plan's order."""
    late = bool(planning.past_last_day(plan))
    days = planning.longest_stay(plan) if late else None
    return PlanPage(
        plan=plan,
        state=state,
        lines=tuple(_line(stop, found, state, plan) for stop in plan.stops for found in stop.conflicts),
        better=_better(plan, state),
        fitting=None if days is None else replace(state, stay=days),
        long_ways=_long_ways(plan.stops),
        held=len(state.pins),
    )


def created_words(made: CreatedSeason) -> str:
    """What has come of the plan."""
    stops = _n("%(num)d stop", "%(num)d stops", made.stops)
    events = _n("%(num)d event", "%(num)d events", made.events)
    return _("The season is created: %(stops)s, %(events)s.", stops=stops, events=events)


def beside(plan: Plan) -> tuple[RelayRow, ...]:
    """What is planned already for these days: relays of the region, or inside of the same stop."""
    if plan.parent is not None:
        return queries.nested_relays([plan.parent.id])
    return queries.relays_of_region(plan.region_id, plan.wish.start, plan.stops[-1].stay.departs)


def _line(stop: PlannedStop, found: Conflict, state: PlanState, plan: Plan) -> ConflictLine:
    choices = () if found.kind is ConflictKind.PAST_LAST_DAY else dates.handover_choices(stop.stay, plan.wish.skip)
    ways = tuple(WayOut(choice.on, state.with_stay(stop.unit_id, choice.stay_days)) for choice in choices)
    return ConflictLine(stop, found, conflict_words(found), ways)


def conflict_words(found: Conflict) -> str:
    """What is wrong, in a few words: under the row and in the list."""
    saturday = found.date.weekday() == 5
    name = calendar.holiday_name(found.date, language()) or ""
    return {
        ConflictKind.WEEKEND: _("handover on a Saturday") if saturday else _("handover on a Sunday"),
        ConflictKind.HOLIDAY: _("handover on a public holiday, %(name)s", name=name),
        ConflictKind.SKIPPED_DAY: _("handover on a day that was to be skipped"),
        ConflictKind.PAST_LAST_DAY: _("after the last day"),
        ConflictKind.GAP: _("nobody holds the baton before"),
        ConflictKind.OVERLAP: _("two places hold the baton at once"),
        ConflictKind.BACKWARDS: _("ends before it begins"),
    }[found.kind]


def _better(plan: Plan, state: PlanState) -> Better | None:
    found = planning.better(plan)
    if found is None:
        return None
    stays = dict(state.stays)
    first = plan.stops[0].unit_id
    if found.first_stay != found.stay_days:
        stays[first] = found.first_stay
    weekdays = {stay.departs.weekday() for stay in found.stays}
    better = replace(state, stay=found.stay_days, stays=tuple(sorted(stays.items())))
    return Better(
        better, found.first_stay, found.stay_days, len(found.conflicts), found.ends,
        _all_on(weekdays.pop()) if len(weekdays) == 1 else "",
    )  # fmt: skip


def _all_on(weekday: int) -> str:
    return (
        _("All handovers fall on a Monday."),
        _("All handovers fall on a Tuesday."),
        _("All handovers fall on a Wednesday."),
        _("All handovers fall on a Thursday."),
        _("All handovers fall on a Friday."),
        _("All handovers fall on a Saturday."),
        _("All handovers fall on a Sunday."),
    )[weekday]


def _long_ways(stops: Sequence[PlannedStop]) -> tuple[tuple[Translated, Translated, float], ...]:
    ways = [Leg(giver.code, stop.code, stop.kilometres) for giver, stop in pairwise(stops)]
    names = {stop.code: stop.name for stop in stops}
    return tuple((names[leg.giver], names[leg.receiver], leg.kilometres) for leg in longest_legs(ways))


def town(name: Translated, centre: Translated) -> str:
    """What a map calls a place: a district by its centre, without "village of"; in English by its own name."""
    if language() == "en" and name.en:
        return name.en.removesuffix(" District")
    return _TOWN.sub("", centre.text()) if centre else name.text()


def map_of_plan(plan: Plan) -> list[MapStop]:
    return [
        MapStop(stop.code, town(stop.name, stop.centre), stop.lat, stop.lon, number=stop.position, leg=_leg(stop))
        for stop in plan.stops
    ]


def _leg(stop: PlannedStop) -> LegSign:
    kinds = {found.kind for found in stop.conflicts}
    if kinds - {ConflictKind.WEEKEND}:
        return LegSign.CLASH
    return LegSign.WEEKEND if kinds else LegSign.COMING


def map_of_chain(chain: Sequence[StopRow]) -> list[MapStop]:
    return [
        MapStop(stop.unit_code, town(stop.name, stop.centre), stop.lat, stop.lon, _SIGNS[stop.state], stop.position)
        for stop in chain
    ]
