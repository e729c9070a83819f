"""What the checks of the copy begin with."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.territory.models import Region
from tests.factories import a_stop, a_user
from tests.reader import Reader


@pytest.fixture
def stop(shipped_app):
    return a_stop()


@pytest.fixture
def organizer(shipped_app, stop) -> Reader:
    reader = Reader(shipped_app)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    return reader
