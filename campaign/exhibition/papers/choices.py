"""What a print of panels lets choose, for their own form and for whoever asks for a press."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import _l
from campaign.exhibition.papers.schemas import PanelsWish, Tongues
from campaign.exhibition.papers.words import TONGUES
from campaign.papers.schemas import Choice, chosen_among

LANGUAGES_OF_PANELS: Final = Choice(
    "tongues", _l("Languages of the panels"), Tongues.BOTH.value,
    values=tuple((tongues.value, words) for tongues, words in TONGUES.items()),
)  # fmt: skip
CHOICES: Final = (LANGUAGES_OF_PANELS,)


def wish_of(wished: Mapping[str, str]) -> PanelsWish:
    """All that may be printed, in the languages that were chosen."""
    return PanelsWish(tongues=Tongues(chosen_among(CHOICES, wished)[LANGUAGES_OF_PANELS.name]))
