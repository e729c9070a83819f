"""The names of the regions and stops where roles hold.

Territory and relays stand above this floor, so their tables are named here, not imported; nothing but names and
belonging is read of them.
"""

from collections.abc import Iterable

from sqlalchemy import Date, column, select, table

from campaign.core.db import db
from campaign.core.i18n import Translated, TranslatedText

regions = table("regions", column("id"), column("code"))
region_periods = table("region_periods", column("region_id"), column("name", TranslatedText()), column("valid_from"))
relays = table("relays", column("id"), column("starts_on", Date), column("parent_stop_id"))
stops = table("stops", column("id"), column("relay_id"), column("region_id"), column("unit_id"), column("position"))
units = table("units", column("id"), column("name", TranslatedText()))


def region_names() -> dict[int, Translated]:
    """What each region is called now, by its number. One statement."""
    rows = db.session.execute(
        select(region_periods.c.region_id, region_periods.c.name).order_by(
            region_periods.c.valid_from.is_not(None), region_periods.c.valid_from
        )
    )
    return {region_id: name for region_id, name in rows}


def stop_names(stop_ids: Iterable[int]) -> dict[int, Translated]:
    """The places of these stops, by the number of the stop. One statement."""
    rows = db.session.execute(
        select(stops.c.id, units.c.name).join(units, units.c.id == stops.c.unit_id).where(stops.c.id.in_(list(stop_ids)))
    )
    return {stop_id: name for stop_id, name in rows}


def region_of_stop(stop_id: int) -> int | None:
    """None when there is no such stop."""
    found: int | None = db.session.scalar(select(stops.c.region_id).where(stops.c.id == stop_id))
    return found


def is_region(region_id: int) -> bool:
    return db.session.scalar(select(regions.c.id).where(regions.c.id == region_id)) is not None
