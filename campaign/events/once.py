"""What an event has once, written down by whoever answers for it: the columns of such tables, and their versions."""

import json
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import crypto
from campaign.core.errors import Stale
from campaign.core.i18n import Words, _l
from campaign.core.scoped import OfStop
from campaign.events.models import Event
from campaign.events.schemas import EventRow

CHANGED = _l("Somebody has changed this meanwhile. Look at it again; nothing was saved.")


class OncePerEvent(OfStop):
    """One row an event, gone with it; `version` grows with every edit."""

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class SealedOncePerEvent(OncePerEvent):
    """The same, sealed as a whole where it names people and their phones."""

    __tablename__: str

    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def content(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(crypto.unseal(self.content_sealed, *self._place()))
        return facts

    @content.setter
    def content(self, facts: dict[str, Any]) -> None:
        self.content_sealed = crypto.seal(json.dumps(facts, ensure_ascii=False, sort_keys=True), *self._place())

    def _place(self) -> tuple[str, str]:
        return f"{self.__tablename__}.content", str(self.event_id)


Row = TypeVar("Row", bound=OncePerEvent)


def next_version(session: Session, table: type[Row], event: EventRow, version: int, changed: Words = CHANGED) -> Row:
    """The event's row, held and counted one version on; a new one, to be filled at once, where `version` is 0.

    `version` is the one that whoever writes has seen. Raises Stale, saying `changed`, when it is not the last. One statement,
    three for the first version: two who are first come one after the other.
    """
    asked = select(table).where(table.event_id == event.id).with_for_update()
    row = session.scalar(asked, execution_options={"populate_existing": True})
    if row is None:
        session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        row = session.scalar(asked)
    if (row.version if row else 0) != version:
        raise Stale(changed)
    if row is None:
        row = table()
        row.event_id, row.region_id, row.stop_id = event.id, event.region_id, event.stop_id
        session.add(row)
    row.version = version + 1
    return row
