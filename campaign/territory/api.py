"""For machines: regions, cities and districts as they were on a day."""

from collections.abc import Sequence
from typing import Any

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.territory import queries
from campaign.territory.schemas import RegionRow, UnitRow
from campaign.web.api.fields import Day, Question
from campaign.web.api.operations import Operations
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("territory_api", __name__, _l("Regions, cities and districts as they were on a day"))
REGION = shows("Region", RegionRow, "id code code_then name centre time_zone plate_code")
UNIT = shows("Unit", UnitRow, "id code kind region_id parent_id name centre former_names lat lon time_zone")


class AsOf(Question):
    as_of = Day(load_default=None, metadata={"description": "The day; the campaign's today unless told."})


@api.lists("/regions", REGION, asks=AsOf)
@needs(P.RELAY_READ)
def regions(asked: dict[str, Any]) -> Sequence[RegionRow]:
    """All regions."""
    return queries.regions(asked["as_of"] or clock.campaign_today())


@api.lists("/regions/<int:region_id>/units", UNIT, asks=AsOf)
@needs(P.RELAY_READ)
def units(asked: dict[str, Any], region_id: int) -> Sequence[UnitRow]:
    """The cities and districts of a region, in the alphabet of the reader's language."""
    day = asked["as_of"] or clock.campaign_today()
    queries.region_row(region_id, day)
    return queries.units_of(region_id, day)
