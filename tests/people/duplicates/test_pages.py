"""The pages: who may be one, two side by side, put together, taken back, and kept apart."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.territory.models import Region
from tests.factories import a_registration, a_stop, a_user, an_event
from tests.people.duplicates.pairs import standing

PAGE = "/staff/people/duplicates"


@pytest.fixture
def organizer(reader, app):
    stop = a_stop()
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    reader.stop = stop
    return reader


@pytest.fixture
def pair(organizer):
    """Two of one event with the same name and birth year."""
    event = an_event(organizer.stop)
    people = [a_registration(event, "Сейтова Әлия").person_id for _twice in range(2)]
    db.session.execute(db.text("UPDATE people SET birth_year = 1990"))
    db.session.commit()
    return event, *people


def test_two_are_put_together_and_taken_apart_again(organizer, pair):
    event, first, second = pair
    organizer.visit(PAGE, language="kk")
    assert "туған жылы бірдей, аты-жөні бірдей" in organizer.text()
    organizer.visit(f"{PAGE}/{first}/{second}")
    assert "two become one" in organizer.text()
    organizer.send({"phone_of": str(second)}, form="form#page-form", expect=303)
    assert "one person now" in organizer.visit(PAGE).get_text()
    assert [state for _person, state, _number in standing(event)] == ["confirmed", "cancelled"]
    organizer.send({}, form="form[action$=undo]", expect=303)
    assert "as before" in organizer.visit(PAGE).get_text()
    assert [state for _person, state, _number in standing(event)] == ["confirmed", "confirmed"]


def test_whoever_of_the_two_waits_is_shown_as_waiting(organizer, pair):
    event, first, second = pair
    where = {"event": event.id, "person": second}
    db.session.execute(
        db.text("UPDATE registrations SET state = 'waiting' WHERE event_id = :event AND person_id = :person"), where
    )
    db.session.commit()
    organizer.visit(f"{PAGE}/{first}/{second}")
    assert "waits" in organizer.page.select_one("table").get_text()


def test_a_stale_page_is_told_and_two_people_are_kept_apart(organizer, pair):
    _event, first, second = pair
    organizer.visit(f"{PAGE}/{first}/{second}")
    organizer.send({"version": "another"}, form="form#page-form", expect=303)
    assert "meanwhile" in organizer.follow().get_text()
    organizer.send({}, form="form[action$=apart]", expect=303)
    assert "Nobody stands twice" in organizer.visit(PAGE).get_text()
    organizer.visit(f"{PAGE}/{first}/{first}", expect=404)
    organizer.visit(f"{PAGE}/{first}/999999", expect=404)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_much_however_many_stand_twice(organizer, statements, people):
    event = an_event(organizer.stop)
    for number in range(people):
        for _twice in range(2):
            a_registration(event, f"Сейтова Әлия {'абв'[number] * 3}")
    db.session.execute(db.text("UPDATE people SET birth_year = 1990"))
    db.session.commit()
    organizer.visit(PAGE)
    statements.clear()
    organizer.visit(PAGE)
    assert len([line for line in statements if not line.startswith("BEGIN")]) == 5  # one finds that the look is kept
