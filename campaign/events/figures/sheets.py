"""All that is said as a table: one row a figure, what stands on reports marked; heads and words in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from campaign.core.i18n import Translated, _
from campaign.events.figures.schemas import EventFigures, FigureRow, Gathered
from campaign.events.figures.words import COUNTS, QUALIFIERS, STAGES, UNITS, figure_words, source_words
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def figures_file(gathered: Gathered, subject: str, made_at: datetime, kind: str) -> bytes:
    """No cell is a formula. Numbers stand twice: as they were meant, and plain to reckon with."""
    table = SheetTable(
        title=_("Figures"),
        columns=[
            SheetColumn(_("Stop"), 22),
            SheetColumn(_("Date"), 12),
            SheetColumn(_("Event"), 40),
            SheetColumn(_("What is counted"), 30),
            SheetColumn(_("Plan or fact"), 12),
            SheetColumn(_("As it was said"), 18),
            SheetColumn(_("How many"), 12),
            SheetColumn(_("How exact"), 14),
            SheetColumn(_("Unit"), 12),
            SheetColumn(_("How it is known"), 44),
            SheetColumn(_("What is counted in people"), 24),
            SheetColumn(_("On reports"), 12),
            SheetColumn(_("Same people as"), 16),
            SheetColumn(_("Note"), 40),
        ],
        rows=_rows(gathered),
        made_at=made_at,
        subject=subject,
    )
    return file_of(table, kind)


def _rows(gathered: Gathered) -> Iterator[Sequence[Cell]]:
    names = {event.stop_id: event.unit_name for event in gathered.events}
    for event in gathered.events:
        for row in sorted(event.figures, key=lambda row: (row.measure.order, row.stage, row.rank)):
            is_first = event.standing(row.measure.code, row.stage) == row
            yield _cells(event.unit_name, event, row, event.audience, is_first=is_first)
    for whole in gathered.audiences:
        yield _cells(names.get(whole.stop_id, Translated()), None, whole.row, whole.audience, is_first=True)


def _cells(place: Translated, event: EventFigures | None, row: FigureRow, audience: str, *, is_first: bool) -> Sequence[Cell]:
    return (
        place.text(),
        f"{event.day:%d.%m.%Y}" if event else "",
        event.title.text() if event else _("all events with these people together"),
        row.measure.name.text(),
        str(STAGES[row.stage]),
        figure_words(row),
        f"{Decimal(row.amount.value).scaleb(-row.measure.decimals):f}",
        str(QUALIFIERS[row.amount.qualifier]),
        str(UNITS[row.measure.unit]),
        source_words(row),
        str(COUNTS[row.counts]) if row.measure.is_people else "",
        _("yes") if is_first else "",
        audience,
        row.note,
    )
