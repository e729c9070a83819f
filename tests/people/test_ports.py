"""What earlier features ask of those who keep the people."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.mail import Message
from campaign.events.services import edit_event
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import register
from tests.events.test_planning import a_wish as an_event_wish
from tests.factories import a_stop, an_event
from tests.people.conftest import a_wish


def test_more_places_go_at_once_to_those_who_wait_in_their_order(either_app):
    stop = a_stop()
    event = an_event(stop, capacity=1)
    for number in range(4):
        register(event.id, a_wish(f"Қатысушы {number}"), f"key-{number}")
    db.session.refresh(event)
    edit_event(event.id, an_event_wish(stop, capacity=3, roles=()), event.version)
    rows = db.session.execute(select(Registration.state).order_by(Registration.queue_number)).scalars()
    assert list(rows) == [RegistrationState.CONFIRMED] * 3 + [RegistrationState.WAITING]
    kinds = list(db.session.scalars(select(Message.kind).where(Message.kind == "people.promoted")))
    assert len(kinds) == 2
