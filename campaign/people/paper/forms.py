"""The form for printing a roster."""

from wtforms import RadioField, SelectChoice

from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _l
from campaign.people.paper.schemas import MOST_BLANK_ROWS, USUAL_BLANK_ROWS, PrintWish
from campaign.people.schemas import Marking
from campaign.web.forms import CampaignForm, WholeNumberField


class PrintForm(CampaignForm):
    """Language, last column, blank rows. The three buttons of one click send only the language."""

    language = RadioField(_l("Language of the paper"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
    marking = RadioField(
        _l("Last column"),
        choices=[SelectChoice("box", _l("a box to tick")), SelectChoice("signature", _l("room for a signature"))],
        default=Marking.BOX.value,
    )
    blank_rows = WholeNumberField(
        _l("Blank rows at the end"),
        default=USUAL_BLANK_ROWS,
        description=_l("For those who come unregistered: 0 to %(most)s.", most=MOST_BLANK_ROWS),
    )

    def command(self) -> PrintWish:
        rows = self.blank_rows.data
        return PrintWish(self.language.data, Marking(self.marking.data), USUAL_BLANK_ROWS if rows is None else rows)
