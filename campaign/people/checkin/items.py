"""Reading what a phone sends: JSON into items. What cannot be what it claims says so and is kept, never an error of ours."""

import re
from collections.abc import Mapping
from typing import Any, Final

from campaign.accounts.devices.batches import body_of, key_of, moment, plain_hash
from campaign.core import crypto, phones
from campaign.core.text import clean_line
from campaign.people.checkin.schemas import Item, ItemKind, Why
from campaign.people.schemas import NAME_LENGTH
from campaign.people.wishes import name_complaint

_HASH: Final = re.compile(r"[0-9a-f]{16}")
_PARTS: Final = ("kind", "h", "code", "at", "name", "phone", "birth_year")
_LONGEST_PHONE: Final = 40


def item_of(raw: Any) -> Item:
    """One item. Raises Invalid when it has no key to be answered by."""
    key, body, at = key_of(raw), body_of(raw, _PARTS), moment(raw.get("at"))
    if raw.get("kind") == ItemKind.WALK_IN:
        hidden = crypto.blind_index(body, "check_in_scans.body")  # a name and a phone could be guessed from a plain hash
        return Item(key, ItemKind.WALK_IN, hidden, at, **_walk_in(raw))
    return Item(key, ItemKind.SCAN, plain_hash(body), at, **_scan(raw))


def _scan(raw: Mapping[str, Any]) -> dict[str, Any]:
    if raw.get("kind") != ItemKind.SCAN:
        return {"problem": Why.MALFORMED}
    if isinstance(hashed := raw.get("h"), str) and hashed:
        return {"code_hash": hashed} if _HASH.fullmatch(hashed) else {"problem": Why.MALFORMED}
    code = typed_code(raw.get("code"))
    if not crypto.is_code(code):
        return {"problem": Why.BAD_CODE}
    return {"code_hash": crypto.code_hash(code), "code": code}


def typed_code(raw: Any) -> str:
    """A code as somebody typed it: any case, with spaces or hyphens; anything longer than a line is none."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_PHONE:
        return ""
    return "".join(char for char in raw.upper() if char.isalnum())


def _walk_in(raw: Mapping[str, Any]) -> dict[str, Any]:
    if problems := walk_in_problems(raw):
        return {"problem": problems[0]}
    return {"full_name": clean_line(raw["name"]), "phone": phones.parse(raw["phone"]), "birth_year": _year(raw["birth_year"])}


def walk_in_problems(raw: Mapping[str, Any]) -> tuple[Why, ...]:
    """All that is wrong with the three fields of a walk-in."""
    found = {Why.BAD_NAME: _is_name(raw.get("name")), Why.BAD_PHONE: _is_phone(raw.get("phone"))}
    return tuple(why for why, is_fine in {**found, Why.BAD_YEAR: _year(raw.get("birth_year"))}.items() if not is_fine)


def _is_name(raw: Any) -> bool:
    if not isinstance(raw, str) or len(raw) > 4 * NAME_LENGTH:
        return False
    full_name = clean_line(raw)
    return 0 < len(full_name) <= NAME_LENGTH and not name_complaint(full_name)


def _is_phone(raw: Any) -> bool:
    try:
        return isinstance(raw, str) and len(raw) <= _LONGEST_PHONE and bool(phones.parse(raw))
    except phones.BadPhone:
        return False


def _year(raw: Any) -> int | None:
    """Four figures, typed or as a number."""
    digits = str(raw).strip() if isinstance(raw, int | str) and not isinstance(raw, bool) and len(str(raw)) < 10 else ""
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdecimal() else None
