"""Planning a season in the browser, the chain of a relay, the first page."""

from datetime import date

import pytest

from campaign.core.actor import Role
from campaign.relay import queries
from tests.factories import a_relay, a_stop, a_user
from tests.reader import Reader

WISH = "region=KZ-35&as_of=2018-04-01&start=2018-04-02&stay=14&until=2018-12-09&skip=none&kit=standard"


@pytest.fixture
def desk(shipped_app):
    reader = Reader(shipped_app)
    reader.sign_in(a_user(Role.NATIONAL))
    return reader


def test_a_newcomer_plans_a_season_from_nothing(desk):
    desk.visit("/staff/relays")
    assert "No relay yet" in desk.text()
    desk.visit("/staff/relays/new")
    desk.visit("/staff/relays/new?region=KZ-35&start=2018-04-02")
    assert len(desk.page.select("input[name=unit][checked]")) == 18
    desk.visit(f"/staff/relays/new/order?{WISH}")
    assert "18 places, 1,813 km" in desk.text()
    desk.send({}, form="#page-form", expect=303)
    print(desk.response.location)
