"""What paper sets must know of events: those of a stop, and the stops where something happens on the next days."""

from collections.abc import Sequence
from datetime import date

from campaign.core.i18n import LANGUAGES, Translated
from campaign.events.plan.queries import event_as_subject
from campaign.events.queries import events_between, events_of_stop
from campaign.events.schemas import EventRow, EventState
from campaign.papers.schemas import Subject, SubjectKind
from campaign.papers.sets.ports import SetPort
from campaign.papers.sets.schemas import Part


def _part(row: EventRow) -> Part:
    """`06.04, 12:00 Rally on the square`, in each language."""
    when = f"{row.starts_on_wall:%d.%m, %H:%M}"
    words = Translated(**{code: f"{when} {row.title.text(code)}" for code in LANGUAGES})
    return Part(event_as_subject(row), words, row.day)


def parts_of_stop(stop_id: int) -> Sequence[Part]:
    """Its events but those that were cancelled. Two statements."""
    return [_part(row) for row in events_of_stop(stop_id) if row.state is not EventState.CANCELLED]


def coming(first: date, last: date) -> Sequence[tuple[Subject, Sequence[Part]]]:
    """The stops with events on these days, both included, and those events. Two statements."""
    found: dict[int, list[Part]] = {}
    stops: dict[int, Subject] = {}
    for row in events_between(first, last):
        if row.state is EventState.CANCELLED:
            continue
        if row.stop_id not in stops:
            named = (row.region_id, row.stop_id, row.relay_id, row.unit_name, row.time_zone)
            stops[row.stop_id] = Subject(SubjectKind.STOP, row.stop_id, *named)
        found.setdefault(row.stop_id, []).append(_part(row))
    return [(stop, found[stop_id]) for stop_id, stop in stops.items()]


EVENTS_OF_SETS = SetPort(parts_of_stop, coming)
