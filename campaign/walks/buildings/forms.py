"""What is typed of buildings, floors and rooms: text in, commands out."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField
from wtforms.validators import Optional, ValidationError

from campaign.core.i18n import LANGUAGE_NAMES, Translated, _, _l, language
from campaign.core.text import clean_line
from campaign.walks.buildings.schemas import (
    BY_NUMBER,
    FloorWish,
    NewBuilding,
    OfficeEdit,
    RoomWish,
    stamp,
)
from campaign.walks.rooms import MOST_IN_A_RANGE, BadRooms, rooms_of
from campaign.walks.schemas import LONGEST_NAME, MOST_DOORS, Building, Office
from campaign.web.forms import CampaignForm, InnerForm, LineField, NotLonger, TextField, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_nought
from campaign.web.tongues import texts_of

NAMES_IN = ("kk", "ru")  # what stands on doors and in directories
LONGEST_LIST = 60_000


class BuildingForm(VersionedForm):
    """A building: where it stands, what it is called, whose offices are in it."""

    owed = {"name_kk": _l("Name it in at least one language.")}
    unit = SelectField(_l("City or district"), coerce=whole_or_nought, validate_choice=False)
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(LONGEST_NAME)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(LONGEST_NAME)])
    name_en = LineField(_l("Name in English"), [NotLonger(LONGEST_NAME)])
    address = LineField(_l("Address"), [NotLonger(LONGEST_NAME)])
    body_kk = LineField(_l("Whose offices, in Kazakh"), [NotLonger(LONGEST_NAME)])
    body_ru = LineField(_l("Whose offices, in Russian"), [NotLonger(LONGEST_NAME)])

    def command(self, unit_id: int | None = None) -> NewBuilding:
        place = unit_id or self.unit.data or 0
        return NewBuilding(place, self.written("name"), self.address.data or "", self.written("body"))


def edit_building_form(building: Building) -> BuildingForm:
    """The form filled with what is known of the building."""
    return BuildingForm(
        version=building.version, unit=building.unit_id, address=building.address, **texts_of("name", building.name),
        **texts_of("body", building.body),
    )  # fmt: skip


class FloorForm(Form):
    """One floor; `position` from below."""

    id = HiddenField()
    label = LineField(_l("Floor"))
    position = WholeNumberField(_l("Place from below"), [Optional()])
    gone = BooleanField(_l("Take away"))


class FloorsForm(VersionedForm):
    """All floors of a building, and those to be added."""

    floors = FieldList(FormField(FloorForm), label=_l("Floors"))
    more = LineField(_l("Add floors"), [NotLonger(200)], description=_l("One, several or from–to: 1-5, мансарда"))

    def validate_more(self, field: Any) -> None:
        if field.data:
            try:
                rooms_of(field.data)
            except BadRooms as error:
                raise ValidationError(range_complaint(error)) from error

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or any(entry.form.errors for entry in self.floors))

    def wishes(self) -> list[FloorWish]:
        rows = [
            FloorWish(
                whole_or_nought(row.id.data) or None, row.label.data or "", row.position.data or place, bool(row.gone.data)
            )
            for place, row in enumerate((entry.form for entry in self.floors), 1)
        ]
        last = max((row.position for row in rows), default=0)
        added = rooms_of(self.more.data) if self.more.data else ()
        return rows + [FloorWish(None, label, last + place) for place, label in enumerate(added, 1)]


def floors_form(building: Building) -> FloorsForm:
    """The form filled with the floors as they are."""
    rows = [{"id": floor.id, "label": floor.label, "position": floor.position} for floor in building.floors]
    return FloorsForm(version=building.version, floors=rows)


def range_complaint(error: BadRooms) -> str:
    """What is wrong with a list of numbers, and how it is written."""
    if error.code == "backwards":
        return _("The range counts down. Write the smaller number first. For example: 301-320.")
    if error.code == "too_many":
        return _("A range has at most %(most)s numbers. Check its end.", most=MOST_IN_A_RANGE)
    return _("Here is no number. For example: 301-320.")


class PastedField(TextField):
    """Lines copied out of a spreadsheet: what divides its cells is kept, as a semicolon."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([str(value).replace("\t", ";") for value in valuelist])


class RoomsForm(CampaignForm):
    """Many rooms at once, a line each or a range a line."""

    floor = SelectField(_l("Floor"), coerce=whole_or_nought, validate_choice=False)
    names_in = SelectField(_l("Departments and positions are written in"), validate_choice=False)
    lines = PastedField(_l("Rooms"), [NotLonger(LONGEST_LIST)])

    def offer(self, building: Building, chosen: int) -> None:
        """Fill the choices; the floor of a new form is the chosen one."""
        by_number = (BY_NUMBER, _("as the room number says: 312 is floor 3"))
        self.floor.choices = [by_number, *((floor.id, floor.label) for floor in building.floors)]
        self.names_in.choices = [(code, LANGUAGE_NAMES[code]) for code in NAMES_IN]
        if not self.is_submitted():
            self.floor.data, self.names_in.data = chosen, "kk" if language() == "kk" else "ru"

    def validate_lines(self, field: Any) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Write the rooms, one on a line. For example: 301-320."))
        rooms, complaints = 0, []
        for wishes, words in self._read():
            rooms += len(wishes)
            complaints += [words] if words else []
            if max(rooms, len(complaints)) > MOST_DOORS:
                raise ValidationError(_("A building has at most %(most)s rooms.", most=MOST_DOORS))
        if complaints:
            raise ValidationError(" ".join(complaints))

    def wishes(self) -> list[RoomWish]:
        return [wish for wishes, _words in self._read() for wish in wishes]

    def floor_id(self) -> int | None:
        chosen: int = self.floor.data or BY_NUMBER
        return chosen if chosen != BY_NUMBER else None

    def _read(self) -> Iterator[tuple[list[RoomWish], str]]:
        """What each line means, or why it cannot be read."""
        code = self.names_in.data if self.names_in.data in NAMES_IN else "ru"
        for number, line in enumerate((self.lines.data or "").splitlines(), 1):
            if not line.strip():
                continue
            rooms, unit, position, person = ([clean_line(cell) for cell in line.split(";", 3)] + [""] * 3)[:4]
            try:
                named = (Translated.of({code: unit}), Translated.of({code: position}), person)
                yield [RoomWish(number, room, *named) for room in rooms_of(rooms)], ""
            except BadRooms as error:
                yield [], _("Line %(line)s: %(words)s", line=number, words=range_complaint(error))


class OfficeForm(InnerForm):
    """One room in the table of its floor. `was`: the stamp of what the page showed."""

    id = HiddenField()
    was = HiddenField()
    room = LineField(_l("Room"))
    unit_kk = LineField(_l("Department in Kazakh"))
    unit_ru = LineField(_l("Department in Russian"))
    position_kk = LineField(_l("Position in Kazakh"))
    position_ru = LineField(_l("Position in Russian"))
    person = LineField(_l("Name, if it is known and needed"))
    floor = SelectField(_l("Floor"), coerce=whole_or_nought, validate_choice=False)
    active = BooleanField(_l("In use"))
    gone = BooleanField(_l("Take away"))
    complaints: list[str]

    def edit(self) -> OfficeEdit:
        return OfficeEdit(
            whole_or_nought(self.id.data), (self.was.data or "")[:16], self.room.data or "", self.written("unit"),
            self.written("position"), self.person.data or "", self.floor.data, bool(self.active.data),
            bool(self.gone.data),
        )  # fmt: skip


class OfficesForm(CampaignForm):
    """The rooms of one page of a floor."""

    rows = FieldList(FormField(OfficeForm), label=_l("Rooms"))

    def offer(self, building: Building) -> None:
        """Fill the floors to move rooms to."""
        for entry in self.rows:
            entry.form.floor.choices = [(floor.id, floor.label) for floor in building.floors]
            entry.form.complaints = []

    def complain(self, place: int, words: str) -> None:
        """Put a sentence beside a row."""
        if 0 <= place < len(self.rows):
            self.rows[place].form.complaints.append(words)

    def renew(self, offices: Sequence[Office]) -> None:
        """Rows with a complaint are compared with what stands there now: saving them once more writes over it."""
        now = {str(office.id): stamp(office) for office in offices}
        for entry in self.rows:
            if entry.form.complaints:
                entry.form.was.data = now.get(str(entry.form.id.data), entry.form.was.data)

    @property
    def is_wrong(self) -> bool:
        return any(entry.form.complaints for entry in self.rows)


def offices_form(offices: Sequence[Office]) -> OfficesForm:
    """The form filled with these rooms."""
    return OfficesForm(formdata=None, rows=[_typed(office) for office in offices])


def _typed(office: Office) -> dict[str, Any]:
    return {
        "id": office.id, "was": stamp(office), "room": office.room, "person": office.person, "floor": office.floor_id,
        "active": office.active, **texts_of("unit", office.unit_name),
        **texts_of("position", office.position_title),
    }  # fmt: skip
