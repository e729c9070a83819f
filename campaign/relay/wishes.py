"""A wish as JSON keeps it, for a draft and for the season that was made from it, and as the page of a plan shows it again.

Places are kept by their codes, which never change; the page names them by their numbers.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from campaign.relay.dates import SkipRule
from campaign.relay.planstate import FREE, PlanState
from campaign.relay.schemas import PlanWish
from campaign.territory.schemas import UnitRow

Facts = dict[str, Any]
_DAYS = ("as_of", "start", "until")
_LISTS = ("unit_codes", "order")
_PAIRS = ("stays", "pins")


def facts_of(wish: PlanWish) -> Facts:
    """Everything of the wish."""
    return {**vars(wish), **{name: getattr(wish, name).isoformat() for name in _DAYS}, "skip": wish.skip.as_facts()}


def wish_of(facts: Facts) -> PlanWish:
    """The same wish again."""
    found: Facts = {name: date.fromisoformat(facts[name]) for name in _DAYS}
    found |= {name: None if facts[name] is None else tuple(facts[name]) for name in _LISTS}
    found |= {name: tuple((code, number) for code, number in facts[name]) for name in _PAIRS}
    return PlanWish(**{**facts, **found, "skip": SkipRule.of_facts(facts["skip"])})


def state_of(wish: PlanWish, units: Sequence[UnitRow], campaign_id: int | None = None) -> PlanState:
    """The page of the wish. Places that are none of `units` any more are left out of it, with their pins and stays."""
    ids = {unit.code: unit.id for unit in units}

    def numbers(codes: Sequence[str] | None) -> tuple[int, ...]:
        return tuple(ids[code] for code in codes or () if code in ids)

    order = numbers(wish.order)
    held = {code for code, _place in wish.pins}
    places = {code: place for place, code in enumerate((code for code in wish.order or () if code in ids), 1)}
    return PlanState(
        region=wish.region_code, as_of=None if wish.as_of == wish.start else wish.as_of, start=wish.start,
        stay=wish.stay_days, until=wish.until, skip=wish.skip.word, kit=wish.kit, days=tuple(sorted(wish.skip.days)),
        units=() if order else numbers(wish.unit_codes), first=_end(wish.first, ids, free=FREE), last=_end(wish.last, ids),
        order=order, pins=_pins(wish, ids, places if order else None, held),
        stays=tuple(sorted((ids[code], days) for code, days in wish.stays if code in ids)), campaign=campaign_id,
        parent=wish.parent_stop_id, outlast=wish.may_outlast, like=wish.like_relay_id, own=wish.own_events,
    )  # fmt: skip


def lost(wish: PlanWish, units: Sequence[UnitRow]) -> tuple[str, ...]:
    """The codes of the wish that are none of `units`."""
    known = {unit.code for unit in units}
    return tuple(code for code in wish.order or wish.unit_codes or () if code not in known)


def _end(code: str | None, ids: dict[str, int], free: str = "") -> str:
    if code is None:
        return ""
    return str(ids[code]) if code in ids else free


def _pins(wish: PlanWish, ids: dict[str, int], places: dict[str, int] | None, held: set[str]) -> tuple[tuple[int, int], ...]:
    """Held places at their numbers; in a given order, the numbers that they have once others are gone."""
    if places is None:
        return tuple((ids[code], place) for code, place in wish.pins if code in ids)
    return tuple((ids[code], place) for code, place in places.items() if code in held)
