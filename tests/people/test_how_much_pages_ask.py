"""A page asks the database as many questions for a crowd as for a handful."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.models import Event
from tests.factories import a_registration, a_role, a_stop, a_user, an_event
from tests.factories.crowds import a_crowd, names


@pytest.fixture
def asked(reader, statements):
    """Visit a page twice, and say how many statements the second look needs."""

    def ask(url):
        reader.visit(url)
        statements.clear()
        reader.visit(url)
        return len([one for one in statements if one != "BEGIN"])

    return ask


@pytest.mark.parametrize(
    "path", ["/staff/events", "/staff/events/{event}/people", "/staff/events/{event}/roster", "/relays/{relay}"]
)
def test_a_page_asks_as_much_for_many_as_for_few(reader, asked, path):
    stop = a_stop()
    event = an_event(stop)
    url = path.format(event=event.id, relay=stop.relay_id)
    a_crowd(event, names(2), [a_role(event)])
    reader.sign_in(a_user(Role.NATIONAL))
    few = asked(url)
    for number in range(12):
        a_role(an_event(stop, title=f"Митинг {number}"))
    more = db.session.get(Event, event.id)
    for number in range(6):
        a_role(more, f"роль {number}")
    for number in range(60):
        a_registration(more, f"Қатысушы {number:02d}")
    assert asked(url) == few
