"""What somebody sends to bring in opening stock: a table, then the day on which it is counted."""

from typing import Final

from wtforms import FileField, HiddenField
from wtforms.validators import Optional

from campaign.core.i18n import _l
from campaign.sheets.reading import Upload
from campaign.web.forms import CampaignForm, DayField
from campaign.web.uploads import UploadForm

MOST_BYTES: Final = 1 << 20


class StockTableForm(UploadForm):
    """A table of what is in the stores, as a file."""

    most_bytes = MOST_BYTES
    file = FileField(
        _l("Table of what is in the stores"), description=_l("XLSX, ODS or CSV, at most %(most)s MB.", most=MOST_BYTES >> 20)
    )  # fmt: skip

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        return Upload(self.file_name, self.content)


class BringForm(CampaignForm):
    """The rows that were looked at, and the day on which they were counted."""

    rows = HiddenField()
    name = HiddenField()
    dated_on = DayField(_l("Date of the document"), [Optional()])
