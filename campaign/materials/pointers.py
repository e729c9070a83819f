"""What becomes of what people hold when two registrations are put together.

The place goes along when the other has none. Where both hold something, each place stays with its registration and nothing is
moved, so that a merge can be taken back exactly; whoever reads or takes back looks at both (`issuing.queries.recipients`).
"""

from typing import Any

from campaign.core.i18n import _l
from campaign.materials.models import StockPlace
from campaign.people.duplicates.ports import MergePort, Pointer

_PLACES: Any = StockPlace.__table__
POINTERS: list[MergePort] = [Pointer(_PLACES, label=_l("Issued materials"), alone=True)]
