"""The plain data of a running sheet."""

from dataclasses import dataclass

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow


@dataclass(frozen=True)
class RunningSheet:
    """What the paper says: the event and the campaign around it."""

    event: EventRow
    campaign: Translated
