"""What everybody is shown alike is asked for once in a moment, and decides nothing."""

import pytest

from campaign.core import moments
from campaign.core.db import db
from tests.factories import a_relay, a_stop, an_event


@pytest.fixture
def clock(app, monkeypatch):
    """An application that has moments, and a clock to turn."""
    at = [100.0]
    monkeypatch.setitem(app.extensions, "campaign_moments", {})
    monkeypatch.setattr(moments.time, "monotonic", lambda: at[0])
    return at


def test_it_is_asked_once_in_a_moment(clock):
    answers = iter(range(9))
    assert [moments.lately("x", lambda: next(answers)) for _turn in range(3)] == [0, 0, 0]
    clock[0] += moments.LENGTH
    assert moments.lately("x", lambda: next(answers)) == 1


def test_what_could_not_be_answered_is_asked_again(clock):
    with pytest.raises(ZeroDivisionError):
        moments.lately("x", lambda: 1 // 0)
    assert moments.lately("x", lambda: 7) == 7


def test_no_more_is_kept_than_has_room(clock, monkeypatch):
    monkeypatch.setattr(moments, "MOST", 10)
    assert [moments.lately(number, lambda: number) for number in range(25)] == list(range(25))  # noqa: B023
    assert len(moments.current_app.extensions["campaign_moments"]) <= 10


def test_an_application_under_test_keeps_nothing(app):
    answers = iter(range(9))
    assert [moments.lately("x", lambda: next(answers)) for _turn in range(2)] == [0, 1]


def test_a_form_may_be_a_moment_old(clock, app, statements):
    """Seen twice in a moment it is asked for once; the next moment knows that the event is off."""
    from campaign.people.services import load_shipped

    load_shipped(db.session())
    event = an_event(a_stop(a_relay()), capacity=1)
    path, client = f"/events/{event.id}/register", app.test_client()
    db.session.commit()
    assert client.get(path).status_code == 200
    statements.clear()
    assert client.get(path).status_code == 200
    assert [line for line in statements if "FROM events" in line or "FROM campaigns" in line] == []
    event.state = event.state.__class__.CANCELLED
    db.session.commit()
    assert client.get(path).status_code == 200
    clock[0] += moments.LENGTH
    assert client.get(path).status_code == 409
