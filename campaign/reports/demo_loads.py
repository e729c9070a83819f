"""What the cars of the demo carry: flags and banners of the store of Temirtau, issued to the vehicles that are decorated."""

from typing import Final

from sqlalchemy.orm import Session

from campaign.materials.queries import by_code
from campaign.materials.schemas import DocumentKind, Move, Posting
from campaign.materials.services import holder, post, stop_store
from campaign.motorcades.queries import cars_of
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event

DECORATED: Final = {"флажок": ("flag", 2), "флаг": ("flag", 1), "баннер": ("banner", 1)}


def load_the_cars(session: Session, stop: Stop) -> None:
    """One document for the whole column: after the cars stand in it and the store has what they get."""
    event = first_event(session, stop, "motorcade")
    store = stop_store(session, stop.id)
    moves = []
    for car in cars_of(event.id):
        code, pieces = DECORATED.get(car.decoration, ("", 0))
        if pieces:
            moves.append(Move(by_code(code)[0].id, pieces, store.id, holder(session, car_id=car.id).id))
    post(session, Posting(DocumentKind.ISSUE, store.id, tuple(moves), event_id=event.id))
