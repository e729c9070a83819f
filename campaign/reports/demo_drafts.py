"""The demo's drafts for the year after: two plans of Karaganda side by side."""

from datetime import date
from typing import Final

from campaign.relay.dates import SkipRule
from campaign.relay.drafts.services import keep
from campaign.relay.schemas import PlanWish

START: Final = date(2019, 4, 1)
UNTIL: Final = date(2019, 12, 9)


def keep_drafts() -> None:
    """A slow one that keeps clear of weekends, and a quick one that begins in the south of the region."""
    slow = PlanWish("KZ-35", START, START, 14, UNTIL, "standard", skip=SkipRule(weekends=True, holidays=True))
    quick = PlanWish("KZ-35", START, START, 12, UNTIL, "standard", first="kar-balkhash", last="kar-karaganda")
    keep("2019: 14 күннен, демалыссыз", slow, None, "demo-draft-slow")
    keep("2019: 12 күннен, Балқаштан", quick, None, "demo-draft-quick")
