"""What is said on the day of a column, by the desk and to phones; and what the page of phones carries along."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.motorcades.road.schemas import Why
from campaign.motorcades.schemas import CarState

WHY: Final[dict[Why, Words]] = {
    Why.FINE: "",
    Why.EARLY: _l("Not counted: this event is not today."),
    Why.OFF: _l("Not counted: this event was cancelled."),
    Why.LATE: _l("Not counted: it was done after the link had ended. Tell the coordinator, who can mark it by hand."),
    Why.OTHER_CAR: _l("Not counted: this vehicle is not in the column any more. Fetch the list again."),
    Why.OTHER_POINT: _l("Not counted: this point is not on the route any more. Fetch the list again."),
    Why.NOTHING: _l("There was nothing to take back."),
    Why.MALFORMED: _l("This could not be read. Please mark it again."),
    Why.KEY_REUSED: _l("This was sent before with other words in it. Please enter it anew."),
}
DOING: Final[dict[CarState, Words]] = {
    CarState.PRESENT: _l("Has come"),
    CarState.ABSENT: _l("Has not come"),
    CarState.DEPARTED: _l("Has set off"),
    CarState.ARRIVED: _l("Has arrived"),
}
"""What a button marks."""
