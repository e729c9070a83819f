"""The work of an import itself, whoever asks for it: a table judged for an event, and written in one transaction."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.errors import Closed, Invalid
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow, EventState
from campaign.people.imports.columns import guess, name_places
from campaign.people.imports.judging import Ground, Judged, Progress, judge
from campaign.people.imports.planning import Plan, plan
from campaign.people.imports.schemas import Options, Reading
from campaign.people.judged import event_to_write
from campaign.people.services.places import Held, hold
from campaign.sheets.reading import RawTable, Upload, read_table


@dataclass(frozen=True)
class Survey:
    """A table that was read and judged for an event, before the database was asked about anybody."""

    event: EventRow
    table: RawTable
    reading: Reading
    ground: Ground
    judged: Judged


def event_to_fill(event_id: int) -> EventRow:
    """The same, when people may still be put on it. Raises NotFound, Refused, Closed for one that was cancelled."""
    event = event_to_write(event_id)
    if event.state is EventState.CANCELLED:
        raise Closed(_l("This event was cancelled."))
    return event


def survey(
    event: EventRow, upload: Upload, reading: Reading | None, options: Options, progress: Progress | None = None
) -> Survey:
    """Read the file in a limited child, find or take the places of its columns, judge every cell.

    A reading without columns only names the sheet. Raises Invalid for what is no table, has no column of names, or nobody
    in it. Some 30 µs a row.
    """
    table = read_table(upload, sheet=reading.sheet or None if reading else None)
    reading = reading if reading and reading.columns else guess(table)
    if reading is None or not name_places(reading):
        raise NoHead(table)
    ground = Ground(clock.campaign_today(event.time_zone), current_app.config["BABEL_DEFAULT_LOCALE"])
    judged = judge(table, reading, options, ground, progress)
    if not judged.total:
        raise Invalid(_l("Nobody stands under the head of the table. Put the people into the rows under it."))
    return Survey(event, table, reading, ground, judged)


class NoHead(Invalid):
    """The table was read, but no row of it names a column of names: somebody must say where it is."""

    def __init__(self, table: RawTable) -> None:
        super().__init__(_l("No heading such as ФИО, Тегі, аты or Full name was found. Name the columns in the first row."))
        self.table = table


def planned(session: Session, found: Survey, options: Options) -> Plan:
    """What would become of the rows now."""
    return plan(session, event_row(found.event.id), found.judged, options, found.ground)


def held_plan(session: Session, found: Survey, options: Options) -> tuple[Held, EventRow, Plan]:
    """Hold the event and plan anew: nobody joins or leaves its list until this unit of work ends. Raises NotFound, Refused."""
    event_to_fill(found.event.id)
    held = hold(session, found.event.id)
    event = event_row(found.event.id)
    return held, event, plan(session, event, found.judged, options, found.ground)


def may_write(made: Plan, options: Options) -> bool:
    """Whether nothing is wrong, or the person takes the good rows alone."""
    return not made.errors or options.skip_errors
