"""What the pages of norms share: their blueprints, their words, and which region is looked at."""

from typing import Any, Final

from flask import Blueprint, request

from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _, _l
from campaign.materials.norms import queries
from campaign.materials.norms.words import HOLDERS, norm_in_words, said_in_words, source_in_words
from campaign.materials.words import counted, unit_after
from campaign.web.numbers import whole_or_none

bp = Blueprint("norms_staff", __name__, url_prefix="/staff")
counts_bp = Blueprint("counts_staff", __name__, url_prefix="/staff")
WORDS: Final[dict[str, Any]] = {
    "counted": counted, "unit_after": unit_after, "norm_words": norm_in_words, "holders": HOLDERS,
    "source_in_words": source_in_words, "said_in_words": said_in_words,
}  # fmt: skip
NO_REGION: Final = _l("There is no such region.")


class Looked:
    """The regions that may be looked at and the chosen one: that of the address, else the only one, else all (None)."""

    def __init__(self, regions: dict[int, Translated]) -> None:
        self.regions = regions
        wished = request.args.get("region")
        chosen = whole_or_none(wished)
        if wished and chosen not in regions:
            raise NotFound(NO_REGION)
        self.id = chosen if wished is not None else (next(iter(regions)) if len(regions) == 1 else None)

    @property
    def name(self) -> str:
        return self.regions[self.id].text() if self.id is not None else _("all regions")

    @property
    def in_address(self) -> str:
        """As a word of an address, by which the same region is looked at again."""
        return str(self.id or "")


def looked() -> Looked:
    """One statement."""
    return Looked(queries.regions_seen())
