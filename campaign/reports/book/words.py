"""The book in the reader's words: what a stop owes, where that is mended, how a page stands."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import Words, _l
from campaign.reports.book.schemas import LEAST_PHOTOS, Lack

LACKS: Final[Mapping[Lack, Words]] = {
    Lack.PHOTOS: _l("photos, at least %(least)s", least=LEAST_PHOTOS),
    Lack.BLOCKED: _l("a chosen photo may not be printed: somebody in it has not agreed"),
    Lack.CAPTIONS: _l("captions in Kazakh and Russian under each photo"),
    Lack.FIGURES: _l("figures of the events"),
    Lack.QUOTATION: _l("an approved quotation"),
    Lack.SIGNERS: _l("names of those who hand over and receive"),
    Lack.READY: _l("the page is not handed in"),
}
