"""The plain data of the sheet on which people sign that they were briefed."""

from dataclasses import dataclass

from campaign.core.i18n import Translated
from campaign.events.briefing.schemas import Briefing


@dataclass(frozen=True)
class BriefingSheet:
    """What the paper says: the briefing as it is now, its facts that nobody looked up lately, and who is on the list."""

    campaign: Translated
    briefing: Briefing
    doubtful: frozenset[int]
    names: tuple[str, ...]
