"""What events do when the relay plans a season: the events of a kit at every stop."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from campaign.events import services
from campaign.relay.schemas import MadeStop


class EventsOfASeason:
    """`relay.schemas.SeasonPort` for events."""

    def ensure_kit(self, session: Session, code: str) -> None:
        services.ensure_kit(session, code)

    def fill_stops(self, session: Session, stops: Sequence[MadeStop], kit: str) -> int:
        return services.fill_stops(session, stops, kit)
