"""What becomes of the members of teams when two registrations are put together."""

from typing import Any

from campaign.core.i18n import _l
from campaign.people.duplicates.ports import MergePort, Pointer
from campaign.walks.models import WalkMember

_MEMBERS: Any = WalkMember.__table__
POINTERS: list[MergePort] = [Pointer(_MEMBERS, label=_l("Team of the walk"), alone=True)]
