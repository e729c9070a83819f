"""Days of the demo, moved to where today is: the sample tells the same story, but now."""

from datetime import date
from typing import Final

from campaign.core import clock

TODAY: Final = date(2018, 4, 5)  # of the story as the press told it


def told(day: date) -> date:
    """The day of the story (2018) as far from today as it was then; the day itself in the demo, whose clock stands there."""
    return day + (clock.campaign_today() - TODAY)
