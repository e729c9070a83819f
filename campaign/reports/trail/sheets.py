"""The trail as a table, head and words in the reader's language; times are those of the region."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from campaign.core import clock
from campaign.core.i18n import _
from campaign.reports.trail.facts import name_of, value_of
from campaign.reports.trail.schemas import TrailLine
from campaign.reports.trail.words import thing_of, verb_of
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def trail_file(lines: Iterable[TrailLine], made_at: datetime, kind: str) -> bytes:
    """One row an act, with the code by which a program knows it."""
    columns = [
        SheetColumn(_("Number in the trail"), 10, "number"), SheetColumn(_("Time"), 20),
        SheetColumn(_("Time of the campaign"), 20), SheetColumn(_("Who acted"), 30),
        SheetColumn(_("What it was about"), 24), SheetColumn(_("No."), 10),
        SheetColumn(_("What was done"), 28), SheetColumn(_("Code"), 24), SheetColumn(_("Region"), 26),
        SheetColumn(_("Before and after"), 60), SheetColumn(_("Reason"), 40),
    ]  # fmt: skip
    table = SheetTable(title=_("Audit trail"), columns=columns, rows=_rows(lines), made_at=made_at)
    return file_of(table, kind)


def _rows(lines: Iterable[TrailLine]) -> Iterator[list[Cell]]:
    for line in lines:
        yield [
            line.id, _time(line.at, line.zone), _time(line.campaign_at, line.zone), line.who, str(thing_of(line.thing)),
            str(line.thing_id or ""), str(verb_of(line.act)), line.act, line.region,
            "; ".join(_told(line, *fact) for fact in line.facts), line.reason or "",
        ]  # fmt: skip


def _told(line: TrailLine, name: str, before: str, after: str) -> str:
    was, now = (value_of(line.act, name, shown, line.zone) for shown in (before, after))
    return f"{name_of(name)}: {was} → {now}"


def _time(at: datetime, zone: str) -> str:
    return f"{clock.on_the_wall(at, zone):%d.%m.%Y %H:%M:%S}"
