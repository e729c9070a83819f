"""What events do when the relay plans a season or takes one back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _n
from campaign.events import queries, services
from campaign.events.kits import queries as kits
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.relay.schemas import EventBrief, KitBrief, MadeStop


class EventsOfASeason:
    """`SeasonPort` and `RemovalPort` of the relay, for events."""

    def kits(self) -> Sequence[KitBrief]:
        return [KitBrief(kit.code, kit.name, len(kit.events)) for kit in kits.kits()]

    def ensure_kit(self, session: Session, code: str) -> None:
        services.ensure_kit(session, code)

    def fill_stops(self, session: Session, stops: Sequence[MadeStop], kit: str) -> int:
        return services.fill_stops(session, stops, kit)

    def copy_stops(self, session: Session, pairs: Sequence[tuple[int, MadeStop]]) -> int:
        return services.copy_stops(session, pairs)

    def copies_of(self, stop_ids: Sequence[int]) -> Mapping[int, int]:
        return queries.standing_at(stop_ids)

    def events_of(self, stop_ids: Sequence[int]) -> Mapping[int, Sequence[EventBrief]]:
        found: defaultdict[int, list[EventBrief]] = defaultdict(list)
        for stop_id, event_id, kind, starts in queries.starts_of(stop_ids):
            found[stop_id].append(EventBrief(event_id, kind, starts.isoformat(timespec="minutes")))
        return found

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict. Of all ports the first: from here on nothing comes to the events or to the stops, so that nothing
        goes with them unseen. Events before stops, as everybody holds them who puts something there.
        """
        with widened():
            for table, here in ((Event, Event.stop_id), (Stop, Stop.id)):
                session.execute(select(table.id).where(here.in_(stop_ids)).order_by(table.id).with_for_update())
        if count := queries.beyond_planning(stop_ids):
            raise Conflict(
                _n(
                    "%(num)d event is already open, held or cancelled, so the season cannot be taken back.",
                    "%(num)d events are already open, held or cancelled, so the season cannot be taken back.",
                    count,
                )
            )
