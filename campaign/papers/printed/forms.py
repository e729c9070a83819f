"""What the address of the list of sheets says: nonsense in it narrows nothing."""

from collections.abc import Mapping

from campaign.core.i18n import LANGUAGES
from campaign.papers.presses import PRESSES
from campaign.papers.printed.schemas import SheetFilter, Whose
from campaign.web.numbers import day_or_none


def filter_of(args: Mapping[str, str]) -> SheetFilter:
    """The filter of an address."""
    kind, code, whose = args.get("kind", ""), args.get("language", ""), args.get("whose", "")
    return SheetFilter(
        kind=kind if kind in PRESSES else "",
        day=day_or_none(args.get("day")),
        language=code if code in LANGUAGES else "",
        whose=Whose(whose) if whose in set(Whose) else None,
    )


def address_of(wish: SheetFilter) -> dict[str, str]:
    """The same filter as an address carries it."""
    day = wish.day.isoformat() if wish.day else ""
    given = {"kind": wish.kind, "day": day, "language": wish.language, "whose": wish.whose.value if wish.whose else ""}
    return {name: value for name, value in given.items() if value}
