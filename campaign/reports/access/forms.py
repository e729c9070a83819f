"""What the address of the access log says: nonsense in it narrows nothing."""

from collections.abc import Mapping

from campaign.reports.access.schemas import AccessFilter
from campaign.reports.trail.forms import day_in, number_in, words_in


def filter_of(args: Mapping[str, str]) -> AccessFilter:
    """The filter of an address."""
    return AccessFilter(
        who=words_in(args, "who"), registration_id=number_in(args, "registration"), event_id=number_in(args, "event"),
        region_id=number_in(args, "region"), first=day_in(args, "first"), last=day_in(args, "last"),
    )  # fmt: skip


def address_of(wish: AccessFilter) -> dict[str, str]:
    """The same filter as an address carries it."""
    given = {
        "who": wish.who, "registration": wish.registration_id, "event": wish.event_id, "region": wish.region_id,
        "first": wish.first and wish.first.isoformat(), "last": wish.last and wish.last.isoformat(),
    }  # fmt: skip
    return {name: str(value) for name, value in given.items() if value not in {None, ""}}
