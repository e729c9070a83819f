"""Volunteers choose shifts on their ticket; what they are booked for already stands against it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core.actor import NOBODY, SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.errors import Closed, Full, Invalid, NotFound
from campaign.events.schemas import EventState
from campaign.people.schemas import RegistrationState
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.services import sign_up, step_back
from tests.factories import NOON, a_place, a_stop, a_unit, an_event, kept
from tests.people.shifts.shifts import a_place_in, a_shift


@pytest.fixture(autouse=True)
def nobody(app):
    """A ticket is opened without an account; each act sees what the one before has kept."""
    with acting_as(NOBODY):
        yield


def rows(*columns):
    """What stands in the tables, seen by whoever sees all."""
    db.session.rollback()
    with acting_as(SYSTEM):
        return [tuple(row) for row in db.session.execute(select(*columns))]


def test_somebody_chooses_a_shift_and_leaves_it_however_often_it_is_sent(event, ticket):
    shift, (registration, token) = a_shift(event, need=2), ticket(event)
    assert [sign_up(token, shift.id), sign_up(token, shift.id)] == [(), ()]
    assert rows(ShiftPlace.registration_id) == [(registration.id,)]
    step_back(token, shift.id)
    step_back(token, shift.id)
    assert rows(ShiftPlace.id) == []
    assert rows(Shift.taken) == [(0,)]


def test_a_full_shift_says_so(event, ticket):
    shift = a_shift(event, need=1)
    sign_up(ticket(event)[1], shift.id)
    with pytest.raises(Full, match="full by now"):
        sign_up(ticket(event, "Іңкәр Ким")[1], shift.id)


@pytest.mark.parametrize("state", [RegistrationState.WAITING, RegistrationState.CANCELLED])
def test_whoever_has_no_place_at_the_event_gets_none_in_its_shifts(event, ticket, state):
    shift, (registration, token) = a_shift(event), ticket(event)
    registration.state = state
    db.session.commit()
    with pytest.raises(Closed, match="have a place"):
        sign_up(token, shift.id)


def test_a_shift_that_has_begun_is_closed_and_so_is_an_event_that_was_called_off(event, ticket):
    token = ticket(event)[1]
    begun = a_shift(event, begins=-60 * 24 * 3)
    with pytest.raises(Closed, match="has begun"):
        sign_up(token, begun.id)
    shift = a_shift(event)
    event.state = EventState.CANCELLED
    db.session.commit()
    with pytest.raises(Closed):
        step_back(token, shift.id)


def test_a_shift_of_another_event_and_a_wrong_link_lead_nowhere(event, ticket):
    token, other = ticket(event)[1], a_shift(an_event(capacity=5))
    for bad_token, shift_id in ((token, other.id), ("x" * 43, a_shift(event).id), ("x" * 10_000, other.id)):
        with pytest.raises(NotFound):
            sign_up(bad_token, shift_id)


def test_two_shifts_at_once_cannot_be_and_it_is_said_which(event, ticket):
    token = ticket(event)[1]
    sign_up(token, a_shift(event, "Қор үлестіру", minutes=90).id)
    with pytest.raises(Invalid, match=r"“Қор үлестіру” \(.*, 12:00–13:30\). Leave that shift first"):
        sign_up(token, a_shift(event, begins=60).id)
    assert sign_up(token, a_shift(event, begins=90).id) == ()  # one after another at the same place


def test_long_shifts_that_overlap_cannot_be_either(event, ticket):
    """What lasts long only stands there among events; a person's shift is work for all of its time."""
    token = ticket(event)[1]
    sign_up(token, a_shift(event, minutes=300).id)
    with pytest.raises(Invalid):
        sign_up(token, a_shift(event, begins=200, minutes=300).id)


def test_a_shift_while_one_has_a_place_at_another_event_cannot_be(stop, event, ticket):
    registration, token = ticket(event)
    ticket(an_event(stop, title="Автоколонна", starts=NOON + timedelta(minutes=30)), person_id=registration.person_id)
    with pytest.raises(Invalid, match=r"“Автоколонна” .* say on the page of that event that you cannot come"):
        sign_up(token, a_shift(event).id)
    assert sign_up(token, a_shift(event, begins=-60).id) == ()


def test_an_event_that_only_stands_there_all_day_is_no_hindrance(stop, event, ticket):
    registration, token = ticket(event)
    exhibition = an_event(stop, title="Выставка", starts=NOON - timedelta(hours=2))
    exhibition.ends_at = NOON + timedelta(hours=6)
    ticket(exhibition, person_id=registration.person_id)
    assert sign_up(token, a_shift(event).id) == ()


def test_too_little_time_for_the_way_is_asked_about_and_kept(stop, event, ticket):
    registration, token = ticket(event)
    far = a_stop(unit=kept(a_unit(name="Балхаш")), arrives=stop.arrives_on)
    place, there = a_place(stop), a_place(far)
    place.lat, place.lon, there.lat, there.lon = 50.05, 72.95, 49.80, 73.10
    event.place_id = place.id
    other = an_event(far, title="Круглый стол", starts=NOON + timedelta(minutes=70))
    other.place_id = there.id
    ticket(other, person_id=registration.person_id)
    shift = a_shift(event)
    (asked,) = sign_up(token, shift.id)
    assert not asked.is_hard
    assert "10 minutes between this and “Круглый стол”" in asked.words
    assert rows(ShiftPlace.id) == []
    assert sign_up(token, shift.id, accept=True) == ()
    assert rows(ShiftPlace.accepted) == [(True,)]


def test_the_ticket_shows_what_can_be_chosen_and_what_was(reader, event, ticket):
    _registration, token = ticket(event)
    a_shift(event, "Тазалау", begins=60)
    full = a_shift(event, "Күзет", need=1)
    a_place_in(full, ticket(event, "Іңкәр Ким")[0])
    reader.visit(f"/ticket/{token}", language="kk")
    assert "Күзет" not in reader.text()
    reader.send({}, form="#shifts form", expect=303)
    reader.follow()
    assert "You are in the shift" in reader.text()
    assert [item.get_text(strip=True) for item in reader.page.select("#shifts b")] == ["Тазалау"]
    reader.send({}, form="#shifts .confirm form", expect=303)
    reader.follow()
    assert "I'll take it" in reader.text()


def test_a_ticket_asks_two_questions_about_shifts_however_many_there_are(event, ticket, reader, statements):
    token = ticket(event)[1]
    counts = []
    for number in (1, 2):
        for begins in range(number):
            a_shift(event, begins=60 * begins * number)
        statements.clear()
        reader.visit(f"/ticket/{token}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
