"""A feed as an iCalendar file: the hour on the wall of the place, with the zone's own history written into the file."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vText

from campaign.core.i18n import _, use_language
from campaign.events.feeds.schemas import Entry, Feed, Standing

PRODUCT: Final = "-//Adal Zhol//Relay planner//EN"
AGAIN: Final = timedelta(hours=1)  # how often a calendar may come back for news
USUAL_YEARS: Final = (2018, 2030)
MIMETYPE: Final = "text/calendar"
STATUS: Final = {Standing.PLANNED: "TENTATIVE", Standing.CERTAIN: "CONFIRMED", Standing.CANCELLED: "CANCELLED"}


def calendar_file(feed: Feed) -> bytes:
    """The file, UTF-8, lines folded at 75 octets; the same feed gives the same bytes."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", vText(feed.name))
    calendar.add("REFRESH-INTERVAL", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(AGAIN))
    calendar.add("URL", feed.url)
    for zone, (first, last) in sorted(_years(feed).items()):
        calendar.add_component(_zone(zone, first, last))
    with use_language(feed.language):
        for entry in feed.entries:
            calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _years(feed: Feed) -> dict[str, tuple[int, int]]:
    """The zones that are needed, each with the first and last year."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for entry in feed.entries:
        if entry.zone:
            found[entry.zone] |= {entry.begins.year, entry.ends.year}
    return {zone: (min(years), max(years)) for zone, years in found.items()}


@lru_cache(maxsize=64)
def _zone(zone: str, first: int, last: int) -> Timezone:
    """What clocks in the zone showed in these years, and in those that most feeds have: programs keep a zone by its name."""
    first, last = min(first, USUAL_YEARS[0]), max(last, USUAL_YEARS[1])
    made = Timezone.from_tzinfo(ZoneInfo(zone), zone, date(first - 1, 1, 1), date(last + 2, 1, 1))
    made.pop("COMMENT", None)
    return made


def _event(entry: Entry) -> Event:
    made = Event()
    made.add("UID", entry.uid)
    made.add("DTSTAMP", entry.written_at)
    made.add("LAST-MODIFIED", entry.written_at)
    made.add("SEQUENCE", entry.sequence)
    made.add("STATUS", STATUS[entry.standing])
    made.add("DTSTART", _moment(entry.begins, entry.zone))
    made.add("DTEND", _moment(entry.ends, entry.zone, is_end=True))
    is_off = entry.standing is Standing.CANCELLED
    made.add("SUMMARY", _("Cancelled: %(event)s", event=entry.title) if is_off else entry.title)
    for name, words in (("LOCATION", entry.place), ("DESCRIPTION", entry.description), ("CATEGORIES", entry.kind)):
        if words:
            made.add(name, [words] if name == "CATEGORIES" else words)
    if entry.url:
        made.add("URL", entry.url)
    if entry.lat is not None and entry.lon is not None:
        made.add("GEO", (entry.lat, entry.lon))
    made.add("TRANSP", "TRANSPARENT" if is_off or not entry.zone else "OPAQUE")
    return made


def _moment(at: datetime | date, zone: str, *, is_end: bool = False) -> datetime | date:
    """A moment on the wall of its zone. Whole days end on the day after.

    A local time that occurs twice means the first one in a calendar file, so the second one is said in UTC.
    """
    if not isinstance(at, datetime):
        return at + timedelta(days=1) if is_end else at
    wall = at.astimezone(ZoneInfo(zone))
    return at.astimezone(UTC) if wall.fold else wall
