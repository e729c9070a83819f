"""Pages by key, and numbers in addresses."""

import base64

import pytest

from campaign.core.actor import Role
from campaign.events import queries as events
from campaign.events.schemas import EventFilter
from campaign.web.paging import Cursor, is_next
from tests.factories import a_user


@pytest.mark.parametrize("token", ["", "x", "%%%", "a" * 3000, "W10", "eyJhIjoxfQ"])
def test_what_is_no_cursor_shows_the_first_page(token):
    assert Cursor.read(token, 2) is None


@pytest.mark.parametrize("raw", [b'[[],"a",1]', b'[{},"a",1]', b'[1.5,"a",1]', b'[0,["a"],1]', b"[" * 1500])
def test_what_somebody_made_up_shows_the_first_page(raw):
    token = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert (Cursor.read(token, 2), is_next(token)) == (None, False)


def test_a_moment_that_no_clock_shows_begins_at_the_beginning(app):
    made_up = Cursor(("0001-01-01T00:00:00+14:00", 1)).token()
    assert events.find_events(EventFilter(), made_up) == events.find_events(EventFilter())


def test_a_cursor_comes_back_as_it_went():
    cursor = Cursor(("Ә", 7), backwards=True)
    assert Cursor.read(cursor.token(), 2) == cursor


@pytest.mark.parametrize("path", ["/events/99999999999999999999", "/staff/stops/2147483648", "/relays/-1"])
def test_a_number_that_no_row_can_have_is_no_such_page(reader, path):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(path, expect=404)
