"""What somebody chooses about an import of vehicles: the file, which column is which, which rows are left out."""

from collections.abc import Iterable, Mapping
from typing import Final

from wtforms import FileField

from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.motorcades.imports.columns import WORDS, is_enough
from campaign.sheets.mapping import Reading, chosen_reading, decided_rows
from campaign.sheets.reading import Upload
from campaign.web.uploads import UploadForm

MOST_BYTES: Final = 5 << 20  # a table of three hundred vehicles is far smaller
_SKIP: Final = "skip"


class VehiclesForm(UploadForm):
    """A table of vehicles, as a file."""

    most_bytes = MOST_BYTES
    file = FileField(
        _l("Table of vehicles"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_BYTES >> 20)
    )  # fmt: skip

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        return Upload(self.file_name, self.content)


def reading_of(given: Mapping[str, str], before: Reading | None, sheets: tuple[str, ...]) -> Reading:
    """Where the vehicles stand, as somebody chose it; another sheet is guessed anew.

    Raises Invalid when no column tells vehicles apart, or two are taken for the same.
    """
    reading = chosen_reading(given, before, sheets, WORDS)
    is_other_sheet = before is not None and reading.sheet != before.sheet
    if not is_other_sheet and not is_enough(reading):
        raise Invalid(_l("Choose the column that holds the plates, or for boats the one with their names."))
    return reading


def left_out_of(given: Iterable[tuple[str, list[str]]], before: frozenset[int]) -> frozenset[int]:
    """The rows that are left out: as before, and what the page that was sent says now."""
    said = decided_rows(given)
    return (before - set(said)) | {row for row, word in said.items() if word == _SKIP}
