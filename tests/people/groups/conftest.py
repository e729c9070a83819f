"""Fixtures of the tests about groups: an event to come, and its coordinator."""

import pytest
from flask import Flask

from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from campaign.events.models import Event
from campaign.people.services import load_shipped
from campaign.relay.models import Stop
from tests.factories import a_stop, a_user, an_event
from tests.reader import Reader


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with the consent texts that ship."""
    with unit_of_work() as session:
        load_shipped(session)
    return app


@pytest.fixture
def stop(app: Flask) -> Stop:
    return a_stop()


@pytest.fixture
def event(stop: Stop) -> Event:
    """6 April 2018, 12:00–13:00, five places; the campaign's clock stands on the 5th."""
    return an_event(stop, capacity=5)


@pytest.fixture
def coordinator(reader: Reader, stop: Stop) -> Reader:
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader
