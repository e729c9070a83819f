"""The schedule and the map of an invented relay."""

from typing import Final

from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of
from campaign.relay import planpage
from campaign.relay.invented import TODAY, invented_relay, invented_stop
from campaign.relay.schedule import mapped, paper
from campaign.relay.schedule.schemas import MappedRelay, Schedule, ScheduleRow
from campaign.territory.maps import region_map

_STOPS: Final = 18
_PLACES: Final = 10  # of a map, each its own


def _schedule(cast: Cast, size: Size) -> Schedule:
    relay = invented_relay(cast, _STOPS)
    rows = tuple(_row(cast, number, len(size.of(_STOPS))) for number in size.of(_STOPS))
    return Schedule(cast.campaign, cast.region, relay.starts_on, relay.ends_on, relay.last_day, rows)


def _row(cast: Cast, number: int, count: int) -> ScheduleRow:
    stop = invented_stop(cast, number)
    return ScheduleRow(
        stop_id=stop.id, position=stop.position, name=stop.name, arrives_on=stop.arrives_on, departs_on=stop.departs_on,
        giver=cast.place(number - 1) if number else None, taker=cast.place(number + 1) if number + 1 < count else None,
        ceremony=cast.words("Тәуелсіздік алаңы", "Площадь Независимости", "Independence Square"),
        responsible=cast.short(number), phone=cast.phone(number),
    )  # fmt: skip


def _mapped(cast: Cast, size: Size) -> MappedRelay:
    relay = invented_relay(cast, _STOPS)
    chain = [invented_stop(cast, number) for number in size.of(_PLACES)]
    sheet = region_map(relay.region_code, relay.as_of, planpage.map_of_chain(chain))
    return MappedRelay(
        cast.campaign, cast.region, relay.starts_on, relay.ends_on, relay.kilometres, sheet, cast.day(TODAY)
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _schedule), sample_of(mapped.KIND, _mapped))
