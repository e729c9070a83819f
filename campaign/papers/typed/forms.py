"""What is typed at the desk where sheets come back: the number of a sheet, a line, the whole text, the end of a page."""

from wtforms import BooleanField

from campaign.core.i18n import _l
from campaign.papers.addresses import number_and_page
from campaign.papers.typed.schemas import LONGEST_LINE, LONGEST_TEXT
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, TextField, VersionedForm
from campaign.web.numbers import version_shown


class FindForm(CampaignForm):
    """The number at the foot of a sheet, typed or scanned, with the page or without it."""

    sheet = LineField(_l("Number of the sheet"), [Needed(), NotLonger(300)])

    def number_and_page(self) -> tuple[int, int | None] | None:
        """What `00418`, `418-2` or a scanned address means; None for anything else."""
        return number_and_page(self.sheet.data or "")


class LineForm(CampaignForm):
    """One line of a page."""

    line = LineField(_l("Next line"), [NotLonger(LONGEST_LINE)])


class TextForm(VersionedForm):
    """All lines of a page at once."""

    text = TextField(_l("All lines"), [NotLonger(LONGEST_TEXT)])

    def seen_version(self) -> int:
        return version_shown(self.version.data)


class FinishForm(CampaignForm):
    """The end of a page: the sums, where they were not typed among the lines, and whether a second person types it too."""

    sums = LineField(_l("Sum counted on paper"), [NotLonger(60)])
    second = BooleanField(
        _l("Let a second person type this page before it is posted"),
        description=_l("Where the two differ, both readings are shown."),
    )
