"""Reading what a phone sends: JSON into items. What cannot be what it claims says so and is kept, never an error of ours."""

from collections.abc import Mapping
from typing import Any, Final

from campaign.accounts.devices.batches import body_of, key_of, moment, plain_hash
from campaign.core.errors import Invalid
from campaign.core.text import clean_line
from campaign.walks.doors.schemas import MOST_NOTE, MOST_PIECES, Item, RecordKind, Result, Why
from campaign.walks.schemas import Sign, Soap

_PARTS: Final = ("kind", "door", "soap", "pieces", "sign", "note", "of", "at")
_GREATEST_ID: Final = 2**31 - 1


def item_of(raw: Any) -> Item:
    """One item. Raises Invalid when it has no key to be answered by."""
    key, hashed, at = key_of(raw), plain_hash(body_of(raw, _PARTS)), moment(raw.get("at"))
    if raw.get("kind") == RecordKind.UNDO:
        of = _key(raw.get("of"))
        return Item(key, RecordKind.UNDO, hashed, at, of=of or key, problem=Why.FINE if of else Why.MALFORMED)
    door, result = raw.get("door"), _result(raw)
    if raw.get("kind") != RecordKind.DOOR or not _is_whole(door, _GREATEST_ID) or result is None:
        return Item(key, RecordKind.DOOR, hashed, at, problem=Why.MALFORMED)
    return Item(key, RecordKind.DOOR, hashed, at, door, result)


def _result(raw: Mapping[str, Any]) -> Result | None:
    """What was recorded, when it can be: pieces only where soap was given, a sign unless nobody was there."""
    soap, sign, note = _word(Soap, raw.get("soap")), _word(Sign, raw.get("sign") or Sign.UNSET), raw.get("note") or ""
    if soap is None or sign is None or not isinstance(note, str) or len(note) > 4 * MOST_NOTE:
        return None
    pieces = raw.get("pieces", 0) if soap is Soap.GIVEN else 0
    if not _is_whole(pieces, MOST_PIECES) or (soap is Soap.GIVEN) != (pieces > 0):
        return None
    result = Result(soap, pieces, sign, clean_line(note)[:MOST_NOTE])
    return result if result.is_whole else None


def _word(words: Any, raw: Any) -> Any:
    return words(raw) if isinstance(raw, str) and raw in set(words) else None


def _is_whole(raw: Any, most: int) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= most


def _key(raw: Any) -> str:
    """The key that an undo names; empty for what is none."""
    try:
        return key_of({"key": raw})
    except Invalid:
        return ""
