"""What door signs let choose, as a set of papers or a desk asks for them: the words of their own form."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import _l
from campaign.papers.schemas import Choice, chosen_among
from campaign.pdf.signs.schemas import Format
from campaign.walks.signs.schemas import SignWish, Tongues, Which
from campaign.walks.signs.words import FORMATS, TONGUES, USUAL, WHICH

FORMAT: Final = Choice(
    "format", _l("Format"), Format.A5.value, values=tuple((form.value, words) for form, words in FORMATS.items())
)
LANGUAGES_OF_SIGNS: Final = Choice(
    "tongues", _l("Languages of the signs"), Tongues.BOTH.value,
    values=tuple((tongues.value, words) for tongues, words in TONGUES.items()),
)  # fmt: skip
DOORS: Final = Choice(
    "which", _l("Which doors"), Which.BARE.value, values=tuple((which.value, WHICH[which]) for which in (Which.BARE, Which.ALL))
)
CHOICES: Final = (FORMAT, LANGUAGES_OF_SIGNS, DOORS)


def wish_of(wished: Mapping[str, str]) -> SignWish:
    """The wish of whoever chose this, with the usual promise; what is missing, or is no value of a choice, is the usual."""
    chosen = chosen_among(CHOICES, wished)
    form, tongues = Format(chosen[FORMAT.name]), Tongues(chosen[LANGUAGES_OF_SIGNS.name])
    return SignWish(form, tongues, USUAL, Which(chosen[DOORS.name]))
