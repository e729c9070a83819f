"""Reading regions, units and bodies as they were on a date."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _, _l, language
from campaign.core.text import clean_line, fold, sort_key
from campaign.territory.models import Body, BodyName, Region, RegionPeriod, Unit, UnitPeriod
from campaign.territory.schemas import BodyRow, RegionEra, RegionRow, UnitKind, UnitRow

NO_BODY = _l("There is no such body.")

Days = InstrumentedAttribute[date | None]


def _holds(valid_from: Days, valid_to: Days, as_of: date) -> tuple[object, object]:
    return or_(valid_from.is_(None), valid_from <= as_of), or_(valid_to.is_(None), valid_to >= as_of)


def _regions(as_of: date) -> Select[Region, RegionPeriod]:
    return (
        select(Region, RegionPeriod)
        .join(RegionPeriod, RegionPeriod.region_id == Region.id)
        .where(*_holds(RegionPeriod.valid_from, RegionPeriod.valid_to, as_of))  # type: ignore[arg-type]
    )


def _region_row(region: Region, period: RegionPeriod) -> RegionRow:
    return RegionRow(region.id, region.code, period.name, region.time_zone, period.code, period.centre, region.plate_code)


def regions(as_of: date) -> tuple[RegionRow, ...]:
    """Every region there was on the date, in the alphabet of the reader's language. One statement."""
    rows = [_region_row(region, period) for region, period in db.session.execute(_regions(as_of))]
    return tuple(sorted(rows, key=lambda row: sort_key(row.name.text(), language())))


def region_row(region_id: int, as_of: date) -> RegionRow:
    """The region as it was on the date. Raises NotFound. One statement."""
    found = db.session.execute(_regions(as_of).where(Region.id == region_id)).first()
    if found is None:
        raise _no_region_then(region_id, as_of)
    return _region_row(*found)


def region_periods(region_id: int) -> tuple[RegionEra, ...]:
    """What the region was called, with its codes and centres, the first first. One statement."""
    rows = db.session.scalars(select(RegionPeriod).where(RegionPeriod.region_id == region_id))
    eras = [RegionEra(row.code, row.name, row.centre, row.valid_from, row.valid_to) for row in rows]
    return tuple(sorted(eras, key=lambda era: era.valid_from or date.min))


def region_with_code(code: str, as_of: date) -> RegionRow:
    """The region that has, or ever had, this ISO 3166-2 code (KZ-35 and KZ-KAR are one), as it was on the date.

    Raises NotFound with a sentence that says whether the code or the date is wrong. At most three statements.
    """
    asked = clean_line(code).upper()[:20]
    region_id = db.session.scalar(_with_code(asked))
    if region_id is None:
        raise NotFound(_("There is no region with the code %(code)s. For example: KZ-35.", code=asked))
    return region_row(region_id, as_of)


def _with_code(code: str) -> Select[int]:
    return (
        select(Region.id)
        .join(RegionPeriod, RegionPeriod.region_id == Region.id)
        .where(or_(Region.code == code, RegionPeriod.code == code))
        .limit(1)
    )


def _no_region_then(region_id: int, as_of: date) -> NotFound:
    period = db.session.scalar(
        select(RegionPeriod).where(RegionPeriod.region_id == region_id).order_by(RegionPeriod.valid_from).limit(1)
    )
    if period is None or period.valid_from is None:
        return NotFound(_l("There is no such region."))
    return NotFound(
        _(
            "On %(day)s there was no such region yet: %(name)s (since %(since)s).",
            day=as_of.strftime("%d.%m.%Y"),
            name=period.name.text(),
            since=period.valid_from.strftime("%d.%m.%Y"),
        )
    )


def region_ids_by_code() -> dict[str, int]:
    """Every code that a region has or had, with the region's id. One statement."""
    rows = db.session.execute(
        select(Region.id, Region.code, RegionPeriod.code).join(RegionPeriod, RegionPeriod.region_id == Region.id)
    )
    found: dict[str, int] = {}
    for region_id, newest, then in rows:
        found[newest] = found[then] = region_id
    return found


def _units(as_of: date) -> Select[Unit, int]:
    return (
        select(Unit, UnitPeriod.region_id)
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .where(*_holds(UnitPeriod.valid_from, UnitPeriod.valid_to, as_of))  # type: ignore[arg-type]
    )


def _unit_row(unit: Unit, region_id: int) -> UnitRow:
    return UnitRow(
        unit.id, unit.code, unit.kind, region_id, unit.name, unit.centre, unit.former_names, unit.lat, unit.lon,
        unit.time_zone, unit.parent_id, unit.version,
    )  # fmt: skip


def _sorted(rows: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name.text(), language()), row.code)))


def units_of(region_id: int, as_of: date) -> tuple[UnitRow, ...]:
    """The cities and districts that belonged to the region on the date, without their parts, by alphabet. One statement."""
    rows = db.session.execute(_units(as_of).where(UnitPeriod.region_id == region_id, Unit.parent_id.is_(None)))
    return _sorted([_unit_row(unit, region) for unit, region in rows])


def parts_of(unit_id: int, as_of: date) -> tuple[UnitRow, ...]:
    """The parts of a city or district that there were on the date, by alphabet. One statement."""
    rows = db.session.execute(_units(as_of).where(Unit.parent_id == unit_id))
    return _sorted([_unit_row(unit, region) for unit, region in rows])


def regions_of_units(unit_ids: Iterable[int], as_of: date) -> dict[int, int]:
    """The region of each of these units on the date; one that was nowhere then is left out. One statement."""
    asked = _units(as_of).where(Unit.id.in_(list(unit_ids))).with_only_columns(Unit.id, UnitPeriod.region_id)
    return {unit_id: region_id for unit_id, region_id in db.session.execute(asked)}


def regions_ever_of(unit_id: int) -> set[int]:
    """Every region that the unit belongs or belonged to. One statement."""
    return set(db.session.scalars(select(UnitPeriod.region_id).where(UnitPeriod.unit_id == unit_id)))


def whole_codes() -> set[str]:
    """The codes of all cities and districts, which may have parts. One statement."""
    return set(db.session.scalars(select(Unit.code).where(Unit.parent_id.is_(None))))


def units_counted(as_of: date) -> dict[int, int]:
    """How many units each region had on the date, parts apart. One statement."""
    counted: dict[int, int] = {}
    whole = _units(as_of).where(Unit.parent_id.is_(None)).with_only_columns(Unit.id, UnitPeriod.region_id)
    for _unit_id, region_id in db.session.execute(whole):
        counted[region_id] = counted.get(region_id, 0) + 1
    return counted


def find_units(words: str, as_of: date, region_id: int | None = None) -> tuple[UnitRow, ...]:
    """Units whose name, former name, centre or code holds these words, letters folded; parts too. One statement.

    Without words: the region's cities and districts, without their parts.
    """
    wanted = fold(words[:200])
    if not wanted and region_id is not None:
        return units_of(region_id, as_of)
    return tuple(row for row in _all_units(as_of, region_id) if wanted in _searched(row))


def units_called(words: Sequence[str]) -> dict[str, list[int]]:
    """By each of these folded words the ids of the cities, districts and their parts in whose name it stands, on any date.

    One statement, none without words.
    """
    if not words:
        return {}
    named = [
        (unit_id, " ".join(fold(text) for text in name.as_dict().values()))
        for unit_id, name in db.session.execute(select(Unit.id, Unit.name))
    ]
    return {word: [unit_id for unit_id, key in named if word in key] for word in words}


def _all_units(as_of: date, region_id: int | None) -> tuple[UnitRow, ...]:
    asked = _units(as_of) if region_id is None else _units(as_of).where(UnitPeriod.region_id == region_id)
    return _sorted([_unit_row(unit, region) for unit, region in db.session.execute(asked)])


def _searched(row: UnitRow) -> str:
    words = (*row.name.as_dict().values(), *row.centre.as_dict().values(), row.former_names, row.code)
    return " | ".join(fold(text) for text in words)


def unit_with_code(code: str) -> UnitRow | None:
    """A unit by its code whatever the date; None when there is none. Two statements."""
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == code))
    return None if unit_id is None else unit_row(unit_id)


def unit_row(unit_id: int) -> UnitRow:
    """A unit whatever the date; `region_id` is the one it belonged to last. Raises NotFound. One statement."""
    found = db.session.execute(
        select(Unit, UnitPeriod.region_id)
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .where(Unit.id == unit_id)
        .order_by(UnitPeriod.valid_to.is_(None).desc(), UnitPeriod.valid_to.desc())
    ).first()
    if found is None:
        raise NotFound(_l("There is no such place."))
    return _unit_row(found[0], found[1])


def centre_code(region_id: int, as_of: date | None = None) -> str:
    """The code of the unit that is the region's centre; empty when that unit is not known here.

    `as_of` None: as things are now. At most three statements.
    """
    day = as_of or date.max
    region = db.session.get(Region, region_id)
    if region is None:
        raise NotFound(_l("There is no such region."))
    units = units_of(region_id, day)
    if region.centre_code in {unit.code for unit in units}:
        return region.centre_code
    period = db.session.execute(_regions(day).where(Region.id == region_id)).first()
    named = {fold(name) for name in period[1].centre.as_dict().values()} if period else set()
    cities = (unit for unit in units if unit.kind is UnitKind.CITY)
    return next((unit.code for unit in cities if named & {fold(name) for name in unit.name.as_dict().values()}), "")


def _bodies() -> Select[Body, BodyName]:
    return select(Body, BodyName).join(BodyName, BodyName.body_id == Body.id)


def _body_row(body: Body, named: BodyName) -> BodyRow:
    return BodyRow(
        body.id, body.code, body.kind, body.region_id, named.name, named.valid_from, named.valid_to, body.version
    )  # fmt: skip


def bodies(as_of: date, region_id: int | None = None) -> tuple[BodyRow, ...]:
    """Every body under its name of the date, those of the country first; with `region_id`, its own and the country's.

    One statement.
    """
    asked = _bodies().where(*_holds(BodyName.valid_from, BodyName.valid_to, as_of))  # type: ignore[arg-type]
    if region_id is not None:
        asked = asked.where(or_(Body.region_id.is_(None), Body.region_id == region_id))
    rows = [_body_row(body, named) for body, named in db.session.execute(asked)]
    return tuple(
        sorted(rows, key=lambda row: (row.region_id is not None, row.kind.value, sort_key(row.name.text(), language())))
    )


def body_on(body_id: int, as_of: date) -> BodyRow | None:
    """A body under its name of the date; None when it had none then. One statement."""
    asked = _bodies().where(Body.id == body_id, *_holds(BodyName.valid_from, BodyName.valid_to, as_of))  # type: ignore[arg-type]
    found = db.session.execute(asked).first()
    return None if found is None else _body_row(found[0], found[1])


def body_names(body_id: int) -> tuple[BodyRow, ...]:
    """All names of a body, the first one first. Raises NotFound. One statement."""
    rows = db.session.execute(_bodies().where(Body.id == body_id))
    found = sorted((_body_row(body, named) for body, named in rows), key=lambda row: row.valid_from or date.min)
    if not found:
        raise NotFound(NO_BODY)
    return tuple(found)
