"""Fixtures of the tests about shifts: an event to come, its coordinator, and tickets."""

from collections.abc import Callable

import pytest

from campaign.core import crypto
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people.models import Registration
from campaign.relay.models import Stop
from tests.factories import a_registration, a_stop, a_user, an_event, kept
from tests.reader import Reader


@pytest.fixture
def stop(app) -> Stop:
    return a_stop()


@pytest.fixture
def event(stop: Stop) -> Event:
    """6 April 2018, 12:00–13:00; the campaign's clock stands on the 5th."""
    return an_event(stop, capacity=50)


@pytest.fixture
def coordinator(reader: Reader, stop: Stop) -> Reader:
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


@pytest.fixture
def ticket() -> Callable[..., tuple[Registration, str]]:
    """Somebody with a place at an event, and the secret of their link."""

    def make(event: Event, full_name: str = "Әлия Сейтова", person_id: int | None = None) -> tuple[Registration, str]:
        token = crypto.new_token()
        registration = a_registration(event, full_name)
        registration.token_hash = crypto.token_hash(token)
        if person_id is not None:
            registration.person_id = person_id
        db.session.commit()
        return kept(registration), token

    return make
