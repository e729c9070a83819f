"""The form for printing a roster."""

from wtforms import RadioField, SelectChoice

from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _l
from campaign.papers.schemas import Choice
from campaign.papers.settings import LARGE, SAVING, SIZE_OF_TYPE, TONER, WITH_PHONES, WITHOUT
from campaign.people.lists.ordering import ORDER, Order
from campaign.people.paper.choices import MARKING
from campaign.people.paper.schemas import MOST_BLANK_ROWS, USUAL_BLANK_ROWS, PrintWish
from campaign.people.schemas import Marking
from campaign.web.forms import CampaignForm, WholeNumberField


def _radio(choice: Choice) -> RadioField:
    values = [SelectChoice(value, words) for value, words in choice.values]
    return RadioField(choice.label, choices=values, default=choice.usual)


class PrintForm(CampaignForm):
    """Language, last column, blank rows, order, settings. The three buttons of one click send only the language."""

    language = RadioField(_l("Language of the paper"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
    marking = _radio(MARKING)
    blank_rows = WholeNumberField(
        _l("Blank rows at the end"),
        default=USUAL_BLANK_ROWS,
        description=_l("For those who come unregistered: 0 to %(most)s.", most=MOST_BLANK_ROWS),
    )

    order = _radio(ORDER)
    phones = _radio(WITH_PHONES)
    type = _radio(SIZE_OF_TYPE)
    ink = _radio(TONER)

    def command(self) -> PrintWish:
        rows = self.blank_rows.data
        return PrintWish(
            self.language.data, Marking(self.marking.data), USUAL_BLANK_ROWS if rows is None else rows, Order(self.order.data),
            phones=self.phones.data != WITHOUT, large=self.type.data == LARGE, saving=self.ink.data == SAVING,
        )  # fmt: skip
