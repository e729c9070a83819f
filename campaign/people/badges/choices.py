"""What badges let choose, as a set of papers or a desk asks for them: the words of their own form."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import _l
from campaign.papers.schemas import Choice, chosen_among
from campaign.pdf.badges.schemas import Layout
from campaign.people.badges.schemas import MOST_BLANK, USUAL_BLANK, BadgeWish, Which
from campaign.people.badges.words import NAMES, WHOSE

_OFFERED: Final = (Which.ALL, Which.DUE, Which.NEW, Which.BLANK)
LAYOUT: Final = Choice(
    "layout", _l("Layout"), Layout.A6.value, values=tuple((layout.value, words) for layout, words in NAMES.items())
)
WHOSE_BADGES: Final = Choice(
    "which", _l("Whose badges"), Which.ALL.value, values=tuple((which.value, WHOSE[which]) for which in _OFFERED)
)
BLANKS: Final = Choice(
    "blanks", _l("How many blank badges"), str(USUAL_BLANK), most=MOST_BLANK,
    hint=_l("Only for blank ones: 1 to %(most)s. They hold no code.", most=MOST_BLANK),
)  # fmt: skip
CHOICES: Final = (LAYOUT, WHOSE_BADGES, BLANKS)


def wish_of(language: str, wished: Mapping[str, str]) -> BadgeWish:
    """The wish of whoever chose this; what is missing, or is no value of a choice, is the usual."""
    chosen = chosen_among(CHOICES, wished)
    which = Which(chosen[WHOSE_BADGES.name])
    return BadgeWish(language, Layout(chosen[LAYOUT.name]), which, blanks=int(chosen[BLANKS.name]))
