"""The forms of the territory: a table of units, a new name of a body."""

from typing import Any

from wtforms import FileField, SelectChoice, SelectField, ValidationError

from campaign.core.i18n import _, _l
from campaign.territory.schemas import BodyRow, NewBodyName, NewPart, UnitKind, UnitRow
from campaign.territory.unit_table import MOST_BYTES
from campaign.web.forms import CampaignForm, DayField, DegreesField, LineField, Needed, NotLonger, VersionedForm
from campaign.web.tongues import texts_of


class UnitTableForm(CampaignForm):
    """A table of cities and districts."""

    file = FileField(
        _l("Table (XLSX, ODS or CSV)"),
        description=_l("A spreadsheet, or text in UTF-8 or Kazakh Windows; at most %(most)s MB.", most=MOST_BYTES >> 20),
    )

    def validate_file(self, field: Any) -> None:
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))

    def content(self) -> bytes:
        """The bytes that were sent."""
        found: bytes = self.file.data.read()
        return found


class BodyNameForm(VersionedForm):
    """What a body is called from a day on."""

    name_kk = LineField(_l("Name in Kazakh"), validators=[Needed(), NotLonger(300)])
    name_ru = LineField(_l("Name in Russian"), validators=[Needed(), NotLonger(300)])
    name_en = LineField(_l("Name in English"), validators=[NotLonger(300)])
    valid_from = DayField(_l("Called so from"), validators=[Needed()])

    def command(self) -> NewBodyName:
        """What was typed; only after the form was found valid."""
        since: Any = self.valid_from.data
        return NewBodyName(self.written("name"), since)


def latest_name_form(row: BodyRow) -> BodyNameForm:
    """The form as whoever gave the latest name had filled it."""
    return BodyNameForm(formdata=None, version=row.version, valid_from=row.valid_from, **texts_of("name", row.name))


class PartForm(VersionedForm):
    """A part of a city or district: a city district, a rural okrug."""

    kind = SelectField(
        _l("Kind"),
        choices=[
            SelectChoice(UnitKind.CITY_DISTRICT.value, _l("city district")),
            SelectChoice(UnitKind.RURAL_OKRUG.value, _l("rural okrug")),
        ],
    )
    name_kk = LineField(_l("Name in Kazakh"), validators=[Needed(), NotLonger(120)])
    name_ru = LineField(_l("Name in Russian"), validators=[Needed(), NotLonger(120)])
    name_en = LineField(_l("Name in English"), validators=[NotLonger(120)])
    lat = DegreesField(_l("Latitude"))
    lon = DegreesField(_l("Longitude"))

    def command(self) -> NewPart:
        """What was typed; only after the form was found valid."""
        name = self.written("name")
        return NewPart(UnitKind(self.kind.data), name, self.lat.data, self.lon.data)


def part_form(part: UnitRow) -> PartForm:
    """The form filled with what is kept of the part, and what was sent over that."""
    return PartForm(
        version=part.version, kind=part.kind.value, lat=part.lat, lon=part.lon, **texts_of("name", part.name)
    )  # fmt: skip
