"""What somebody chooses about an import: the file, which column is which, what becomes of single rows."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import FileField, ValidationError

from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _, _l
from campaign.core.text import clean_line
from campaign.people.imports.schemas import COLUMNS, NAME_PARTS, Options, Outcome, Reading, Report
from campaign.sheets.reading import MOST_BYTES, Upload
from campaign.web.forms import CampaignForm

COLUMN_WORDS: Final[Mapping[str, Words]] = {
    "full_name": _l("Surname, name, patronymic"),
    "surname": _l("Surname"),
    "given_name": _l("First name"),
    "patronymic": _l("Patronymic"),
    "phone": _l("Phone"),
    "organisation": _l("Organisation"),
    "role": _l("Role"),
    "birth_year": _l("Year of birth"),
    "email": _l("E-mail address"),
    "language": _l("Language of messages"),
    "note": _l("Note"),
    "minor": _l("Mark of a minor"),
}
LONGEST_ROW: Final = 7  # figures of a row's number


class TableForm(CampaignForm):
    """A table of people, as a file."""

    file = FileField(
        _l("Table of people"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_BYTES >> 20)
    )  # fmt: skip
    _content: bytes = b""

    def validate_file(self, field: Any) -> None:
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file."))
        self._content = field.data.read(MOST_BYTES + 1)
        if not self._content:
            raise ValidationError(_("The file is empty."))
        if len(self._content) > MOST_BYTES:
            words = _("The file is larger than %(most)s MB. Divide the table and send it in parts.", most=MOST_BYTES >> 20)
            raise ValidationError(words)

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        name = clean_line(self.file.data.filename.replace("\\", "/").rpartition("/")[2])
        return Upload(name[-120:], self._content)


def chosen_columns(given: Mapping[str, str]) -> dict[int, str]:
    """Which of our columns somebody chose for each column of the sheet, by its index."""
    chosen = {}
    for key, name in given.items():
        place = key.removeprefix("column-")
        if place != key and _is_number(place) and name in (*COLUMNS, *NAME_PARTS):
            chosen[int(place)] = name
    return chosen


def reading_of(given: Mapping[str, str], report: Report) -> Reading:
    """Where the people stand, as somebody chose it; another sheet is guessed anew.

    Raises Invalid when no column holds the names, or two are taken for the same.
    """
    before = report.reading or Reading("", 0, {})
    sheet = given.get("sheet", before.sheet)
    if sheet != before.sheet and sheet in report.sheets:
        return Reading(sheet, 0, {})
    chosen = chosen_columns(given)
    columns = {name: place for place, name in chosen.items()}
    for name in columns:
        if list(chosen.values()).count(name) > 1:
            words = str(COLUMN_WORDS[name])
            raise Invalid(_l("Two columns are taken for “%(column)s”. Choose it for one of them.", column=words))
    if not {"full_name", *NAME_PARTS} & set(columns):
        raise Invalid(_l("Choose the column that holds the names."))
    row = given.get("head_row", "")
    return Reading(before.sheet, int(row) if _is_number(row) else before.head_row, columns)


def choices_of(given: Iterable[tuple[str, list[str]]], before: Mapping[int, Outcome]) -> dict[int, Outcome]:
    """What was decided for single rows: as before, and what the page that was sent says now.

    `given` has every field with its values, the last of which counts: a box that is not ticked leaves the empty one before it.
    """
    choices = dict(before)
    for key, (*_before, word) in given:
        row = key.removeprefix("row-")
        if row == key or not _is_number(row):
            continue
        if word in {Outcome.NEW, Outcome.SKIP}:
            choices[int(row)] = Outcome(word)
        else:
            choices.pop(int(row), None)
    return choices


def options_of(given: Mapping[str, str], before: Options) -> Options:
    """How rows are to be taken, with the box of the form as it was sent."""
    return Options(False, "create_organisations" in given, before.choices)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= LONGEST_ROW
