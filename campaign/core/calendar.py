"""Kazakhstan's working days: weekends, public holidays and the Saturdays that were made working days.

Source: the package `holidays`, which follows the Law on holidays (No. 267-II of 2001) and the yearly government
decrees on moved days. Decrees of the current year may be newer than the installed package: organizers can always
name days to skip by hand. Names are our own in three languages, since the package has no Russian.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

from campaign.core.languages import nearest

NAMES: Final[dict[str, dict[str, str]]] = {
    "New Year's Day": {"kk": "Жаңа жыл", "ru": "Новый год", "en": "New Year's Day"},
    "Orthodox Christmas": {
        "kk": "Православиелік Рождество",
        "ru": "Православное Рождество",
        "en": "Orthodox Christmas",
    },
    "International Women's Day": {
        "kk": "Халықаралық әйелдер күні",
        "ru": "Международный женский день",
        "en": "International Women's Day",
    },
    "Nowruz Holiday": {"kk": "Наурыз мейрамы", "ru": "Наурыз мейрамы", "en": "Nauryz"},
    "Kazakhstan's People Solidarity Holiday": {
        "kk": "Қазақстан халқының бірлігі мерекесі",
        "ru": "Праздник единства народа Казахстана",
        "en": "Unity Day of the People of Kazakhstan",
    },
    "Defender of the Fatherland Day": {
        "kk": "Отан қорғаушы күні",
        "ru": "День защитника Отечества",
        "en": "Defender of the Fatherland Day",
    },
    "Victory Day": {"kk": "Жеңіс күні", "ru": "День Победы", "en": "Victory Day"},
    "Capital Day": {"kk": "Астана күні", "ru": "День столицы", "en": "Capital Day"},
    "Constitution Day": {"kk": "Конституция күні", "ru": "День Конституции", "en": "Constitution Day"},
    "Republic Day": {"kk": "Республика күні", "ru": "День Республики", "en": "Republic Day"},
    "First President Day": {
        "kk": "Тұңғыш Президент күні",
        "ru": "День Первого Президента",
        "en": "First President Day",
    },
    "Independence Day": {"kk": "Тәуелсіздік күні", "ru": "День Независимости", "en": "Independence Day"},
    "Eid al-Adha": {"kk": "Құрбан айт", "ru": "Курбан айт", "en": "Kurban Ait"},
}
WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_OBSERVED = {"kk": "{} (демалыс ауыстырылған)", "ru": "{} (перенос выходного)", "en": "{} (day off moved)"}
_ESTIMATED = {"kk": "{} (алдын ала)", "ru": "{} (предварительно)", "en": "{} (expected)"}
_MOVED = {
    "kk": "{} орнына берілген демалыс күні",
    "ru": "Выходной день вместо {}",
    "en": "Day off instead of {}",
}
_FORM = re.compile(r"(?P<name>.+?)(?: \((?P<form>observed|estimated|substituted from (?P<day>\S+))\))?$")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Year:
    days_off: dict[date, str]  # name in the package's English
    working_weekend: frozenset[date]


@lru_cache(maxsize=64)
def _year(year: int) -> _Year:
    found = holidays.country_holidays("KZ", years=year, language="en_US")
    return _Year(days_off=dict(found), working_weekend=frozenset(found.weekend_workdays))


def is_holiday(day: date) -> bool:
    """A public holiday or a day off that was moved by decree, whatever the weekday."""
    return day in _year(day.year).days_off


def is_weekend(day: date) -> bool:
    """Saturday or Sunday, unless a decree made it a working day."""
    return day.weekday() >= 5 and day not in _year(day.year).working_weekend


def is_day_off(day: date) -> bool:
    """Offices are closed: a weekend or a holiday."""
    return is_weekend(day) or is_holiday(day)


def holiday_name(day: date, language: str) -> str | None:
    """The holiday's name in the language, or the nearest that it has a name in; None on any other day, weekends included."""
    found = _year(day.year).days_off.get(day)
    return None if found is None else _named(found, language)


def _named(found: str, language: str) -> str:
    """What the package calls a day, in our words; a name that we do not know is given as it is."""
    parts = _FORM.fullmatch(found)
    if parts is None:
        return found
    if moved_from := parts["day"]:
        month, day, year = moved_from.split("/")
        return nearest(_MOVED, language).format(f"{day}.{month}.{year}")
    name = nearest(NAMES[parts["name"]], language) if parts["name"] in NAMES else parts["name"]
    forms = {"observed": _OBSERVED, "estimated": _ESTIMATED}
    return nearest(forms[parts["form"]], language).format(name) if parts["form"] else name


def day_off_name(day: date, language: str) -> str | None:
    """Why offices are closed: the holiday's name, else the weekday of a weekend; None on a working day."""
    if name := holiday_name(day, language):
        return name
    return nearest(WEEKDAYS, language)[day.weekday()] if is_weekend(day) else None


def next_working_day(day: date) -> date:
    """The first working day after this one. Raises OverflowError at the end of the calendar."""
    day += _DAY
    while is_day_off(day):
        day += _DAY
    return day


def previous_working_day(day: date) -> date:
    """The last working day before this one. Raises OverflowError at the beginning of the calendar."""
    day -= _DAY
    while is_day_off(day):
        day -= _DAY
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before: a deadline of so many working days.

    Nought means the day itself when it is worked, else the last working day before it. Raises ValueError for
    a negative count.
    """
    if count < 0:
        raise ValueError("a number of working days is not negative")
    if count == 0 and is_day_off(day):
        return previous_working_day(day)
    for _ in range(count):
        day = previous_working_day(day)
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that lies `count` working days after; nought as in `working_days_before`, but forward."""
    if count < 0:
        raise ValueError("a number of working days is not negative")
    if count == 0 and is_day_off(day):
        return next_working_day(day)
    for _ in range(count):
        day = next_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; nought when `end` is not later."""
    return sum(not is_day_off(start + _DAY * step) for step in range(1, (end - start).days + 1))
