"""Numbers of rows and versions, and days, as pages and addresses carry them. Whatever is sent in their place has an answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

LARGEST: Final = 2_147_483_647  # what a column of whole numbers holds in every database
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Between these two every day can be reckoned with: moved by a year, put on the wall of any zone."""


def whole_or_none(raw: Any) -> int | None:
    """A number from 0 to LARGEST; None for nothing and for what is none.

    >>> whole_or_none("12"), whole_or_none(""), whole_or_none("-3"), whole_or_none("99999999999")
    (12, None, None, None)
    """
    words = str(raw if raw is not None else "")
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(LARGEST))):
        return None
    number = int(words)
    return number if number <= LARGEST else None


def whole_or_nought(raw: Any) -> int:
    """The same; 0, which no row has, for what is none."""
    return whole_or_none(raw) or 0


def wholes_in(raws: Iterable[Any]) -> list[int]:
    """The numbers among what was ticked, in its order; what is none is left out.

    >>> wholes_in(["12", "x", "99999999999", "3"])
    [12, 3]
    """
    return [number for raw in raws if (number := whole_or_none(raw)) is not None]


def version_shown(raw: Any) -> int:
    """The version of a row that the page was made of; -1, which none ever has, for what is none: 0 is that of no row yet."""
    number = whole_or_none(raw)
    return -1 if number is None else number


def day_or_none(raw: Any) -> date | None:
    """A day as 2018-04-06; None for nothing and for what is none, or lies in no time of ours.

    >>> day_or_none("2018-04-06"), day_or_none("6 April"), day_or_none("0001-01-01"), day_or_none(None)
    (datetime.date(2018, 4, 6), None, None, None)
    """
    try:
        day = date.fromisoformat(str(raw))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
