"""The offer on Today, the band on every page, and the page that says what goes before it goes."""

from datetime import timedelta

import pytest

from campaign.core import clock, settings
from campaign.core.actor import Role
from campaign.core.db import unit_of_work
from campaign.core.settings import SAMPLE
from tests.factories import a_region, a_relay, a_stop, a_user
from tests.reader import Reader

BAND = ".sample-line"


@pytest.fixture
def today(shipped_app):
    clock.set_shift(timedelta())
    return shipped_app


@pytest.fixture
def reader(today):
    return Reader(today)


def test_from_the_offer_to_the_first_steps_again(today, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/")
    assert "Try it with sample data" in reader.text()
    assert not reader.page.select(BAND)
    reader.send({}, form="form[action$='/staff/sample/load']", expect=303)
    reader.follow()
    assert "The sample data is in." in reader.text()
    assert "Try it with" not in reader.text()
    reader.visit(reader.page.select_one(BAND + " a")["href"])
    assert "Registrations and groups" in reader.text()
    assert "Made since" in reader.text()
    reader.send({}, form="main form[action$='/staff/sample/remove']", expect=303)
    reader.follow()
    assert "The sample data is removed" in reader.text()
    assert "0 of 5 done" in reader.text()
    assert "Try it with sample data" in reader.text()
    assert not reader.page.select(BAND)
    reader.visit("/staff/sample", expect=404)


def test_what_is_no_empty_installation_is_not_filled(today, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/")
    offer = reader.page
    a_relay(a_region())
    reader.visit("/staff/")
    assert "Try it with" not in reader.text()
    reader.page = offer
    reader.send({}, form="form[action$='/staff/sample/load']", expect=303)
    reader.follow()
    assert "Something of your own is here already" in reader.text()


@pytest.mark.parametrize("role", [Role.REGION, Role.STOP, Role.AUDITOR])
def test_others_see_the_band_and_come_no_further(today, reader, role):
    with unit_of_work() as session:
        settings.keep(session, SAMPLE, {})
    stop = a_stop(a_relay(a_region())) if role is Role.STOP else None
    reader.sign_in(a_user(role, region=a_region() if role is Role.REGION else None, stop=stop))
    reader.visit("/staff/")
    assert "Try it with" not in reader.text()
    assert reader.page.select(BAND)
    assert not reader.page.select(BAND + " a")
    reader.visit("/staff/sample", expect=403)
    for act in ("load", "remove"):
        assert reader.client.post(f"/staff/sample/{act}", headers={"Origin": "http://localhost"}).status_code in {400, 403}
