"""Hours as tables, head and words in the reader's language. Hours are written 3:30."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from campaign.core.i18n import _
from campaign.people.exports.schemas import FileKind
from campaign.people.hours.schemas import HoursLine, PersonHours, as_hours
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import SheetColumn, SheetTable


def event_file(lines: Sequence[HoursLine], subject: str, made_at: datetime, kind: FileKind) -> Iterator[bytes]:
    """The hours of one event, plan and fact."""
    columns = [
        SheetColumn(_("Surname, name, patronymic"), 40), SheetColumn(_("Organisation"), 40), SheetColumn(_("Role"), 24),
        SheetColumn(_("Planned"), 10), SheetColumn(_("Confirmed"), 12), SheetColumn(_("Before the correction"), 12),
        SheetColumn(_("Reason"), 40),
    ]  # fmt: skip
    rows = (
        (
            line.full_name, line.organisation, line.role.text() if line.role else "", as_hours(line.planned),
            _shown(line.minutes), _shown(line.before), line.reason,
        )
        for line in lines
    )  # fmt: skip
    return _file(SheetTable(title=_("Hours"), columns=columns, rows=rows, made_at=made_at, subject=subject), kind)


def stop_file(lines: Sequence[PersonHours], subject: str, made_at: datetime, kind: FileKind) -> Iterator[bytes]:
    """The hours of a stop's people over all its events."""
    columns = [
        SheetColumn(_("Surname, name, patronymic"), 40), SheetColumn(_("Organisation"), 40), SheetColumn(_("Events"), 10),
        SheetColumn(_("Planned"), 10), SheetColumn(_("Confirmed"), 12),
    ]  # fmt: skip
    rows = (
        (line.full_name, line.organisation, str(line.events), as_hours(line.planned), as_hours(line.minutes)) for line in lines
    )
    return _file(SheetTable(title=_("Hours"), columns=columns, rows=rows, made_at=made_at, subject=subject), kind)


def _shown(minutes: int | None) -> str:
    return "" if minutes is None else as_hours(minutes)


def _file(table: SheetTable, kind: FileKind) -> Iterator[bytes]:
    if kind is FileKind.XLSX:
        yield xlsxfile.render(table)
    else:
        yield from csvfile.stream(table)
