"""The list of events and the calendar."""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_skeleton
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.i18n import language
from campaign.core.text import clean_line
from campaign.events import queries
from campaign.events.schemas import EventFilter, EventRow, EventState
from campaign.events.sheets import events_table
from campaign.events.states import STATE_TAGS, STATE_WORDS
from campaign.events.views.desk import bp
from campaign.papers.tables import list_file
from campaign.relay import queries as relay
from campaign.sheets.outgoing import MOST_ROWS
from campaign.web.guards import needs
from campaign.web.numbers import day_or_none, whole_or_none

FIRST_YEAR, LAST_YEAR = 2000, 2100


def asked() -> EventFilter:
    """What the address asks for; words it cannot know are as if they were not there."""
    state = request.args.get("state", "")
    return EventFilter(
        relay_id=whole_or_none(request.args.get("relay")),
        stop_id=whole_or_none(request.args.get("stop")),
        kind=request.args.get("kind", "")[:40],
        state=EventState(state) if state in set(EventState) else None,
        first_day=day_or_none(request.args.get("from")),
        last_day=day_or_none(request.args.get("to")),
        text=clean_line(request.args.get("q", ""))[:120],
    )


def as_address(wish: EventFilter) -> dict[str, Any]:
    """The filter as words of an address, without what is empty."""
    given = {
        "relay": wish.relay_id, "stop": wish.stop_id, "kind": wish.kind, "state": wish.state and wish.state.value,
        "from": wish.first_day and wish.first_day.isoformat(), "to": wish.last_day and wish.last_day.isoformat(),
        "q": wish.text,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


@bp.get("/events")
@needs(P.EVENTS_READ)
def events() -> ResponseReturnValue:
    wish = asked()
    page = queries.find_events(wish, request.args.get("page"))
    kept = as_address(wish)
    return render_template(
        "events/staff/events.html",
        page=page,
        wish=wish,
        kinds=[(kind.code, kind.name) for kind in queries.kinds()],
        stops=queries.stops_to_choose(),
        states=STATE_WORDS,
        tags=STATE_TAGS,
        today=clock.campaign_today(),
        kept=kept,
        before=url_for(".events", page=page.before, **kept) if page.before else None,
        after=url_for(".events", page=page.after, **kept) if page.after else None,
        calendar_url=url_for(".calendar", **{**kept, "month": f"{wish.first_day:%Y-%m}" if wish.first_day else None}),
    )


@bp.get("/events.<any(csv, xlsx):ending>")
@needs(P.EVENTS_READ)
def events_file(ending: str) -> ResponseReturnValue:
    """The list as it is filtered."""
    wish = asked()
    found = queries.find_events(wish, size=MOST_ROWS)
    return list_file(found, events_table, ending, url_for(".events", **as_address(wish)))


def asked_month() -> date:
    """The first day of the month in the address; this month when there is none that can be read."""
    year, _dash, month = request.args.get("month", "").partition("-")
    if year.isascii() and month.isascii() and year.isdigit() and month.isdigit() and len(year + month) <= 6:
        wished = int(year), int(month)
        if FIRST_YEAR <= wished[0] <= LAST_YEAR and 1 <= wished[1] <= 12:
            return date(*wished, 1)
    return clock.campaign_today().replace(day=1)


@dataclass(frozen=True)
class Month:
    """A month as the calendar shows it: its weeks from Monday on, and the months beside it."""

    first: date

    @property
    def last(self) -> date:
        return self.first.replace(day=months.monthrange(self.first.year, self.first.month)[1])

    @property
    def weeks(self) -> list[list[date]]:
        return months.Calendar().monthdatescalendar(self.first.year, self.first.month)

    @property
    def earlier(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def later(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def words(self) -> str:
        """`Апрель 2018 г.`, `2018 ж. сәуір`: fit to be a heading."""
        words: str = format_skeleton("yMMMM", self.first, locale=language())
        return words[0].upper() + words[1:]


def by_day(rows: Iterable[EventRow]) -> dict[date, list[EventRow]]:
    found: dict[date, list[EventRow]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row)
    return found


@bp.get("/events/calendar")
@needs(P.EVENTS_READ)
def calendar() -> ResponseReturnValue:
    month = Month(asked_month())
    relay_id, stop_id = (whole_or_none(request.args.get(name)) for name in ("relay", "stop"))
    wish = EventFilter(relay_id=relay_id, stop_id=stop_id, first_day=month.first, last_day=month.last)
    kept = {name: value for name, value in as_address(wish).items() if name in ("relay", "stop")}
    return render_template(
        "events/staff/calendar.html",
        month=month,
        by_day=by_day(queries.calendar(wish)),
        kept=kept,
        stop=relay.stop_row(stop_id) if stop_id else None,
        states=STATE_WORDS,
    )
