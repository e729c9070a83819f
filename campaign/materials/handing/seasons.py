"""What materials do when a season is planned after an earlier one, or taken back."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _n
from campaign.events.models import Event, EventRole
from campaign.materials.models import StockLine, StockPlace
from campaign.materials.norms.models import EventCount
from campaign.materials.schemas import PlaceKind
from campaign.materials.services import stop_store
from campaign.relay.schemas import EventBrief, KitBrief, MadeStop


class StoresOfASeason:
    """`SeasonPort` and `RemovalPort` of the relay, for the stores of its stops."""

    def kits(self) -> Sequence[KitBrief]:
        return ()

    def ensure_kit(self, session: Session, code: str) -> None:
        """Kits are of events."""

    def fill_stops(self, session: Session, stops: Sequence[MadeStop], kit: str) -> int:
        return 0

    def copy_stops(self, session: Session, pairs: Sequence[tuple[int, MadeStop]]) -> int:
        """Where the store is, and nothing else: whoever answers for it and what is in it are of their own season."""
        after = dict(pairs)
        asked = select(StockPlace.stop_id, StockPlace.whereabouts).where(
            StockPlace.kind == PlaceKind.STOP, StockPlace.stop_id.in_(list(after)), StockPlace.whereabouts != ""
        )
        for stop_id, whereabouts in session.execute(asked).all():
            stop_store(session, after[stop_id or 0].id).whereabouts = whereabouts
        return 0

    def copies_of(self, stop_ids: Sequence[int]) -> Mapping[int, int]:
        return {}

    def events_of(self, stop_ids: Sequence[int]) -> Mapping[int, Sequence[EventBrief]]:
        return {}

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when a document has moved something at one of these stops. Stores without one go with them."""
        at = StockLine.source_stop_id.in_(stop_ids) | StockLine.target_stop_id.in_(stop_ids)
        with widened():
            documents = session.scalar(select(func.count(StockLine.document_id.distinct())).where(at)) or 0
            if documents:
                raise Conflict(
                    _n(
                        "%(num)d document about materials names its stores, so the season cannot be taken back.",
                        "%(num)d documents about materials name its stores, so the season cannot be taken back.",
                        documents,
                    )
                )
            session.execute(delete(StockPlace).where(StockPlace.stop_id.in_(stop_ids)))


def copy_counts(session: Session, event_ids: Mapping[int, int]) -> None:
    """The numbers that were typed for events, for those that are planned after them. Three statements, one without numbers."""
    counts = session.scalars(
        select(EventCount).where(EventCount.event_id.in_(list(event_ids)), EventCount.number.is_not(None))
    ).all()
    if not counts:
        return
    made = {event.id: event for event in session.scalars(select(Event).where(Event.id.in_(list(event_ids.values()))))}
    roles = session.scalars(select(EventRole).where(EventRole.event_id.in_([*event_ids, *made])).order_by(EventRole.id)).all()
    new_roles = {(role.event_id, role.position): role.id for role in roles if role.event_id in made}
    places = {role.id: role.position for role in roles if role.event_id in event_ids}
    for count in counts:
        event = made[event_ids[count.event_id]]
        role_id = None if count.role_id is None else new_roles.get((event.id, places[count.role_id]))
        if role_id is None and count.role_id is not None:
            continue
        session.add(
            EventCount(
                event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, basis=count.basis, role_id=role_id,
                number=count.number,
            )
        )  # fmt: skip
    session.flush()
