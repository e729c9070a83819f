"""A plan made from a wish: places, order, days, kilometres and what is wrong with them. Reads, and stores nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Words, _, _l, _n
from campaign.relay import dates, queries
from campaign.relay.dates import Conflict, ConflictKind, DatesError, Proposal, Stay
from campaign.relay.route import Point, Route, RouteError, kilometres, legs, propose_order
from campaign.relay.schemas import Plan, PlannedStop, PlanWish
from campaign.territory import queries as territory
from campaign.territory.schemas import RegionRow, UnitRow
from campaign.web.templating import day

MOST_PLACES = 200
MOST_DAYS = 92
FIRST_YEAR, LAST_YEAR = 1998, 2100  # the first anti-corruption law; the end of the holiday calendar


def propose(wish: PlanWish) -> Plan:
    """The plan for this wish. A stay over the last day is a hard conflict of the plan; `ensure_fits` refuses it.

    Raises Invalid with a sentence (and the field it is about) and NotFound for an unknown region. Four statements; the
    route takes 0.1 s for 20 places.
    """
    _check_days(wish)
    region = territory.region_with_code(wish.region_code, wish.as_of)
    units = _chosen(wish, region)
    first = _first_of(wish, region, units)
    parent = None if wish.parent_stop_id is None else queries.stop_row(wish.parent_stop_id)
    shortest = _route(units, first, wish)
    order = _given_order(wish, units) if wish.order is not None else shortest.order
    points = [_point(units[code]) for code in order]
    stays = stays_of(wish, order, units)
    conflicts = dates.find_conflicts(stays, wish.until, wish.skip)
    return Plan(
        region_id=region.id, region_code=region.code, region_name=region.name, wish=wish,
        stops=_stops(order, units, stays, conflicts, wish), kilometres=round(kilometres(points), 1),
        first_held=first is not None,
        exact=shortest.exact and wish.order is None, shortest_km=round(shortest.kilometres, 1), conflicts=conflicts,
        parent=parent,
    )  # fmt: skip


def _stops(
    order: Sequence[str],
    units: Mapping[str, UnitRow],
    stays: Sequence[Stay],
    conflicts: Sequence[Conflict],
    wish: PlanWish,
) -> tuple[PlannedStop, ...]:
    ways = [0.0, *(leg.kilometres for leg in legs([_point(units[code]) for code in order]))]
    pinned = {code for code, _place in wish.pins}
    return tuple(
        PlannedStop(
            position=position, unit_id=units[code].id, code=code, name=units[code].name, centre=units[code].centre,
            lat=units[code].lat, lon=units[code].lon, time_zone=units[code].time_zone, kilometres=round(way, 1), stay=stay,
            pinned=code in pinned, conflicts=tuple(found for found in conflicts if found.position == position),
        )
        for position, (code, way, stay) in enumerate(zip(order, ways, stays, strict=True), 1)
    )  # fmt: skip


def _point(unit: UnitRow) -> Point:
    return Point(unit.code, unit.lat, unit.lon)


def _wrong(field: str, code: str, words: Words) -> Invalid:
    return Invalid(words, [Problem(field, code, words)])


def _check_days(wish: PlanWish) -> None:
    days = {"as_of": wish.as_of, "start": wish.start, "until": wish.until}
    problems = [*wrong_days(days), *wrong_stays([wish.stay_days, *(stay for _code, stay in wish.stays)])]
    if problems:
        raise Invalid(problems[0].message, problems)


def wrong_days(days: Mapping[str, date | None]) -> Iterator[Problem]:
    """What is wrong with the days of a plan by the names of their fields, of which `start` and `until` stand in order."""
    for field, value in days.items():
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            words = _(
                "The year %(year)s is not in the calendar, which goes from %(first)s to %(last)s.",
                year=value.year, first=FIRST_YEAR, last=LAST_YEAR,
            )  # fmt: skip
            yield Problem(field, "outside_calendar", words)
    start, until = days.get("start"), days.get("until")
    if start is not None and until is not None and until < start:
        words = _("The last day (%(last)s) lies before the start (%(start)s).", last=day(until), start=day(start))
        yield Problem("until", "dates_backwards", words)


def wrong_stays(lengths: Iterable[int]) -> Iterator[Problem]:
    """The first length that no stay may have; said once, however many there are."""
    for length in lengths:
        if not 1 <= length <= MOST_DAYS:
            words = _("A stay lasts from 1 to %(most)s days, not %(days)s.", most=MOST_DAYS, days=length)
            yield Problem("stay", "bad_stay", words)
            return


def places_of(region_id: int, as_of: date, parent_stop_id: int | None = None) -> tuple[UnitRow, ...]:
    """The places that a relay can go through: those of the region, or the parts of the place of a stop.

    Raises NotFound for a stop that is not the actor's to see or lies in another region. One statement, or two.
    """
    if parent_stop_id is None:
        return territory.units_of(region_id, as_of)
    stop = queries.stop_row(parent_stop_id)
    if stop.region_id != region_id:
        raise NotFound(_l("There is no such stop."))
    return territory.parts_of(stop.unit_id, as_of)


def _chosen(wish: PlanWish, region: RegionRow) -> dict[str, UnitRow]:
    """The places of the wish by their codes."""
    known = {unit.code: unit for unit in places_of(region.id, wish.as_of, wish.parent_stop_id)}
    codes = list(known) if wish.unit_codes is None else list(wish.unit_codes)
    if wish.unit_codes is None and not known and wish.parent_stop_id is not None:
        raise _wrong("units", "no_units", _("No parts of this place are known here yet. Add them first, then plan."))
    if wish.unit_codes is None and not known:
        raise _wrong(
            "units", "no_units",
            _("No cities and districts of %(region)s are known here yet. Import them from a table first.", region=region.name),
        )  # fmt: skip
    if not codes:
        raise _wrong("units", "no_units", _("Choose at least one place."))
    if len(codes) > MOST_PLACES:
        raise _wrong(
            "units", "too_many",
            _("A relay has at most %(most)s places, not %(count)s.", most=MOST_PLACES, count=len(codes)),
        )  # fmt: skip
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        name = known[twice].name if twice in known else twice
        raise _wrong("units", "place_twice", _("%(name)s stands in the list twice.", name=name))
    if foreign := next((code for code in codes if code not in known), None):
        raise _wrong("units", "foreign_place", _foreign(foreign, region, wish.as_of))
    return {code: known[code] for code in codes}


def _foreign(code: str, region: RegionRow, as_of: date) -> str:
    unit = territory.unit_with_code(code)
    if unit is None:
        return _("There is no place with the code %(code)s in %(region)s.", code=code[:60], region=region.name)
    return _(
        "On %(day)s the place %(name)s does not belong to this region: %(region)s.",
        name=unit.name,
        region=region.name,
        day=day(as_of),
    )


def _first_of(wish: PlanWish, region: RegionRow, units: Mapping[str, UnitRow]) -> str | None:
    """Where the relay begins: as wished, else in the region's centre unless a pin says otherwise."""
    if wish.first is not None:
        return wish.first or None
    if any(place == 1 for _code, place in wish.pins):
        return None
    centre = territory.centre_code(region.id, wish.as_of)
    return centre if centre in units and centre not in dict(wish.pins) and centre != wish.last else None


@lru_cache(maxsize=256)
def _shortest(points: tuple[Point, ...], first: str | None, last: str | None, pins: tuple[tuple[str, int], ...]) -> Route:
    return propose_order(points, first, last, dict(pins))


def _route(units: Mapping[str, UnitRow], first: str | None, wish: PlanWish) -> Route:
    points = tuple(_point(unit) for unit in units.values())
    try:
        return _shortest(points, first, wish.last or None, tuple(sorted(wish.pins)))
    except RouteError as error:
        raise _of_route(error, units) from error


def _of_route(error: RouteError, units: Mapping[str, UnitRow]) -> Invalid:
    names = ", ".join(units[key].name.text() if key in units else key[:60] for key in error.keys)
    sentences = {
        "unknown_place": _("%(names)s is not among the places of this relay.", names=names),
        "position_outside": _("%(names)s is held at a place that this relay does not have.", names=names),
        "position_twice": _("%(names)s are held at the same place.", names=names),
        "pinned_twice": _("%(names)s is held at two places.", names=names),
        "place_twice": _("%(name)s stands in the list twice.", name=names),
        "bad_coordinates": _("%(names)s has no proper coordinates.", names=names),
    }
    return _wrong("order", error.code, sentences[error.code])


def _given_order(wish: PlanWish, units: Mapping[str, UnitRow]) -> tuple[str, ...]:
    order = wish.order or ()
    if sorted(order) != sorted(units):
        raise _wrong("order", "other_places", _("The order does not have the same places as the relay."))
    return order


def stays_of(wish: PlanWish, order: Sequence[str], units: Mapping[str, UnitRow]) -> tuple[Stay, ...]:
    """The days of every place. Raises Invalid."""
    try:
        return dates.plan_stays(order, wish.start, wish.stay_days, wish.until, wish.skip, dict(wish.stays))
    except DatesError as error:
        name = units[order[error.position - 1]].name.text() if error.position else ""
        sentences = {
            "no_day_for_handover": _("%(name)s finds no day for the handover: every day is to be skipped.", name=name),
            "out_of_calendar": _("%(name)s would stay beyond the end of the calendar.", name=name),
            "unknown_unit": _("A length of stay is given for a place that is not in this relay."),
            "stay_too_short": _("A stay lasts from 1 to %(most)s days, not %(days)s.", most=MOST_DAYS, days=0),
            "last_day_before_start": _("The last day lies before the first."),
        }
        raise _wrong("stay", error.code, sentences[error.code]) from error


def past_last_day(plan: Plan) -> tuple[PlannedStop, ...]:
    """The stops that would last beyond the last day."""
    return tuple(stop for stop in plan.stops if any(found.kind is ConflictKind.PAST_LAST_DAY for found in stop.conflicts))


def ensure_fits(plan: Plan) -> None:
    """Raises Invalid that names the first stop past the last day and what to change; or, for a relay inside of a stop, says
    that it goes beyond the stay.
    """
    if plan.outlasts and not plan.wish.may_outlast:
        raise _wrong("outlast", "outside_stay", outside_words(plan))
    if late := past_last_day(plan):
        words = _too_late(plan, late)
        raise _wrong("until", "past_last_day", words)


def outside_words(plan: Plan) -> str:
    """What is wrong with a relay that goes beyond the stay of its stop, and what to do."""
    if plan.parent is None:
        return ""
    return _(
        "This relay runs from %(start)s to %(end)s, but the baton stays in %(place)s from %(arrives)s to %(departs)s. "
        "Change the days, or say that it may go beyond the stay.",
        start=day(plan.stops[0].stay.arrives), end=day(plan.stops[-1].stay.departs), place=plan.parent.name,
        arrives=day(plan.parent.arrives_on), departs=day(plan.parent.departs_on),
    )  # fmt: skip


def _too_late(plan: Plan, late: Sequence[PlannedStop]) -> str:
    first = late[0]
    said = _(
        "Stop %(number)s, %(name)s, would last until %(day)s, after the last day (%(last)s).",
        number=first.position, name=first.name, day=day(first.stay.departs), last=day(plan.wish.until),
    )  # fmt: skip
    if len(late) > 1:
        said += " " + _n("%(num)d stop in all is too late.", "%(num)d stops in all are too late.", len(late))
    return f"{said} {_remedy(plan)}"


def _remedy(plan: Plan) -> str:
    if (fitting := longest_stay(plan)) is not None:
        days = _n("%(num)d day", "%(num)d days", fitting)
        return _("Shorten the stay to %(days)s, take fewer places, or move the last day.", days=days)
    return _("Take fewer places, shorten the longest stays, or move the last day.")


def longest_stay(plan: Plan) -> int | None:
    """The longest common stay with which every stop ends in time; None when not even one day does."""
    wish, order = plan.wish, [stop.code for stop in plan.stops]
    for days in range(wish.stay_days - 1, 0, -1):
        try:
            planned = dates.plan_stays(order, wish.start, days, wish.until, wish.skip, dict(wish.stays))
        except DatesError:
            return None
        if planned[-1].departs <= wish.until:
            return days
    return None


def better(plan: Plan) -> Proposal | None:
    """Other lengths of stay with fewer conflicts, for the same order; None when there is nothing better."""
    wish = plan.wish
    order = [stop.code for stop in plan.stops]
    return dates.better_plan(order, wish.start, wish.stay_days, wish.until, wish.skip, dict(wish.stays))


def last_day_of(start: date) -> date:
    """The usual last day: International Anti-Corruption Day, 9 December, of the first year that has room for a season."""
    day = date(start.year, 12, 9)
    return day if day - start >= timedelta(days=30) else date(min(start.year + 1, LAST_YEAR), 12, 9)
