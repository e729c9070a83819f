"""What the address of the trail says: nonsense in it narrows nothing."""

from collections.abc import Mapping

from campaign.core.text import clean_line
from campaign.reports.trail.schemas import TrailFilter
from campaign.reports.trail.words import codes_of
from campaign.web.numbers import day_or_none, whole_or_none

_LONGEST = 100


def filter_of(args: Mapping[str, str]) -> TrailFilter:
    """The filter of an address."""
    thing = args.get("thing", "")
    return TrailFilter(
        thing=thing if codes_of(thing) else "",
        number=number_in(args, "number"),
        who=words_in(args, "who"),
        region_id=number_in(args, "region"),
        first=day_or_none(args.get("first")),
        last=day_or_none(args.get("last")),
    )


def words_in(args: Mapping[str, str], name: str) -> str:
    """A line of words, cut where nobody types on."""
    return clean_line(args.get(name, ""))[:_LONGEST]


def number_in(args: Mapping[str, str], name: str) -> int | None:
    """A number of a row; None for what is none."""
    return whole_or_none(args.get(name, "").strip())


def address_of(wish: TrailFilter) -> dict[str, str]:
    """The same filter as an address carries it."""
    given = {
        "thing": wish.thing, "number": wish.number, "who": wish.who, "region": wish.region_id,
        "first": wish.first and wish.first.isoformat(), "last": wish.last and wish.last.isoformat(),
    }  # fmt: skip
    return {name: str(value) for name, value in given.items() if value not in {None, ""}}
