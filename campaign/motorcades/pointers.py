"""What becomes of a driver's cars when two registrations are put together: they go along."""

from campaign.core.i18n import _l
from campaign.motorcades.models import ColumnCar
from campaign.people.duplicates.ports import MergePort, Pointer

POINTERS: list[MergePort] = [
    Pointer(ColumnCar.__table__, label=_l("Vehicles in columns")),  # type: ignore[arg-type]
]
