"""A table of cities and districts as a file: bytes in, judged rows and every error with its row and column out."""

import re
import zoneinfo
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Final

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import LANGUAGES, Translated, Words, _, _l, _n
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line
from campaign.sheets.reading import CellError, Head, RawTable, Unreadable, Upload, body, find_head, is_total, read_table
from campaign.sheets.reading.refusals import unreadable
from campaign.territory.schemas import NewUnit, UnitKind
from campaign.web.numbers import FIRST_DAY, LAST_DAY

COLUMNS: Final = (
    "code", "kind", "region", "region_from", "region_to", "next_region", *LANGUAGES, "centre", "former_names",
    "lat", "lon", "time_zone", "parent",
)  # fmt: skip
NEEDED: Final = ("code", "kind", "region", "kk", "ru", "lat", "lon")
MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 4 * 1024 * 1024
_LONGEST: Final = {"code": 60, **dict.fromkeys(LANGUAGES, 120), "centre": 160, "former_names": 300, "parent": 60}
_OF_THE_WHOLE: Final = frozenset({"lat", "lon"})  # a part without coordinates lies in the centre of its city or district
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = dict.fromkeys(COLUMNS, ()) | {
    "code": ("код",), "kind": ("вид", "тип", "түрі"), "region": ("область", "облыс"), "centre": ("центр", "орталығы"),
    "former_names": ("прежние названия", "бұрынғы атаулары"), "lat": ("широта", "ендік"), "lon": ("долгота", "бойлық"),
    "time_zone": ("часовой пояс", "уақыт белдеуі"), "parent": ("входит в", "құрамында"),
}  # fmt: skip
_KINDS: Final = {
    "city": UnitKind.CITY, "город": UnitKind.CITY, "қала": UnitKind.CITY,
    "district": UnitKind.DISTRICT, "район": UnitKind.DISTRICT, "аудан": UnitKind.DISTRICT,
    "city_district": UnitKind.CITY_DISTRICT, "район города": UnitKind.CITY_DISTRICT, "қаладағы аудан": UnitKind.CITY_DISTRICT,
    "rural_okrug": UnitKind.RURAL_OKRUG, "сельский округ": UnitKind.RURAL_OKRUG, "ауылдық округ": UnitKind.RURAL_OKRUG,
}  # fmt: skip
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
# Kazakhstan with a margin: outside it a coordinate is a slip, most often latitude and longitude swapped.
BOX: Final = {"lat": (40.0, 56.0), "lon": (46.0, 88.0)}
_KAZAKH_ONLY: Final = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


class TableRefused(Invalid):
    """A table of which nothing was taken; `cells` are all its errors, in order."""

    def __init__(self, message: Words, cells: Sequence[CellError] = ()) -> None:
        super().__init__(message, [Problem(f"{cell.row}:{cell.column}", cell.code, str(cell)) for cell in cells])
        self.cells = tuple(cells)


def _nobody(code: str) -> bool:
    return False


def read_units(
    data: bytes, has_region: Callable[[str], bool], has_whole: Callable[[str], bool] = _nobody
) -> tuple[NewUnit, ...]:
    """Every row of the table, in its order. `has_region` knows whether a region's code has ever existed, `has_whole` whether
    a place with this code is here already that parts can belong to.

    CSV, XLSX or ODS, as the table kit reads them; decimal comma taken; rows of totals left out.
    Raises TableRefused with every error of every row, or with one sentence when it is no table at all.
    """
    table = _table(data)
    head = _head(table)
    rows = [(number, cells) for number, cells in body(table, head) if not is_total(cells)]
    if not rows:
        raise TableRefused(_l("The table has a head and no rows."))
    if len(rows) > MOST_ROWS:
        raise TableRefused(unreadable("rows", most=MOST_ROWS).message)
    judged = _Judge(has_region)
    headings = _last_filled(table.row(head.row))
    for number, cells in rows:
        judged.take(number, _by_column(head, headings, cells, number, judged))
    judged.look_for_wholes(has_whole)
    if judged.errors:
        raise TableRefused(
            _n(
                "Nothing was taken: %(num)d mistake in the table.",
                "Nothing was taken: %(num)d mistakes in the table.",
                len(judged.errors),
            ),
            sorted(judged.errors, key=lambda cell: cell.row),
        )
    return tuple(judged.units)


def _table(data: bytes) -> RawTable:
    try:
        if len(data) > MOST_BYTES:
            raise unreadable("size", most=MOST_BYTES >> 20)
        table = read_table(Upload("", data), most_rows=MOST_ROWS * 2)
    except Unreadable as error:
        raise TableRefused(error.message) from error
    if table.width == 1:
        raise TableRefused(_l("This is no table: it has one column only. Save the sheet as XLSX or CSV and send that."))
    return table


def _head(table: RawTable) -> Head:
    head = find_head(table, _HEADINGS)
    if head is None or (missing := [column for column in NEEDED if column not in head.columns]):
        raise TableRefused(
            _(
                "A row must name the columns. Missing: %(missing)s. Known: %(known)s.",
                missing=", ".join(NEEDED if head is None else missing),
                known=", ".join(COLUMNS),
            )
        )
    names = [cell.strip().casefold() for cell in table.row(head.row)]
    twice = [name for name, usual in _HEADINGS.items() if sum(cell in (name, *usual) for cell in names) > 1]
    if twice:
        raise TableRefused(_("These columns stand there twice: %(columns)s.", columns=", ".join(sorted(twice))))
    return head


def _last_filled(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _by_column(head: Head, headings: int, cells: list[str], number: int, judge: "_Judge") -> dict[str, str]:
    if (filled := _last_filled(cells)) > headings:
        judge.say(
            number, "", "too_many_cells",
            _("There are %(cells)s cells under %(columns)s headings.", cells=filled, columns=headings),
        )  # fmt: skip
    return dict.fromkeys(COLUMNS, "") | {name: clean_line(cells[place]) for name, place in head.columns.items()}


@dataclass
class _Judge:
    """Collects good rows and all errors of the others."""

    has_region: Callable[[str], bool]
    units: list[NewUnit] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    rows_of_codes: dict[str, int] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)  # the whole of each code; "" for one that is no part

    def say(self, row: int, column: str, code: str, message: str) -> None:
        self.errors.append(CellError(row, column, code, message))

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        before = len(self.errors)
        for found in _complaints(cells, self.has_region):
            self.say(row, *found)
        first = self.rows_of_codes.setdefault(cells["code"], row)
        if cells["code"] and first != row:
            words = _("The code %(code)s stands in row %(row)s already.", code=cells["code"], row=first)
            self.say(row, "code", "twice_in_file", words)
        self.wholes.setdefault(cells["code"], cells["parent"])
        if len(self.errors) == before:
            self.units.append(_unit(cells))

    def look_for_wholes(self, has_whole: Callable[[str], bool]) -> None:
        """Every part belongs to a place of this table or one that is here, and that one is no part itself."""
        for code, whole in self.wholes.items():
            if not whole:
                continue
            row = self.rows_of_codes[code]
            if whole == code or self.wholes.get(whole):
                self.say(row, "parent", "part_of_a_part", _("A part belongs to a city or district, not to a part."))
            elif whole not in self.wholes and not has_whole(whole):
                words = _(
                    "There is no city or district with the code %(code)s, neither here nor in the table.", code=whole[:60]
                )
                self.say(row, "parent", "unknown_whole", words)


Complaint = tuple[str, str, str]


def _complaints(cells: Mapping[str, str], has_region: Callable[[str], bool]) -> Iterator[Complaint]:
    for column in NEEDED:
        if not cells[column] and not (cells["parent"] and column in _OF_THE_WHOLE):
            yield column, "empty", _("Nothing stands here.")
    yield from _of_words(cells)
    yield from _of_regions(cells, has_region)
    yield from _of_days(cells)
    for column in ("lat", "lon"):
        if cells[column]:
            yield from _of_coordinate(column, cells[column])
    if cells["time_zone"] and cells["time_zone"] not in _zones():
        yield (
            "time_zone", "unknown_zone",
            _("There is no time zone %(zone)s. For example: Asia/Almaty.", zone=cells["time_zone"][:60]),
        )  # fmt: skip


def _of_words(cells: Mapping[str, str]) -> Iterator[Complaint]:
    for column, most in _LONGEST.items():
        if complaint := length_complaint(cells[column], most):
            yield column, "too_long", complaint
    if cells["code"] and not _CODE.fullmatch(cells["code"]):
        yield "code", "bad_code", _("A code has Latin letters, figures, points and hyphens only. For example: kar-temirtau.")
    if cells["kind"] and cells["kind"].casefold() not in _KINDS:
        yield (
            "kind", "unknown_kind",
            _("%(word)s is no kind of place. Known: city, district, city_district, rural_okrug.", word=cells["kind"][:60]),
        )  # fmt: skip


def _of_regions(cells: Mapping[str, str], has_region: Callable[[str], bool]) -> Iterator[Complaint]:
    for column in ("region", "next_region"):
        if cells[column] and not has_region(cells[column]):
            yield column, "unknown_region", _("There is no region %(code)s. For example: KZ-35.", code=cells[column][:60])
    if cells["next_region"] and not cells["region_to"]:
        yield "region_to", "empty", _("A next region needs the last day in the region before it.")


def _of_days(cells: Mapping[str, str]) -> Iterator[Complaint]:
    days: dict[str, date | None] = {}
    for column in ("region_from", "region_to"):
        try:
            days[column] = _day(cells[column])
        except ValueError:
            yield column, "bad_date", _("%(text)s is no date. For example: 2022-06-07.", text=cells[column][:60])
    begins, ends = days.get("region_from"), days.get("region_to")
    if begins and ends and ends < begins:
        yield "region_to", "backwards", _("The last day lies before the first.")


def _of_coordinate(column: str, typed: str) -> Iterator[Complaint]:
    least, most = BOX[column]
    try:
        value = _number(typed)
    except ValueError:
        yield column, "no_number", _("%(text)s is no number. For example: 49.80187.", text=typed[:60])
        return
    if not least <= value <= most:
        yield (
            column, "outside",
            _("%(value)s lies outside Kazakhstan (%(least)s to %(most)s). Are latitude and longitude swapped?",
              value=typed[:60], least=least, most=most),
        )  # fmt: skip


def _number(typed: str) -> float:
    value = float(typed.replace(",", "."))
    if not isfinite(value):
        raise ValueError(typed)
    return value


def _day(typed: str) -> date | None:
    if not typed:
        return None
    day = datetime.strptime(typed, "%d.%m.%Y").date() if "." in typed else date.fromisoformat(typed)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _unit(cells: Mapping[str, str]) -> NewUnit:
    centre, also = _centre(cells["centre"])
    former = [cells["former_names"]] if cells["former_names"] else []
    former += [name for name in also if name not in cells["former_names"]]
    return NewUnit(
        code=cells["code"],
        kind=_KINDS[cells["kind"].casefold()],
        region_code=cells["region"],
        region_from=_day(cells["region_from"]),
        region_to=_day(cells["region_to"]),
        next_region_code=cells["next_region"] or None,
        name=Translated.of(cells),
        centre=centre,
        former_names="; ".join(former)[:300],
        lat=_number(cells["lat"]) if cells["lat"] and cells["lon"] else None,
        lon=_number(cells["lon"]) if cells["lat"] and cells["lon"] else None,
        time_zone=cells["time_zone"],
        parent_code=cells["parent"],
    )


def _centre(typed: str) -> tuple[Translated, list[str]]:
    """`Нұра (б. Киевка) / п. Нура`: the name in Kazakh and Russian, and the other names in brackets."""
    if typed in {"", "-", "–"}:
        return Translated(), []
    other = [re.sub(r"^(б\.|с \d{4})\s*", "", words).strip() for words in re.findall(r"\(([^)]*)\)", typed)]
    parts = [clean_line(re.sub(r"\([^)]*\)", "", part)) for part in typed.split(" / ", 1)]
    kk, ru = parts[0], parts[-1]
    if _KAZAKH_ONLY & set(ru) and not _KAZAKH_ONLY & set(kk):
        kk, ru = ru, kk
    return Translated(kk, ru), [name for name in other if name]
