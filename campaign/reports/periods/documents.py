"""The PDF of a frozen sheet of a closed period: the same bytes for the same sheet."""

from zoneinfo import ZoneInfo

from campaign.pdf import office
from campaign.pdf.schemas import SheetStamp
from campaign.reports.periods.schemas import KeptSheet


def sheet_pdf(sheet: KeptSheet) -> bytes:
    """With its number, when it was frozen by the wall of the place, and the way back to it."""
    frozen = sheet.frozen
    stamp = SheetStamp(
        number=sheet.shown_number,
        revision=sheet.revision,
        printed=f"{sheet.printed_at.astimezone(ZoneInfo(frozen.zone)):%d.%m.%Y %H:%M}",
        address=f"{frozen.address}{sheet.shown_number}-{{page}}",
    )
    return office.render(frozen.paper, stamp, frozen.words)
