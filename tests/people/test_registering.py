"""Registering: places, the waiting list, the same person again, children, words from hostile hands."""

from sqlalchemy import func, select

from campaign.core.db import db
from campaign.people import services
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from tests.factories import an_event
from tests.people.conftest import a_wish


def test_a_full_event_puts_the_next_person_on_the_waiting_list(either_app):
    event = an_event(capacity=1).id
    first = services.register(event, a_wish("Бірінші Адам"), "key-1")
    second = services.register(event, a_wish("Екінші Адам"), "key-2")
    third = services.register(event, a_wish("Үшінші Адам"), "key-3")
    assert [first.state, second.state, third.state] == [
        RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.WAITING,
    ]  # fmt: skip
    assert [first.ahead, second.ahead, third.ahead] == [None, 0, 1]
    assert services.ticket_with(third.ticket).waiting_place == 2
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 3
