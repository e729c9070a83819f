"""Pages by key, and numbers in addresses."""

import pytest

from campaign.core.actor import Role
from campaign.web.paging import Cursor
from tests.factories import a_user


@pytest.mark.parametrize("token", ["", "x", "%%%", "a" * 3000, "W10", "eyJhIjoxfQ"])
def test_what_is_no_cursor_shows_the_first_page(token):
    assert Cursor.read(token, 2) is None


def test_a_cursor_comes_back_as_it_went():
    cursor = Cursor(("Ә", 7), backwards=True)
    assert Cursor.read(cursor.token(), 2) == cursor


@pytest.mark.parametrize("path", ["/events/99999999999999999999", "/staff/stops/2147483648", "/relays/-1"])
def test_a_number_that_no_row_can_have_is_no_such_page(reader, path):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(path, expect=404)
