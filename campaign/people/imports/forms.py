"""What somebody chooses about an import: the file, which column is which, what becomes of single rows."""

from collections.abc import Iterable, Mapping
from typing import Final

from wtforms import FileField

from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _l
from campaign.people.imports.schemas import NAME_PARTS, Options, Outcome, Reading, Report
from campaign.sheets.mapping import chosen_reading, decided_rows
from campaign.sheets.reading import MOST_BYTES, Upload
from campaign.web.uploads import UploadForm

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


class TableForm(UploadForm):
    """A table of people, as a file."""

    most_bytes = MOST_BYTES
    file = FileField(
        _l("Table of people"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_BYTES >> 20)
    )  # fmt: skip

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        return Upload(self.file_name, self.content)


def reading_of(given: Mapping[str, str], report: Report) -> Reading:
    """Where the people stand, as somebody chose it; another sheet is guessed anew.

    Raises Invalid when no column holds the names, or two are taken for the same.
    """
    reading = chosen_reading(given, report.reading, report.sheets, COLUMN_WORDS)
    is_other_sheet = report.reading is not None and reading.sheet != report.reading.sheet
    if not is_other_sheet and not {"full_name", *NAME_PARTS} & set(reading.columns):
        raise Invalid(_l("Choose the column that holds the names."))
    return reading


def choices_of(given: Iterable[tuple[str, list[str]]], before: Mapping[int, Outcome]) -> dict[int, Outcome]:
    """What was decided for single rows: as before, and what the page that was sent says now."""
    choices = dict(before)
    for row, word in decided_rows(given).items():
        if word in {Outcome.NEW, Outcome.SKIP}:
            choices[row] = Outcome(word)
        else:
            choices.pop(row, None)
    return choices


def options_of(given: Mapping[str, str], before: Options) -> Options:
    """How rows are to be taken, with the box of the form as it was sent."""
    return Options(False, "create_organisations" in given, before.choices)
