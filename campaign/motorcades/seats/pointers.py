"""What becomes of seats and companions when two registrations are put together."""

from typing import Any

from sqlalchemy import Table, delete
from sqlalchemy.orm import Session

from campaign.core.i18n import Words, _l
from campaign.motorcades.seats.models import ColumnSeat, SeatCompanion
from campaign.people.duplicates.ports import MergePort, Pointer

_SEATS: Any = ColumnSeat.__table__
_COMPANIONS: Any = SeatCompanion.__table__


class Accompanied:
    """`MergePort` of those who sit beside somebody: they sit beside whoever that is now, but nobody beside themselves."""

    table: Table = _COMPANIONS
    column = "companion_id"
    label: Words | None = None
    late = False

    def pass_on(self, session: Session, from_id: int, to_id: int) -> None:
        own = (_COMPANIONS.c.registration_id == to_id) & (_COMPANIONS.c.companion_id == from_id)
        session.execute(delete(_COMPANIONS).where(own))
        Pointer(self.table, self.column).pass_on(session, from_id, to_id)


POINTERS: list[MergePort] = [
    Pointer(_SEATS, label=_l("Seat in the column"), alone=True),
    Pointer(_COMPANIONS, alone=True),
    Accompanied(),
]
