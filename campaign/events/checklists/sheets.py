"""Tasks as a table, heads and words in the reader's language."""

from collections.abc import Iterable, Sequence

from campaign.core import clock
from campaign.core.i18n import _
from campaign.events.checklists.schemas import TaskRow
from campaign.events.checklists.words import STATES
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def tasks_table(rows: Iterable[TaskRow], subject: str = "") -> SheetTable:
    """One row a task, in the order given. `Days from the arrival` is negative before it."""
    columns = [
        SheetColumn(_("Due"), 12), SheetColumn(_("Hour"), 8), SheetColumn(_("Days from the arrival"), 12, "number"),
        SheetColumn(_("Stop"), 22), SheetColumn(_("Event"), 36), SheetColumn(_("What has to be done"), 48),
        SheetColumn(_("Who does it"), 26), SheetColumn(_("State"), 18), SheetColumn(_("Settled on"), 12),
        SheetColumn(_("Settled by"), 26), SheetColumn(_("Note"), 40),
    ]  # fmt: skip
    return SheetTable(_("All tasks"), columns, map(_row, rows), clock.campaign_now(), subject)


def _row(row: TaskRow) -> Sequence[Cell]:
    settled = row.settled_on_wall
    return (
        f"{row.due:%d.%m.%Y}", f"{row.at:%H:%M}" if row.at else "", row.days_from_arrival, row.stop_name.text(),
        row.event_title.text(), row.title.text(), row.who, str(STATES[row.state]),
        f"{settled:%d.%m.%Y}" if settled else "", row.settled_by, row.note,
    )  # fmt: skip
