"""A relay and stops that never were, for the samples of papers about them, of this feature and of later ones."""

from typing import Final

from campaign.core.i18n import Translated
from campaign.papers.gallery.cast import ZONE, Cast
from campaign.relay.schemas import RelayRow, RelayState, StopRow, StopState

TODAY: Final = 11  # days after the first: the third stop holds the baton
DAYS: Final = 5
_PLACES: Final = (  # where the stops lie, as the places of the invented cast do
    (50.05, 72.96), (49.80, 73.10), (46.84, 74.98), (49.71, 72.59), (48.68, 71.64), (49.79, 72.84), (50.06, 73.72),
    (46.03, 73.70), (48.01, 70.79), (50.57, 72.57),
)  # fmt: skip


def invented_relay(cast: Cast, stops: int) -> RelayRow:
    """A relay of a region with so many stops."""
    last = cast.day(stops * DAYS)
    return RelayRow(
        id=1, campaign_id=1, campaign_name=cast.campaign, region_id=1, region_code="KZ-35", region_name=cast.region,
        starts_on=cast.day(), ends_on=last, last_day=last, stops=stops, kilometres=1240.0, state=RelayState.PLANNED,
        as_of=cast.day(),
    )  # fmt: skip


def invented_stop(cast: Cast, number: int) -> StopRow:
    """The stop with this number, from 0 on: done, now or to come as the day of the samples says."""
    lat, lon = _PLACES[number % len(_PLACES)]
    first, last = number * DAYS, number * DAYS + DAYS - 1
    state = StopState.DONE if last < TODAY else StopState.NOW if first <= TODAY else StopState.COMING
    return StopRow(
        id=number + 1, relay_id=1, region_id=1, position=number + 1, unit_id=number + 1, unit_code=f"U{number}",
        name=cast.place(number), centre=Translated(), lat=lat, lon=lon, time_zone=ZONE, arrives_on=cast.day(first),
        departs_on=cast.day(last), state=state, kilometres=60.0 if number else 0.0,
    )  # fmt: skip
