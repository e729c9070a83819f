"""Events as a table, heads and words in the reader's language; days and hours are those of the wall of the place."""

from collections.abc import Iterable, Sequence

from campaign.core import clock, phones
from campaign.core.i18n import _
from campaign.events.schemas import EventRow
from campaign.events.states import STATE_WORDS
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def events_table(rows: Iterable[EventRow], subject: str = "") -> SheetTable:
    """One row an event, in the order given; `subject` says of which relay or stop."""
    columns = [
        SheetColumn(_("Date"), 12), SheetColumn(_("Begins"), 9), SheetColumn(_("Ends"), 9), SheetColumn(_("Event"), 44),
        SheetColumn(_("Kind"), 24), SheetColumn(_("Stop"), 22), SheetColumn(_("Place"), 30), SheetColumn(_("Address"), 30),
        SheetColumn(_("State"), 16), SheetColumn(_("Capacity"), 12, "number"), SheetColumn(_("Registered"), 12, "number"),
        SheetColumn(_("Responsible"), 28), SheetColumn(_("Phone"), 18), SheetColumn(_("Note"), 30),
    ]  # fmt: skip
    return SheetTable(_("Events"), columns, map(_row, rows), clock.campaign_now(), subject)


def _state(row: EventRow) -> str:
    return f"{STATE_WORDS[row.state]}, {_('registration closed')}" if row.is_closed_again else str(STATE_WORDS[row.state])


def _row(row: EventRow) -> Sequence[Cell]:
    return (
        f"{row.day:%d.%m.%Y}", f"{row.starts_on_wall:%H:%M}", f"{row.ends_on_wall:%H:%M}", row.title.text(),
        row.kind_name.text(), row.unit_name.text(), row.place_name.text(), row.place_address, _state(row),
        "" if row.capacity is None else row.capacity, row.taken, row.responsible,
        phones.shown(row.responsible_phone) if row.responsible_phone else "", row.place_note,
    )  # fmt: skip
