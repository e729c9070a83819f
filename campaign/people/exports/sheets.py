"""The people of an event as a table, head and words in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from campaign.core import phones
from campaign.core.clock import on_the_wall
from campaign.core.i18n import _
from campaign.people.exports.schemas import ExportLine, FileKind, People
from campaign.people.schemas import RegistrationState
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def people_file(people: People, kind: FileKind) -> Iterator[bytes]:
    """The file in pieces; no cell of it is a formula. Some 60 µs a row."""
    table = _table(people)
    if kind is FileKind.XLSX:
        yield xlsxfile.render(table)
    else:
        yield from csvfile.stream(table)


def file_name(event_id: int, kind: FileKind) -> str:
    """`people-42.xlsx`."""
    return f"people-{event_id}.{kind.value}"


def _table(people: People) -> SheetTable:
    states = {
        RegistrationState.CONFIRMED: _("confirmed"),
        RegistrationState.WAITING: _("waits"),
        RegistrationState.PENDING: _("waits for a parent's consent"),
        RegistrationState.CANCELLED: _("has cancelled"),
    }
    consent = {True: _("given"), False: _("not yet")}
    return SheetTable(
        title=_("Participants"),
        columns=[
            SheetColumn(_("Surname, name, patronymic"), 40),
            SheetColumn(_("Phone"), 18),
            SheetColumn(_("Year of birth"), 10),
            SheetColumn(_("Organisation"), 40),
            SheetColumn(_("Role"), 24),
            SheetColumn(_("State"), 16),
            SheetColumn(_("Consent"), 12),
            SheetColumn(_("Code"), 10),
            SheetColumn(_("Note"), 30),
            SheetColumn(_("Registered at"), 18),
            SheetColumn(_("Came at"), 18),
        ],
        rows=(_row(line, people.zone, states[line.state], consent[line.consented]) for line in people.lines),
        made_at=people.made_at,
        subject=people.event,
    )


def _row(line: ExportLine, zone: str, state: str, consent: str) -> Sequence[Cell]:
    return (
        line.full_name,
        phones.shown(line.phone) if line.phone else "",
        str(line.birth_year or ""),
        line.organisation,
        line.role.text() if line.role else "",
        state,
        consent,
        line.code,
        line.note,
        _moment(line.made_at, zone),
        _moment(line.came_at, zone),
    )


def _moment(at: datetime | None, zone: str) -> str:
    return f"{on_the_wall(at, zone):%d.%m.%Y %H:%M}" if at else ""
