"""What a coordinator expects of an event, typed by hand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Stale
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.materials.norms.judging import wrong_counts
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.queries import typed_counts
from campaign.materials.norms.schemas import Basis, TypedCounts
from campaign.materials.policies import ensure_can_move_stock

Key = tuple[Basis, int | None]


def say_counts(event_id: int, wish: TypedCounts) -> None:
    """Write what is expected; what is not in the wish is taken back. `wish.version` is what was seen.

    Sending it again with the same numbers changes nothing. Raises NotFound, Refused, Invalid, Stale.
    """
    if problems := wrong_counts(wish):
        raise Invalid(_l("The numbers were not saved."), problems)
    with unit_of_work() as session:
        event = session.scalars(select(Event).where(Event.id == event_id).with_for_update()).one_or_none()
        if event is None:
            raise NotFound(_l("There is no such event."))
        ensure_can_move_stock(current_actor(), event.region_id, event.stop_id)
        before = typed_counts([event_id]).get(event_id, TypedCounts())
        if (before.numbers, before.roles) == (wish.numbers, wish.roles):
            return
        if before.version != wish.version:
            raise Stale(_l("Somebody has changed these numbers meanwhile."))
        _write(session, event, wish)
        after = {basis.value: number for basis, number in wish.numbers.items()}
        after |= {f"role {role}": number for role, number in wish.roles.items()}
        audit.note(session, "event.counts", "event", event_id, region_id=event.region_id, after=after)


def _write(session: Session, event: Event, wish: TypedCounts) -> None:
    rows = {(row.basis, row.role_id): row for row in session.scalars(select(EventCount).where(EventCount.event_id == event.id))}
    roles = set(session.scalars(select(EventRole.id).where(EventRole.event_id == event.id)))
    said: dict[Key, int] = {(basis, None): number for basis, number in wish.numbers.items()}
    said |= {(Basis.ROLE, role): number for role, number in wish.roles.items() if role in roles}
    for key in rows.keys() | said.keys():
        number = said.get(key)
        if (row := rows.get(key)) is None:
            place = {"event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id}
            session.add(EventCount(basis=key[0], role_id=key[1], number=number, **place))
        elif row.number != number:
            row.number, row.version = number, row.version + 1
    session.flush()
