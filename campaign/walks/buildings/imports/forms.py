"""What somebody chooses about an import of rooms: the file, which column is which, whether names are taken."""

from collections.abc import Mapping
from typing import Final

from wtforms import FileField

from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _l
from campaign.sheets.mapping import Reading, chosen_reading
from campaign.sheets.reading import MOST_BYTES, Upload
from campaign.walks.buildings.imports.schemas import Surveyed
from campaign.web.uploads import UploadForm

COLUMN_WORDS: Final[Mapping[str, Words]] = {
    "room": _l("Room"),
    "floor": _l("Floor"),
    "unit_kk": _l("Department in Kazakh"),
    "unit_ru": _l("Department in Russian"),
    "position_kk": _l("Position in Kazakh"),
    "position_ru": _l("Position in Russian"),
    "person": _l("Name of a person"),
}


class DirectoryForm(UploadForm):
    """A telephone directory or another table of rooms, as a file."""

    most_bytes = MOST_BYTES
    file = FileField(_l("Table of rooms"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_BYTES >> 20))

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        return Upload(self.file_name, self.content)


def reading_of(given: Mapping[str, str], found: Surveyed) -> Reading:
    """Where the rooms stand, as somebody chose it; another sheet is guessed anew.

    Raises Invalid when no column holds the rooms, or two are taken for the same.
    """
    reading = chosen_reading(given, found.reading, found.sheets, COLUMN_WORDS)
    if reading.sheet == found.reading.sheet and "room" not in reading.columns:
        raise Invalid(_l("Choose the column that holds the rooms."))
    return reading
