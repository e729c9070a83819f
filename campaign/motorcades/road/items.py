"""Reading what a marshal's phone sends: JSON into items. What cannot be what it claims says so and is kept."""

from collections.abc import Mapping
from typing import Any, Final

from campaign.accounts.devices.batches import body_of, key_of, moment, plain_hash
from campaign.motorcades.road.schemas import Item, ItemKind, Why
from campaign.motorcades.schemas import CarState

_PARTS: Final = ("kind", "car", "point", "state", "of", "at")
_MARKS: Final = {state.value: state for state in CarState if state is not CarState.EXPECTED}
_HIGHEST: Final = 2**31 - 1


def item_of(raw: Any) -> Item:
    """One item. Raises Invalid when it has no key to be answered by."""
    key = key_of(raw)
    hashed, at = plain_hash(body_of(raw, _PARTS)), moment(raw.get("at"))
    match raw.get("kind"):
        case ItemKind.POINT:
            point_id = _number(raw.get("point"))
            return Item(key, ItemKind.POINT, hashed, at, point_id=point_id, problem=_unless(point_id))
        case ItemKind.UNDO:
            of = _earlier(raw)
            return Item(key, ItemKind.UNDO, hashed, at, of=of or key, problem=_unless(of))
        case ItemKind.MARK:
            car_id, state = _number(raw.get("car")), _MARKS.get(str(raw.get("state")))
            return Item(key, ItemKind.MARK, hashed, at, car_id=car_id, state=state, problem=_unless(car_id and state))
        case _:
            return Item(key, ItemKind.MARK, hashed, at, problem=Why.MALFORMED)


def _unless(good: Any) -> Why:
    return Why.FINE if good else Why.MALFORMED


def _number(raw: Any) -> int | None:
    """A row's number, as a number or typed by a form."""
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) <= 10:
        raw = int(raw)
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= _HIGHEST else None


def _earlier(raw: Mapping[str, Any]) -> str:
    """The key of what is taken back; empty when it is none."""
    of = raw.get("of")
    return of if isinstance(of, str) and 0 < len(of) <= 40 else ""
