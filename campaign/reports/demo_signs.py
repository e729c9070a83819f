"""Door signs of the demo: printed for the akimat of Temirtau, where the walk is tomorrow; looked at again in Karaganda."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.events.models import Event, EventKind
from campaign.relay.models import Stop
from campaign.walks.models import Walk
from campaign.walks.signs import services
from campaign.walks.signs.inspections import inspection_of
from campaign.walks.signs.schemas import Outcome, Seen, SignWish, Which
from campaign.walks.signs.words import USUAL


def hang_the_signs(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """A run of A5 signs for each walk; a sample of Karaganda's, drawn as soon as signs hang there, of which one is seen."""
    for stop in (temirtau, karaganda):
        services.print_signs(SignWish(slogan=USUAL, which=Which.ALL), f"demo-signs-{stop.id}", event_id=_walk(session, stop))
    held = _walk(session, karaganda)
    if not inspection_of(held).up:
        return
    services.draw_sample(held)
    found = inspection_of(held)
    services.record_looks(held, [Seen(found.looks[0].id, Outcome.HANGS)], found.version)


def _walk(session: Session, stop: Stop) -> int:
    walks = select(Event.id).join(EventKind, EventKind.id == Event.kind_id).join(Walk, Walk.event_id == Event.id)
    return session.scalars(walks.where(Event.stop_id == stop.id).order_by(Event.starts_at).limit(1)).one()
