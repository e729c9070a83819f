"""The regions of Kazakhstan through history and the bodies in them, as every installation has them from the start.

Sources: data/kz_regions.csv; ISO 3166-2 newsletter of 29 November 2022 (letters became numbers); decree of 4 May 2022 in force
from 8 June 2022 (Abai, Zhetysu, Ulytau); decree of 19 June 2018 (Turkistan, Shymkent); capital renamed 23 March 2019 and back
on 17 September 2022; agency divided by decree of 13 June 2019. Staff add later names by hand.
"""

import csv
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from campaign.core.i18n import Translated
from campaign.territory.schemas import BodyKind

DATA: Final = Path(__file__).resolve().parent / "data"
UNIT_TABLES: Final = ("karaganda_units.csv", "kostanay_units_2018.csv")

NUMBERS_FROM: Final = date(2022, 11, 29)
REFORM: Final = date(2022, 6, 8)
SHYMKENT_APART: Final = date(2018, 6, 19)
NUR_SULTAN: Final = date(2019, 3, 23)
ASTANA_AGAIN: Final = date(2022, 9, 17)
AGENCY_DIVIDED: Final = date(2019, 6, 13)
_DAY: Final = timedelta(days=1)

_OTHER_ZONES: Final = {
    "KZ-15": "Asia/Aqtobe", "KZ-23": "Asia/Atyrau", "KZ-27": "Asia/Oral", "KZ-39": "Asia/Qostanay",
    "KZ-43": "Asia/Qyzylorda", "KZ-47": "Asia/Aqtau",
}  # fmt: skip
_CENTRES: Final = {
    "KZ-10": Translated("Семей", "Семей", "Semey"),
    "KZ-11": Translated("Көкшетау", "Кокшетау", "Kokshetau"),
    "KZ-15": Translated("Ақтөбе", "Актобе", "Aktobe"),
    "KZ-19": Translated("Қонаев", "Конаев", "Qonaev"),
    "KZ-23": Translated("Атырау", "Атырау", "Atyrau"),
    "KZ-27": Translated("Орал", "Уральск", "Oral"),
    "KZ-31": Translated("Тараз", "Тараз", "Taraz"),
    "KZ-33": Translated("Талдықорған", "Талдыкорган", "Taldykorgan"),
    "KZ-35": Translated("Қарағанды", "Караганда", "Karaganda"),
    "KZ-39": Translated("Қостанай", "Костанай", "Kostanay"),
    "KZ-43": Translated("Қызылорда", "Кызылорда", "Kyzylorda"),
    "KZ-47": Translated("Ақтау", "Актау", "Aktau"),
    "KZ-55": Translated("Павлодар", "Павлодар", "Pavlodar"),
    "KZ-59": Translated("Петропавл", "Петропавловск", "Petropavl"),
    "KZ-61": Translated("Түркістан", "Туркестан", "Turkistan"),
    "KZ-62": Translated("Жезқазған", "Жезказган", "Zhezkazgan"),
    "KZ-63": Translated("Өскемен", "Усть-Каменогорск", "Oskemen"),
    "KZ-71": Translated("Астана", "Астана", "Astana"),
    "KZ-75": Translated("Алматы", "Алматы", "Almaty"),
    "KZ-79": Translated("Шымкент", "Шымкент", "Shymkent"),
}
_CENTRE_UNITS: Final = {"KZ-35": "kar-karaganda", "KZ-39": "kus-kostanay", "KZ-62": "kar-zhezkazgan"}
_SOUTH: Final = Translated("Оңтүстік Қазақстан облысы", "Южно-Казахстанская область", "South Kazakhstan Region")
_NUR_SULTAN: Final = Translated("Нұр-Сұлтан қаласы", "город Нур-Султан", "Nur-Sultan")
# Russian names of cities in the genitive and the dative; those of regions follow a rule.
_CITY_FORMS: Final = {
    "город Астана": ("города Астаны", "городу Астане"),
    "город Нур-Султан": ("города Нур-Султана", "городу Нур-Султану"),
    "город Алматы": ("города Алматы", "городу Алматы"),
    "город Шымкент": ("города Шымкента", "городу Шымкенту"),
}
_AGENCY: Final = (
    Translated(
        "Қазақстан Республикасы Мемлекеттік қызмет істері және сыбайлас жемқорлыққа қарсы іс-қимыл агенттігі",
        "Агентство Республики Казахстан по делам государственной службы и противодействию коррупции",
        "Agency of the Republic of Kazakhstan for Civil Service Affairs and Anti-Corruption",
    ),
    Translated(
        "Қазақстан Республикасы Сыбайлас жемқорлыққа қарсы іс-қимыл агенттігі (Сыбайлас жемқорлыққа қарсы қызмет)",
        "Агентство Республики Казахстан по противодействию коррупции (Антикоррупционная служба)",
        "Anti-Corruption Agency of the Republic of Kazakhstan (Anti-Corruption Service)",
    ),
)
_DEPARTMENT: Final = (
    Translated(
        "Қазақстан Республикасы Мемлекеттік қызмет істері және сыбайлас жемқорлыққа қарсы іс-қимыл агенттігінің "
        "{} бойынша департаменті",
        "Департамент Агентства Республики Казахстан по делам государственной службы и противодействию коррупции по {}",
        "Department of the Agency for Civil Service Affairs and Anti-Corruption for {}",
    ),
    Translated(
        "Қазақстан Республикасы Сыбайлас жемқорлыққа қарсы іс-қимыл агенттігінің (Сыбайлас жемқорлыққа қарсы қызметтің) "
        "{} бойынша департаменті",
        "Департамент Агентства Республики Казахстан по противодействию коррупции (Антикоррупционной службы) по {}",
        "Department of the Anti-Corruption Agency (Anti-Corruption Service) for {}",
    ),
)


@dataclass(frozen=True)
class Era:
    """Days on which something was called so; both included, None is open."""

    name: Translated
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class RegionEra(Era):
    code: str = ""
    centre: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class ShippedRegion:
    code: str
    plate_code: str
    time_zone: str
    centre_code: str
    eras: tuple[RegionEra, ...]


@dataclass(frozen=True)
class ShippedBody:
    code: str
    kind: BodyKind
    region_code: str | None
    eras: tuple[Era, ...]


def regions() -> tuple[ShippedRegion, ...]:
    """All twenty, each with its names, codes and centres through time."""
    with (DATA / "kz_regions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_region(row) for row in csv.DictReader(file))


def _region(row: dict[str, str]) -> ShippedRegion:
    code = row["iso"]
    letters = row["iso_before_2022"][:6] if row["iso_before_2022"].startswith("KZ-") else code
    name = Translated(row["kk"], row["ru"], row["en"])
    eras = [part for era in _named_eras(code, name) for part in _with_codes(era, letters, code)]
    zone = _OTHER_ZONES.get(code, "Asia/Almaty")
    return ShippedRegion(code, row["plate_code"], zone, _CENTRE_UNITS.get(code, ""), tuple(eras))


def _named_eras(code: str, name: Translated) -> list[RegionEra]:
    now = RegionEra(name, centre=_CENTRES[code])
    if code in {"KZ-10", "KZ-33", "KZ-62"}:
        return [replace(now, valid_from=REFORM)]
    if code == "KZ-79":
        return [replace(now, valid_from=SHYMKENT_APART)]
    if code == "KZ-19":
        return _cut(replace(now, centre=_CENTRES["KZ-33"]), REFORM, now)
    if code == "KZ-61":
        return _cut(RegionEra(_SOUTH, centre=_CENTRES["KZ-79"]), SHYMKENT_APART, now)
    if code == "KZ-71":
        between = RegionEra(_NUR_SULTAN, centre=Translated("Нұр-Сұлтан", "Нур-Султан", "Nur-Sultan"))
        before, renamed = _cut(now, NUR_SULTAN, between)
        return [before, *_cut(renamed, ASTANA_AGAIN, now)]
    return [now]


def _cut(before: RegionEra, day: date, after: RegionEra) -> list[RegionEra]:
    return [replace(before, valid_to=day - _DAY), replace(after, valid_from=day)]


def _with_codes(era: RegionEra, letters: str, numbers: str) -> list[RegionEra]:
    """The era, divided where letters became numbers; a region of 2022 never had letters of its own."""
    if letters == numbers or (era.valid_from or date.min) >= NUMBERS_FROM:
        return [replace(era, code=numbers)]
    if (era.valid_to or date.max) < NUMBERS_FROM:
        return [replace(era, code=letters)]
    return [
        replace(era, code=letters, valid_to=NUMBERS_FROM - _DAY),
        replace(era, code=numbers, valid_from=NUMBERS_FROM),
    ]


def bodies() -> tuple[ShippedBody, ...]:
    """The agency, and the department and the akimat of every region."""
    before, after = (Era(name) for name in _AGENCY)
    agency = ShippedBody(
        "agency", BodyKind.AGENCY, None,
        (replace(before, valid_to=AGENCY_DIVIDED - _DAY), replace(after, valid_from=AGENCY_DIVIDED)),
    )  # fmt: skip
    found = [agency]
    for region in regions():
        found.append(ShippedBody(f"department-{region.code}", BodyKind.DEPARTMENT, region.code, _departments(region)))
        akimats = _joined([Era(_akimat(era.name), era.valid_from, era.valid_to) for era in region.eras])
        found.append(ShippedBody(f"akimat-{region.code}", BodyKind.AKIMAT, region.code, akimats))
    return tuple(found)


def _departments(region: ShippedRegion) -> tuple[Era, ...]:
    names: list[Era] = []
    for era in region.eras:
        begins, ends = era.valid_from or date.min, era.valid_to or date.max
        if begins < AGENCY_DIVIDED:
            until = era.valid_to if ends < AGENCY_DIVIDED else AGENCY_DIVIDED - _DAY
            names.append(Era(_department(0, era.name), era.valid_from, until))
        if ends >= AGENCY_DIVIDED:
            since = era.valid_from if begins >= AGENCY_DIVIDED else AGENCY_DIVIDED
            names.append(Era(_department(1, era.name), since, era.valid_to))
    return _joined(names)


def _joined(eras: list[Era]) -> tuple[Era, ...]:
    """Neighbours of one name made one."""
    kept: list[Era] = []
    for era in eras:
        if kept and kept[-1].name == era.name:
            kept[-1] = replace(kept[-1], valid_to=era.valid_to)
        else:
            kept.append(era)
    return tuple(kept)


def _department(which: int, region: Translated) -> Translated:
    words = _DEPARTMENT[which]
    return Translated(words.kk.format(region.kk), words.ru.format(_russian_form(region.ru, 1)), words.en.format(region.en))


def _akimat(region: Translated) -> Translated:
    return Translated(f"{region.kk}ның әкімдігі" if region.kk.endswith("сы") else f"{region.kk} әкімдігі",
                      f"Акимат {_russian_form(region.ru, 0)}", f"Akimat of {region.en}")  # fmt: skip


def _russian_form(name: str, case: int) -> str:
    """A region's Russian name in the genitive (0) or the dative (1), which differ for cities only."""
    if name in _CITY_FORMS:
        return _CITY_FORMS[name][case]
    if name.startswith("область "):
        return name.replace("область", "области", 1)
    return name.replace("ская область", "ской области")
