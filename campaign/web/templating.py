"""Filters and globals for the templates: dates, times, numbers and phones in the reader's language."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_skeleton, get_month_names
from babel.numbers import format_decimal
from flask import Flask, g, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup

from campaign.assets import face
from campaign.core import clock, crypto, phones
from campaign.core.actor import Actor, P
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGE_SHORTS, LANGUAGES, OWN, _, _n, language
from campaign.core.numerals import number_sign
from campaign.web.language import language_url, public_addresses

_GROUPED = 1000  # digits are grouped from here on
NBSP = "\u00a0"
DASH = "\u00a0– "
# Babel writes "6 апр. 2018 г."; offices write it with the words below, and Kazakh puts the year first. A further language
# is written as Babel knows it.
_LONG = {"kk": "y 'ж.' d MMMM", "ru": "d MMMM y 'г.'", "en": "d MMMM y"}
_MONTHS = {
    "kk": ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"],
    "ru": ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def day(value: date) -> str:
    """`6 апреля 2018 г.`, `2018 ж. 6 сәуір`, `6 April 2018`."""
    return format_date(value, _LONG.get(language(), "long"), locale=language()).replace(" ", NBSP)


def day_month(value: date) -> str:
    """`6 апреля`."""
    if language() in OWN:
        shown: str = format_date(value, "d MMMM", locale=language())
    else:
        shown = format_skeleton("MMMMd", value, locale=language())
    return shown.replace(" ", NBSP)


def day_short(value: date) -> str:
    """`6 апр`."""
    months = _MONTHS.get(language()) or list(get_month_names("abbreviated", locale=language()).values())
    return f"{value.day}{NBSP}{months[value.month - 1]}"


def day_short_year(value: date) -> str:
    """`6 апр 2018 г.`, `2018 ж. 6 сәу`, `6 Apr 2018`: for rows of tables that reach over years."""
    shown = {"kk": "{year} ж. {day}", "ru": "{day} {year} г."}.get(language(), "{day} {year}")
    return shown.format(day=day_short(value), year=value.year).replace(" ", NBSP)


def day_span(span: tuple[date, date]) -> str:
    """`6 – 20 апреля 2018 г.`, with only as much of the first date as differs."""
    first, last = span
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)}{DASH}{day(last)}"
    if language() == "kk":
        year = f"{first.year}{NBSP}ж. "
        left = str(first.day) if first.month == last.month else day_month(first)
        return f"{year}{left}{DASH}{day_month(last)}"
    left = str(first.day) if first.month == last.month else day_month(first)
    return f"{left}{DASH}{day(last)}"


def span_short(span: tuple[date, date]) -> str:
    """`6 – 20 апр`, `20 апр – 4 мая`: for rows of tables, without the year."""
    first, last = span
    if first == last:
        return day_short(first)
    left = str(first.day) if (first.year, first.month) == (last.year, last.month) else day_short(first)
    return f"{left}{DASH}{day_short(last)}"


def weekday(value: date) -> str:
    """`пятница`."""
    return (
        format_date(value, "EEEE", locale=language()).lower() if language() != "en" else format_date(value, "EEEE", locale="en")
    )


def weekday_short(value: date) -> str:
    """`пт`."""
    short = format_date(value, "EEEEEE" if language() != "en" else "EEE", locale=language())
    return short.lower() if language() != "en" else short


def clock_time(moment: datetime, zone: str = clock.HOME) -> str:
    """`14:00`, as a clock on a wall in `zone` shows; without one, in the capital."""
    return f"{clock.on_the_wall(moment, zone):%H:%M}"


def wall_day(moment: datetime, zone: str = clock.HOME) -> date:
    """The date there."""
    return clock.on_the_wall(moment, zone).date()


def from_utc(zone: str, on: date) -> str:
    """`UTC+5`: what clocks of the zone show at noon of the day, for people who do not know zones by their names."""
    hours = (clock.on_the_wall(clock.at(on, 12, 0, zone), zone).utcoffset() or timedelta()) / timedelta(hours=1)
    return f"UTC{hours:+g}"


def moment(at: datetime, zone: str = clock.HOME, *, full: bool = False) -> str:
    """`6 апр, 14:00`, as a clock on a wall in `zone` shows; in full with the year: `6 апреля 2018 г., 14:00`."""
    there = wall_day(at, zone)
    return f"{day(there) if full else day_short(there)}, {clock_time(at, zone)}"


def number(value: float) -> str:
    """`1 834`; a fraction keeps one digit. Most numbers of a page are small and look alike in every language."""
    if isinstance(value, int) and 0 <= value < _GROUPED:
        return str(int(value))
    shown: str = format_decimal(round(value, 1), format="#,##0.#", locale=language())
    return shown.replace(" ", NBSP)


def numbered(number: object) -> str:
    """`№ 14/2018`, in English `No. 14/2018`, on one line."""
    return f"{number_sign(language())}{NBSP}{number}"


@lru_cache(maxsize=64)
def _version(path: str, stamp: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


def static_url(app: Flask, name: str) -> str:
    """The address of a static file with its version in it, so that browsers may keep it for a year."""
    path = Path(app.static_folder or "") / name
    version = _version(str(path), path.stat().st_mtime) if path.is_file() else "0"
    return url_for("static", filename=name, v=version)


def aloud(words: object) -> Markup:
    """`: Ahmetova` after the words of a link or button that stands in many rows: a screen reader says it, nobody sees it."""
    return Markup('<span class="visually-hidden">: {}</span>').format(words)


def stands_under(crumbs: Iterable[tuple[object, str | None]]) -> None:
    """Remember for the title of the page what it is a part of: those of its crumbs that lead somewhere."""
    g.stands_under = [str(label) for label, url in crumbs if url]


def of_what(title: Markup) -> str:
    """` – Rally on the square`, what the page is a part of, for a title that names nothing above it yet; else nothing."""
    above: list[str] = g.get("stands_under", [])
    words = title.unescape().casefold()
    named = words.partition(": ")[2] or words
    known = any(label.casefold() in words or label.casefold().startswith(named) for label in above)
    return f" – {above[-1]}" if above and not known else ""


def tongue(code: str) -> Markup:
    """The own name of a language, spoken in that language: `Қазақша` sounds Kazakh on a Russian page too."""
    return Markup('<span lang="{}">{}</span>').format(code, LANGUAGE_NAMES[code])


def opening(words: object) -> str:
    """Words that open a row or a line: `team No. 2 (Youth)` as `Team No. 2 (Youth)`; what follows stays as it is."""
    said = str(words)
    return said[:1].upper() + said[1:]


FILTERS = {
    "aloud": aloud,
    "clock_time": clock_time,
    "day": day,
    "day_month": day_month,
    "day_short": day_short,
    "day_short_year": day_short_year,
    "day_span": day_span,
    "from_utc": from_utc,
    "moment": moment,
    "number": number,
    "numbered": numbered,
    "opening": opening,
    "phone": phones.shown,
    "phone_masked": phones.masked,
    "span_short": span_short,
    "tongue": tongue,
    "wall_day": wall_day,
    "weekday": weekday,
    "weekday_short": weekday_short,
}


def install(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        _=_,
        ngettext=_n,
        P=P,
        csrf_token=generate_csrf,
        home_zone=clock.HOME,
        languages=LANGUAGES,
        language_names=LANGUAGE_NAMES,
        language_shorts=LANGUAGE_SHORTS,
        language_url=language_url,
        new_operation_key=crypto.new_uid,
        of_what=of_what,
        own_languages=OWN,
        public_addresses=public_addresses,
        stands_under=stands_under,
        static_url=lambda name: static_url(app, name),
        type_files=tuple(face.FILES.values()),
    )

    @app.context_processor
    def around_every_page() -> dict[str, Any]:
        return {
            "actor": g.get("actor", Actor()),
            "language": language(),
            "number_sign": number_sign(language()),
            "demo": app.config["DEMO"],
            "sample_is_in": g.get("sample_is_in", False),
            "campaign_today": clock.campaign_today(),
        }
