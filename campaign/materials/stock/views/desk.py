"""The blueprint of the stock, and what its pages have in common."""

from typing import Any

from flask import Blueprint, request

from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.materials.stock import queries
from campaign.materials.stock.sheets import holder_title
from campaign.materials.stock.words import packs_in_words, place_title
from campaign.materials.words import DOCUMENTS, PLACES, UNITS, counted, material_in_words, unit_after
from campaign.web.numbers import whole_or_none

bp = Blueprint("stock_staff", __name__, url_prefix="/staff")
WORDS: dict[str, Any] = {
    "kinds": PLACES, "documents": DOCUMENTS, "units": UNITS, "counted": counted, "unit_after": unit_after,
    "material_in_words": material_in_words,
    "packs_in_words": packs_in_words, "place_title": place_title, "holder_title": holder_title,
}  # fmt: skip


class Regions:
    """The regions that the asker may look at, and the one that is looked at: the one of the address, or the first."""

    def __init__(self) -> None:
        self.offered = queries.regions_to_choose()
        wished = whole_or_none(request.args.get("region"))
        known = [region_id for region_id, _name in self.offered]
        if wished is not None and wished not in known:
            raise NotFound(_l("There is no stock of such a region."))
        self.id = wished if wished is not None else next(iter(known), 0)

    @property
    def name(self) -> Translated:
        return dict(self.offered).get(self.id, Translated())

    @property
    def several(self) -> bool:
        return len(self.offered) > 1

    @property
    def kept(self) -> dict[str, int]:
        """The region as words of an address; nothing where there is no choice."""
        return {"region": self.id} if self.several else {}


def file_name(*words: str, ending: str) -> str:
    """`Stock Karaganda.csv`: letters that the name of a file may have."""
    plain = " ".join(filter(None, words)).replace("/", "-")
    return f"{plain}.{ending}"
