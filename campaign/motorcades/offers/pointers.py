"""What becomes of offers when two registrations are put together: the one that stays keeps its own, else takes the other's."""

from campaign.core.i18n import _l
from campaign.motorcades.offers.models import VehicleOffer
from campaign.people.duplicates.ports import MergePort, Pointer

POINTERS: list[MergePort] = [
    Pointer(VehicleOffer.__table__, label=_l("Offers of vehicles"), alone=True),  # type: ignore[arg-type]
]
