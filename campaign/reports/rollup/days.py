"""Days of a period: as they are typed, and the months that they lie in."""

from datetime import date, timedelta
from typing import Final

from campaign.reports.rollup.schemas import Period

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


def day_of(text: str) -> date | None:
    """A day as an address or a hand writes it; None for nothing. Raises ValueError for what is no day."""
    text = text.strip()
    if not text:
        return None
    if len(text) > len("06.04.2018"):
        raise ValueError(text)
    parts = text.split(".")[::-1] if "." in text else text.split("-")
    if len(parts) != 3:
        raise ValueError(text)
    day = date(*map(int, parts))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def period_of(first: str, last: str) -> Period:
    """From a day to a day, whichever was written first. Raises ValueError for what is no day."""
    begin, end = day_of(first), day_of(last)
    return Period(end, begin) if begin and end and end < begin else Period(begin, end)


def months(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months with a day from `first` to `last`, each from its first to its last day.

    >>> months(date(2018, 4, 6), date(2018, 5, 1))
    [(datetime.date(2018, 4, 1), datetime.date(2018, 4, 30)), (datetime.date(2018, 5, 1), datetime.date(2018, 5, 31))]
    """
    found, begin = [], first.replace(day=1)
    while begin <= last:
        following = (begin + timedelta(days=32)).replace(day=1)
        found.append((begin, following - timedelta(days=1)))
        begin = following
    return found
