"""The forms of the territory: a table of units, a new name of a body."""

from typing import Any

from wtforms import FileField, ValidationError

from campaign.core.i18n import Translated, _, _l
from campaign.territory.schemas import NewBodyName
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger


class UnitTableForm(CampaignForm):
    """A table of cities and districts."""

    file = FileField(
        _l("Table (XLSX, ODS or CSV)"), description=_l("A spreadsheet, or text in UTF-8 or Kazakh Windows; at most 4 MB.")
    )

    def validate_file(self, field: Any) -> None:
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))

    def content(self) -> bytes:
        """The bytes that were sent."""
        found: bytes = self.file.data.read()
        return found


class BodyNameForm(CampaignForm):
    """What a body is called from a day on."""

    name_kk = LineField(_l("Name in Kazakh"), validators=[Needed(), NotLonger(300)])
    name_ru = LineField(_l("Name in Russian"), validators=[Needed(), NotLonger(300)])
    name_en = LineField(_l("Name in English"), validators=[NotLonger(300)])
    valid_from = DayField(_l("Called so from"), validators=[Needed()])

    def command(self) -> NewBodyName:
        """What was typed; only after the form was found valid."""
        since: Any = self.valid_from.data
        return NewBodyName(Translated(self.name_kk.data or "", self.name_ru.data or "", self.name_en.data or ""), since)
