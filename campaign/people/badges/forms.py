"""The forms for printing badges."""

from wtforms import HiddenField, RadioField, SelectChoice, SelectField

from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _l
from campaign.pdf.badges.schemas import Layout
from campaign.people.badges.schemas import MOST_BLANK, USUAL_BLANK, BadgeWish, Which
from campaign.people.badges.words import NAMES, WHOSE
from campaign.web.forms import CampaignForm, WholeNumberField, choices_of


class BadgesForm(CampaignForm):
    """Layout, language, whose. The buttons of one click send layout and language only."""

    layout = SelectField(_l("Layout"), choices=choices_of(NAMES))
    language = RadioField(
        _l("Language of the badges"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )
    which = RadioField(
        _l("Whose badges"),
        choices=[SelectChoice(which.value, WHOSE[which]) for which in (Which.ALL, Which.NEW, Which.BLANK)],
        default=Which.ALL.value,
        validate_choice=False,
    )
    blanks = WholeNumberField(
        _l("How many blank badges"),
        default=USUAL_BLANK,
        description=_l("Only for blank ones: 1 to %(most)s. They hold no code.", most=MOST_BLANK),
    )

    def command(self) -> BadgeWish:
        known = {which.value for which in Which}
        which = Which(self.which.data) if self.which.data in known else Which.ONE  # which needs somebody, and is refused
        blanks = USUAL_BLANK if self.blanks.data is None else self.blanks.data
        return BadgeWish(self.language.data, Layout(self.layout.data), which, blanks=blanks)


class OneBadgeForm(CampaignForm):
    """The badge of one person."""

    layout = SelectField(_l("Layout"), choices=choices_of(NAMES))
    language = HiddenField()
