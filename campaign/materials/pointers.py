"""What becomes of what people hold when two registrations are put together."""

from typing import Any

from campaign.core.i18n import _l
from campaign.materials.models import StockPlace
from campaign.people.duplicates.ports import MergePort, Pointer

_PLACES: Any = StockPlace.__table__
POINTERS: list[MergePort] = [Pointer(_PLACES, label=_l("Issued materials"), alone=True)]
