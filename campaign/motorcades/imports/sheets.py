"""The empty table of vehicles that is to be filled in."""

from campaign.core import clock
from campaign.core.i18n import _
from campaign.events.schemas import EventRow
from campaign.motorcades.schemas import CarRole, VehicleKind
from campaign.motorcades.words import KINDS, ROLES
from campaign.sheets import xlsxfile
from campaign.sheets.schemas import SheetColumn, SheetTable

MIMETYPE = xlsxfile.MIMETYPE


def template_xlsx(event: EventRow) -> bytes:
    """An Excel file with the heads that are known for sure, and two invented vehicles to be overwritten."""
    college = _("College No. 2")
    table = SheetTable(
        title=_("Vehicles"),
        columns=[
            SheetColumn(_("Plate"), 14), SheetColumn(_("Kind of vehicle"), 16), SheetColumn(_("Make and model"), 24),
            SheetColumn(_("Colour"), 14), SheetColumn(_("Seats for passengers"), 12), SheetColumn(_("Driver"), 30),
            SheetColumn(_("Driver's phone"), 18), SheetColumn(_("Owner"), 26), SheetColumn(_("Organisation"), 30),
            SheetColumn(_("What it does"), 24), SheetColumn(_("Block"), 14), SheetColumn(_("Decoration"), 24),
        ],
        rows=[
            ("123 ABC 09", str(KINDS[VehicleKind.CAR]), "Лада Гранта", _("white"), "4", "Ким Марат", "8 700 000 00 02",
             "Ким Марат", "", str(ROLES[CarRole.PARTICIPANT]), "", _("An example: write your own vehicles over it")),
            ("456 AB 09", str(KINDS[VehicleKind.BUS]), "ПАЗ-320402", _("yellow"), "25", "Сәрсенбай Айдос", "8 700 000 00 01",
             "", college, str(ROLES[CarRole.BUS]), "", _("An example: write your own vehicles over it")),
        ],
        made_at=clock.campaign_now(),
        subject=event.title.text(),
    )  # fmt: skip
    return xlsxfile.render(table)
