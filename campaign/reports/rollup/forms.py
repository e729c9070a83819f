"""What the address of a roll-up asks for: its days, as a filter of a page that is looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.core.i18n import _
from campaign.reports.rollup.days import day_of
from campaign.reports.rollup.schemas import Period


@dataclass(frozen=True)
class Asked:
    """The days asked for, what was typed for them, and what is wrong with it (nothing: "")."""

    period: Period
    first: str = ""
    last: str = ""
    complaint: str = ""

    @property
    def address(self) -> dict[str, str]:
        """The same again as words of an address."""
        first, last = self.period.first, self.period.last
        return {"from": first.isoformat() if first else "", "to": last.isoformat() if last else ""}


def asked_of(given: Mapping[str, str]) -> Asked:
    """What an address asks for; what cannot be read asks for everything and is told."""
    first, last = (given.get(name, "").strip()[:40] for name in ("from", "to"))
    try:
        begin, end = day_of(first), day_of(last)
    except ValueError:
        return Asked(Period(), first, last, _("This is no date. For example: 06.04.2018."))
    if begin and end and end < begin:
        return Asked(Period(end, begin), first, last, _("The days were the wrong way round; they are shown in their order."))
    return Asked(Period(begin, end), first, last)
