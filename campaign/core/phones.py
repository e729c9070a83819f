"""Telephone numbers as people in Kazakhstan type them (DOMAIN 3.4); kept as E.164, shown as dialled from the country."""

import re
from dataclasses import dataclass
from functools import cache

import phonenumbers

from campaign.core.text import clean_line

# A number of Kazakhstan as nearly everybody types it; whatever else was typed is left to the full parser.
_ORDINARY = re.compile(r"(?:\+7|8|7)?[ -]?\(?(7[0-9]{2})\)?[ -]?([0-9]{3})[ -]?([0-9]{2})[ -]?([0-9]{2})")


@dataclass(frozen=True)
class BadPhone(ValueError):
    """Why a number cannot be taken: `digits` typed, and whether they are too few, too many or no number at all."""

    code: str
    digits: int


def parse(raw: str) -> str:
    """The number as E.164 (`+77015550123`). Raises BadPhone; short service numbers such as 1424 are none.

    Some 2 µs for an ordinary number of Kazakhstan, 100 for others.
    """
    return parse_line(clean_line(raw))


def parse_line(typed: str) -> str:
    """The same of a line that is clean already. Raises BadPhone."""
    ordinary = _ORDINARY.fullmatch(typed)
    if ordinary and _in_use().fullmatch(national := "".join(ordinary.groups())):
        return f"+7{national}"
    return _parsed(typed)


@cache
def _in_use() -> re.Pattern[str]:
    """The fixed and mobile numbers given out in Kazakhstan, by the tables of the phonenumbers library."""
    known = phonenumbers.PhoneMetadata.metadata_for_region("KZ")
    if known is None:
        raise RuntimeError("phonenumbers does not know Kazakhstan")
    kinds = [kind.national_number_pattern for kind in (known.fixed_line, known.mobile) if kind is not None]
    return re.compile("|".join(f"(?:{pattern})" for pattern in kinds if pattern))


def _parsed(typed: str) -> str:
    digits = sum(char.isdigit() for char in typed)
    if digits == 10 and typed.lstrip("( ").startswith("7"):
        typed = "+7" + typed
    try:
        number = phonenumbers.parse(typed, "KZ")
    except phonenumbers.NumberParseException as error:
        raise BadPhone("no_number", digits) from error
    if not phonenumbers.is_valid_number(number):
        raise BadPhone("too_few" if digits < 11 else "too_many" if digits > 11 else "no_number", digits)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(e164: str) -> str:
    """`8 701 555 01 23` for Kazakhstan and Russia, the international form for others; empty for none."""
    if not e164:
        return ""
    if e164.startswith("+7") and len(e164) == 12:
        return f"8 {e164[2:5]} {e164[5:8]} {e164[8:10]} {e164[10:12]}"
    return phonenumbers.format_number(phonenumbers.parse(e164, None), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def masked(e164: str) -> str:
    """`8 701 ··· 01 23`: enough to tell a number from another, not to dial it."""
    words = shown(e164).split(" ")
    return f"{words[0]} {words[1]} ··· {' '.join(words[-2:])}" if len(words) > 3 else "···"
