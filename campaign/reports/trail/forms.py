"""What the address of the trail says: nonsense in it narrows nothing."""

from collections.abc import Mapping
from datetime import date

from campaign.core.text import clean_line
from campaign.reports.trail.schemas import TrailFilter
from campaign.reports.trail.words import codes_of
from campaign.web.paging import LARGEST_NUMBER

_LONGEST = 100


def filter_of(args: Mapping[str, str]) -> TrailFilter:
    """The filter of an address."""
    thing = args.get("thing", "")
    return TrailFilter(
        thing=thing if codes_of(thing) else "",
        number=_number(args.get("number", "")),
        who=clean_line(args.get("who", ""))[:_LONGEST],
        region_id=_number(args.get("region", "")),
        first=_day(args.get("first", "")),
        last=_day(args.get("last", "")),
    )


def _number(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 11 and int(digits) <= LARGEST_NUMBER else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def address_of(wish: TrailFilter) -> dict[str, str]:
    """The same filter as an address carries it."""
    given = {
        "thing": wish.thing, "number": wish.number, "who": wish.who, "region": wish.region_id,
        "first": wish.first and wish.first.isoformat(), "last": wish.last and wish.last.isoformat(),
    }  # fmt: skip
    return {name: str(value) for name, value in given.items() if value not in {None, ""}}
