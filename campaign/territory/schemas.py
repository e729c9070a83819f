"""The plain data of regions, cities, districts and bodies."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from campaign.core.i18n import Translated


class UnitKind(StrEnum):
    CITY = "city"
    DISTRICT = "district"
    CITY_DISTRICT = "city_district"
    RURAL_OKRUG = "rural_okrug"


class BodyKind(StrEnum):
    AGENCY = "agency"
    DEPARTMENT = "department"
    AKIMAT = "akimat"
    OTHER = "other"


@dataclass(frozen=True)
class RegionRow:
    """A region as it was called on a date. `code` is its newest ISO 3166-2 code, `code_then` the one of that date."""

    id: int
    code: str
    name: Translated
    time_zone: str
    code_then: str = ""
    centre: Translated = field(default_factory=Translated)
    plate_code: str = ""


@dataclass(frozen=True)
class RegionEra:
    """What a region was called, with its code and its centre, and when; both days included, None is open."""

    code: str
    name: Translated
    centre: Translated
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class UnitRow:
    """A city or district as it was on a date; `region_id` is the region it belonged to on that date.

    `parent_id` is set for a part: a district of a city, a rural okrug of a district.
    """

    id: int
    code: str
    kind: UnitKind
    region_id: int
    name: Translated
    centre: Translated
    former_names: str
    lat: float
    lon: float
    time_zone: str
    parent_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class NewUnit:
    """One row of a table of units, cleaned and judged. Dates are days of the calendar, both included.

    `parent_code` names the unit that it is a part of; a part without coordinates (None) gets its parent's.
    """

    code: str
    kind: UnitKind
    region_code: str
    region_from: date | None
    region_to: date | None
    next_region_code: str | None
    name: Translated
    centre: Translated
    former_names: str
    lat: float | None
    lon: float | None
    time_zone: str
    parent_code: str = ""


@dataclass(frozen=True)
class NewPart:
    """A part of a city or district as typed. Coordinates None: those of the whole are taken."""

    kind: UnitKind
    name: Translated
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class UnitsTaken:
    """What importing a table of units did: how many were new, how many were there and got the table's values."""

    created: int
    updated: int


@dataclass(frozen=True)
class BodyRow:
    """A body as it was called on a date; `region_id` None for those of the whole country."""

    id: int
    code: str
    kind: BodyKind
    region_id: int | None
    name: Translated
    valid_from: date | None
    valid_to: date | None
    version: int = 1


@dataclass(frozen=True)
class NewBodyName:
    """A body is called so from this day on."""

    name: Translated
    valid_from: date
