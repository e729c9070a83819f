"""Changing the territory: what ships, tables of units, names of bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import LANGUAGES, Translated, _, _l
from campaign.core.text import fold
from campaign.territory import policies, queries, shipped
from campaign.territory.models import Body, BodyName, Region, RegionPeriod, Unit, UnitPeriod
from campaign.territory.schemas import NewBodyName, NewPart, NewUnit, UnitsTaken
from campaign.territory.unit_table import BOX, read_units

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
    wholes = queries.whole_codes()
    units = read_units(data, codes.__contains__, wholes.__contains__)  # seconds, perhaps: before anything is held
    with unit_of_work() as session:
        policies.ensure_can_change_units(current_actor(), _regions_touched(session, units, codes))
        taken = _put_units(session, units, codes)
        audit.note(
            session, "territory.imported", "units", None, region_id=codes[units[0].region_code],
            after={"created": taken.created, "updated": taken.updated, "codes": [unit.code for unit in units[:500]]},
        )  # fmt: skip
    return taken


def _regions_touched(session: Session, units: Iterable[NewUnit], codes: dict[str, int]) -> set[int]:
    """The regions in the table, and those to which its places, and what they are parts of, belong so far."""
    wanted = list(units)
    touched = {codes[unit.region_code] for unit in wanted}
    touched |= {codes[unit.next_region_code] for unit in wanted if unit.next_region_code}
    so_far = (
        select(UnitPeriod.region_id)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.code.in_([code for unit in wanted for code in (unit.code, unit.parent_code)]))
    )
    return touched | set(session.scalars(so_far))


def _put_units(session: Session, units: Sequence[NewUnit], codes: dict[str, int]) -> UnitsTaken:
    named = [code for unit in units for code in (unit.code, unit.parent_code) if code]
    known = {unit.code: unit for unit in session.scalars(select(Unit).where(Unit.code.in_(named)))}
    there = [unit.code for unit in units if unit.code in known]
    zones = {region_id: zone for region_id, zone in session.execute(select(Region.id, Region.time_zone))}
    for new in sorted(units, key=lambda unit: bool(unit.parent_code)):  # the whole before its parts
        unit, whole = known.get(new.code), known.get(new.parent_code)
        if unit is None:
            unit = known[new.code] = Unit(code=new.code)
            session.add(unit)
        else:
            unit.version += 1
        unit.kind, unit.name, unit.centre, unit.former_names = new.kind, new.name, new.centre, new.former_names
        unit.time_zone = new.time_zone or (whole.time_zone if whole else zones[codes[new.region_code]])
        _place(unit, whole, new.lat, new.lon)
        session.flush()
        session.execute(delete(UnitPeriod).where(UnitPeriod.unit_id == unit.id))
        session.add_all(_periods(unit.id, new, codes))
    session.flush()
    return UnitsTaken(created=len(units) - len(there), updated=len(there))


def _place(unit: Unit, whole: Unit | None, lat: float | None, lon: float | None) -> None:
    """Where it lies; a part without coordinates of its own lies in the centre of its city or district."""
    if whole is not None:
        unit.parent_id = whole.id
    if lat is not None and lon is not None:
        unit.lat, unit.lon = lat, lon
    elif whole is not None:
        unit.lat, unit.lon = whole.lat, whole.lon


def _periods(unit_id: int, new: NewUnit, codes: dict[str, int]) -> list[UnitPeriod]:
    periods = [
        UnitPeriod(unit_id=unit_id, region_id=codes[new.region_code], valid_from=new.region_from, valid_to=new.region_to)
    ]
    if new.next_region_code and new.region_to:
        since = new.region_to + _DAY
        periods.append(UnitPeriod(unit_id=unit_id, region_id=codes[new.next_region_code], valid_from=since, valid_to=None))
    return periods


def add_part(unit_id: int, new: NewPart, key: str = "") -> int:
    """Add a part to a city or district; its id. It belongs to the regions that the whole belonged to.

    Without coordinates it lies in the centre of the whole. A key makes sending the form twice harmless. Raises NotFound,
    Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        if key and (known := operations.begin(session, "territory.add_part", key, [unit_id, asdict(new)])):
            return int(known["part"])
        whole = _unit(session, unit_id)
        if whole.parent_id is not None:
            words = _l("A part belongs to a city or district, not to a part.")
            raise Invalid(words, [Problem("", "part_of_a_part", words)])
        periods = _ensure_may_change(session, unit_id)
        _judge_part(session, whole, new, None)
        part = Unit(code=_code_of_part(session, whole), time_zone=whole.time_zone, centre=Translated())
        _write_part(part, whole, new)
        session.add(part)
        session.flush()
        session.add_all(
            UnitPeriod(unit_id=part.id, region_id=row.region_id, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in periods
        )
        after = {"whole": unit_id, "name": new.name.as_dict()}
        audit.note(session, "territory.part_added", "unit", part.id, region_id=periods[-1].region_id, after=after)
        if key:
            operations.finish(session, "territory.add_part", key, {"part": part.id})
        return part.id


def _code_of_part(session: Session, whole: Unit) -> str:
    """The whole's code and a number that is free: kar-karaganda-3."""
    taken = set(session.scalars(select(Unit.code).where(Unit.code.startswith(f"{whole.code[:50]}-", autoescape=True))))
    return next(code for number in count(1) if (code := f"{whole.code[:50]}-{number}") not in taken)


def change_part(part_id: int, new: NewPart, version: int) -> None:
    """Give a part other names or coordinates. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        part, whole = _part(session, part_id)
        periods = _ensure_may_change(session, part_id)
        part.step(version)
        _judge_part(session, whole, new, part_id)
        before = {"name": part.name.as_dict()}
        _write_part(part, whole, new)
        audit.note(
            session, "territory.part_changed", "unit", part_id, region_id=periods[-1].region_id, before=before,
            after={"name": new.name.as_dict()},
        )  # fmt: skip


def remove_part(part_id: int) -> int:
    """Take a part away that no relay visits; the id of its whole. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        part, whole = _part(session, part_id)
        periods = _ensure_may_change(session, part_id)
        region_id, before = periods[-1].region_id, {"whole": whole.id, "name": part.name.as_dict()}
        try:
            with session.begin_nested():
                session.execute(delete(UnitPeriod).where(UnitPeriod.unit_id == part_id))
                session.execute(delete(Unit).where(Unit.id == part_id))
        except IntegrityError as error:
            raise Conflict(_l("A relay or a venue is in this place, so it cannot be taken away.")) from error
        audit.note(session, "territory.part_removed", "unit", part_id, region_id=region_id, before=before)
        return whole.id


def _unit(session: Session, unit_id: int) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.id == unit_id))
    if unit is None:
        raise NotFound(_l("There is no such place."))
    return unit


def _part(session: Session, part_id: int) -> tuple[Unit, Unit]:
    """A part, held, and its whole."""
    part = session.scalar(select(Unit).where(Unit.id == part_id).with_for_update(key_share=True))
    if part is None or part.parent_id is None:
        raise NotFound(_l("There is no such place."))
    return part, _unit(session, part.parent_id)


def _ensure_may_change(session: Session, unit_id: int) -> Sequence[UnitPeriod]:
    """Where the unit belongs and belonged, the latest last. Raises Refused."""
    rows = session.scalars(select(UnitPeriod).where(UnitPeriod.unit_id == unit_id)).all()
    policies.ensure_can_change_parts(current_actor(), {row.region_id for row in rows})
    return sorted(rows, key=lambda row: row.valid_from or date.min)


def _write_part(part: Unit, whole: Unit, new: NewPart) -> None:
    part.kind, part.name = new.kind, new.name
    _place(part, whole, new.lat, new.lon)


def _judge_part(session: Session, whole: Unit, new: NewPart, but: int | None) -> None:
    """Coordinates are both there or neither, and in the country; no other part has the name. Raises Invalid."""
    problems = []
    if (new.lat is None) != (new.lon is None):
        problems.append(
            Problem("lat" if new.lat is None else "lon", "missing", _("Give both latitude and longitude, or neither."))
        )
    for field, value in (("lat", new.lat), ("lon", new.lon)):
        least, most = BOX[field]
        if value is not None and not least <= value <= most:
            words = _("%(value)s lies outside Kazakhstan (%(least)s to %(most)s). Are latitude and longitude swapped?",
                      value=value, least=least, most=most)  # fmt: skip
            problems.append(Problem(field, "outside", words))
    others = session.execute(select(Unit.id, Unit.name).where(Unit.parent_id == whole.id))
    taken = {(code, fold(text)) for unit_id, name in others if unit_id != but for code, text in name.as_dict().items() if text}
    for code in LANGUAGES:
        if (code, fold(getattr(new.name, code))) in taken:
            problems.append(Problem(f"name_{code}", "taken", _("There is a part of this name already.")))
    if problems:
        raise Invalid(_l("The part was not saved."), problems)


def rename_body(body_id: int, new: NewBodyName, version: int) -> None:
    """From a day on the body has another name; the name before it ends the day before.

    A name given for the very day on which one begins replaces that one. Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        policies.ensure_can_change_bodies(current_actor())
        body = session.scalar(select(Body).where(Body.id == body_id).with_for_update(key_share=True))
        if body is None:
            raise NotFound(queries.NO_BODY)
        body.step(version)
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
