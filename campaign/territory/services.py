"""Changing the territory: what ships, tables of units, names of bodies."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.territory import policies, queries, shipped
from campaign.territory.models import Body, BodyName, Region, RegionPeriod, Unit, UnitPeriod
from campaign.territory.schemas import NewBodyName, NewUnit, UnitsTaken
from campaign.territory.unit_table import read_units

_DAY = timedelta(days=1)


def load_shipped(session: Session) -> None:
    """Regions through history, the units of two of them, and the bodies; safe to repeat.

    Regions are brought up to date. Units and bodies that are there stay as they are: staff may have corrected them.
    """
    ids = {region.code: _ship_region(session, region) for region in shipped.regions()}
    session.flush()
    there = set(session.scalars(select(Unit.code)))
    codes = queries.region_ids_by_code()
    for name in shipped.UNIT_TABLES:
        units = read_units((shipped.DATA / name).read_bytes(), codes.__contains__)
        _put_units(session, [unit for unit in units if unit.code not in there], codes)
    _ship_bodies(session, ids)


def _ship_region(session: Session, shipping: shipped.ShippedRegion) -> int:
    region = session.scalar(select(Region).where(Region.code == shipping.code))
    if region is None:
        region = Region(code=shipping.code)
        session.add(region)
    region.plate_code, region.time_zone = shipping.plate_code, shipping.time_zone
    region.centre_code = shipping.centre_code
    session.flush()
    there = {
        (period.code, period.valid_from): period
        for period in session.scalars(select(RegionPeriod).where(RegionPeriod.region_id == region.id))
    }
    for era in shipping.eras:
        period = there.pop((era.code, era.valid_from), None)
        if period is None:
            period = RegionPeriod(region_id=region.id, code=era.code, valid_from=era.valid_from)
            session.add(period)
        period.name, period.centre, period.valid_to = era.name, era.centre, era.valid_to
    for old in there.values():
        session.delete(old)
    return region.id


def _ship_bodies(session: Session, region_ids: dict[str, int]) -> None:
    there = set(session.scalars(select(Body.code)))
    for shipping in shipped.bodies():
        if shipping.code in there:
            continue
        region_id = region_ids[shipping.region_code] if shipping.region_code else None
        body = Body(code=shipping.code, kind=shipping.kind, region_id=region_id)
        session.add(body)
        session.flush()
        session.add_all(
            BodyName(body_id=body.id, name=era.name, valid_from=era.valid_from, valid_to=era.valid_to) for era in shipping.eras
        )
    session.flush()


def import_units(data: bytes) -> UnitsTaken:
    """Take a table of units: all of it or nothing. A code that is there already gets the table's values.

    Raises TableRefused with every mistake, Refused when a row touches a region that is not the actor's.
    """
    codes = queries.region_ids_by_code()
    units = read_units(data, codes.__contains__)  # seconds, perhaps: before anything is held
    with unit_of_work() as session:
        policies.ensure_can_change_units(current_actor(), _regions_touched(session, units, codes))
        taken = _put_units(session, units, codes)
        audit.note(
            session, "territory.imported", "units", None,
            region_id=next(iter({codes[unit.region_code] for unit in units})),
            after={"created": taken.created, "updated": taken.updated, "codes": [unit.code for unit in units[:500]]},
        )  # fmt: skip
    return taken


def _regions_touched(session: Session, units: Iterable[NewUnit], codes: dict[str, int]) -> set[int]:
    """The regions in the table, and those to which its places belong so far."""
    wanted = list(units)
    touched = {codes[unit.region_code] for unit in wanted}
    touched |= {codes[unit.next_region_code] for unit in wanted if unit.next_region_code}
    so_far = (
        select(UnitPeriod.region_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.code.in_([unit.code for unit in wanted]))
    )
    return touched | set(session.scalars(so_far))


def _put_units(session: Session, units: Sequence[NewUnit], codes: dict[str, int]) -> UnitsTaken:
    there = {unit.code: unit for unit in session.scalars(select(Unit).where(Unit.code.in_([unit.code for unit in units])))}
    zones = {region_id: zone for region_id, zone in session.execute(select(Region.id, Region.time_zone))}
    for new in units:
        unit = there.get(new.code)
        if unit is None:
            unit = Unit(code=new.code)
            session.add(unit)
        unit.kind, unit.name, unit.centre, unit.former_names = new.kind, new.name, new.centre, new.former_names
        unit.lat, unit.lon, unit.time_zone = new.lat, new.lon, new.time_zone or zones[codes[new.region_code]]
        session.flush()
        session.execute(delete(UnitPeriod).where(UnitPeriod.unit_id == unit.id))
        session.add_all(_periods(unit.id, new, codes))
    session.flush()
    return UnitsTaken(created=len(units) - len(there), updated=len(there))


def _periods(unit_id: int, new: NewUnit, codes: dict[str, int]) -> list[UnitPeriod]:
    periods = [
        UnitPeriod(unit_id=unit_id, region_id=codes[new.region_code], valid_from=new.region_from, valid_to=new.region_to)
    ]
    if new.next_region_code and new.region_to:
        since = new.region_to + _DAY
        periods.append(UnitPeriod(unit_id=unit_id, region_id=codes[new.next_region_code], valid_from=since, valid_to=None))
    return periods


def rename_body(body_id: int, new: NewBodyName) -> None:
    """From a day on the body has another name; the name before it ends the day before.

    A name given for the very day on which one begins replaces that one. Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        policies.ensure_can_change_bodies(current_actor())
        names = queries.body_names(body_id)
        later = [row for row in names if row.valid_from and row.valid_from > new.valid_from]
        if later:
            raise _too_early()
        rows = session.scalars(select(BodyName).where(BodyName.body_id == body_id)).all()
        same = next((row for row in rows if row.valid_from == new.valid_from), None)
        if same is not None:
            same.name = new.name
        else:
            _end_before(rows, new.valid_from)
            session.add(BodyName(body_id=body_id, name=new.name, valid_from=new.valid_from, valid_to=None))
        audit.note(
            session, "territory.body_renamed", "body", body_id, region_id=names[0].region_id,
            before={"name": names[-1].name.as_dict()},
            after={"name": new.name.as_dict(), "valid_from": new.valid_from.isoformat()},
        )  # fmt: skip


def _end_before(rows: Sequence[BodyName], day: date) -> None:
    for row in rows:
        if row.valid_to is None or row.valid_to >= day:
            row.valid_to = day - _DAY


def _too_early() -> Invalid:
    words = _l("The body has a name from a later day already. Give a later day.")
    return Invalid(words, [Problem("valid_from", "too_early", words)])
