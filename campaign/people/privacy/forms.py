"""What the addresses of the pages about personal data say: nonsense in them narrows nothing."""

from collections.abc import Mapping
from datetime import date

from campaign.people.privacy.schemas import ConsentFilter

STATES = frozenset({"stands", "withdrawn"})


def filter_of(args: Mapping[str, str]) -> ConsentFilter:
    """The filter of the register of consents."""
    state, version = args.get("state", ""), args.get("version", "")
    return ConsentFilter(
        state=state if state in STATES else "",
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 6 else None,
        first=day_of(args, "first"), last=day_of(args, "last"),
    )  # fmt: skip


def day_of(args: Mapping[str, str], name: str) -> date | None:
    """A day of our time; None for what is none."""
    try:
        day = date.fromisoformat(args.get(name, ""))
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
