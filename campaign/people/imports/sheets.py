"""Tables about imports: the one to be filled in."""

from campaign.core import clock
from campaign.core.i18n import _, language
from campaign.events.schemas import EventRow
from campaign.sheets import xlsxfile
from campaign.sheets.schemas import SheetColumn, SheetTable

MIMETYPE = xlsxfile.MIMETYPE


def template_xlsx(event: EventRow) -> bytes:
    """An Excel file with the heads that are known for sure, and two invented people to be overwritten."""
    role = event.roles[0].name.text() if event.roles else ""
    school = _("School No. 20")
    table = SheetTable(
        title=_("Participants"),
        columns=[
            SheetColumn(_("Surname, name, patronymic"), 40),
            SheetColumn(_("Phone"), 18),
            SheetColumn(_("Year of birth"), 14),
            SheetColumn(_("Organisation"), 36),
            SheetColumn(_("Role"), 24),
            SheetColumn(_("E-mail address"), 26),
            SheetColumn(_("Language of messages"), 20),
            SheetColumn(_("Note"), 36),
        ],
        rows=[
            ("Сәрсенбай Айгерім Мұратқызы", "8 700 000 00 01", "1997", school, role, "", language(), _example()),
            ("Ким Марат", "8 700 000 00 02", "2000", school, role, "marat@example.kz", "ru", _example()),
        ],
        made_at=clock.campaign_now(),
        subject=event.title.text(),
    )
    return xlsxfile.render(table)


def _example() -> str:
    return _("An example: write your own people over it")
