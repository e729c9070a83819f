"""What the pages of an event say of its state, and of everything that is wrong, at once."""

from campaign.events import queries, services
from campaign.events.schemas import EventState
from tests.factories import an_event


def test_a_report_without_a_figure_is_asked_about_once_more(organizer, stop):
    event = an_event(stop, state=EventState.HELD)
    organizer.visit(f"/staff/events/{event.id}")
    assert "No figure says yet how many came" in organizer.text()


def test_an_event_whose_registration_is_closed_again_says_so(organizer, stop):
    """Lists and calendars said only "approved" of it, and the page of its stop asked to open it once more."""
    event, other = an_event(stop, state=EventState.APPROVED), an_event(stop, state=EventState.APPROVED)
    organizer.visit(f"/staff/events/{event.id}")
    assert "registration closed" not in organizer.text()
    organizer.send({}, form="form:has([name=state][value=open])", expect=303)
    organizer.visit(f"/staff/events/{event.id}")
    organizer.send({"reason": "мест нет"}, form="form:has([name=state][value=approved])", expect=303)
    organizer.follow()
    assert "Registration is closed; the event stays approved." in organizer.text()
    assert _tags(organizer, "main dd .tag") == ["approved", "registration closed"]
    organizer.visit("/staff/events")
    assert sorted(_tags(organizer, "main td .tag")) == ["approved", "approved", "registration closed"]
    organizer.visit(f"/staff/events/calendar?month={event.day:%Y-%m}")
    assert "registration closed" in _tags(organizer, "main .tag")
    organizer.visit(f"/staff/stops/{stop.id}")
    assert "registration closed" in organizer.text()
    assert [box["value"] for box in organizer.page.select("#several input[name=event]")] == [str(other.id)]


def test_an_event_that_went_back_to_a_draft_was_not_open_since(app, stop):
    event = an_event(stop, state=EventState.APPROVED)
    told = []
    for state in (EventState.OPEN, EventState.APPROVED, EventState.DRAFT, EventState.APPROVED):
        services.change_state(event.id, state, "иначе", queries.event_row(event.id).version)
        told.append(queries.event_row(event.id).is_closed_again)
    assert told == [False, True, False, False]


def _tags(reader, where):
    return [tag.get_text(strip=True) for tag in reader.page.select(where)]


def test_a_number_that_cannot_be_is_told_with_everything_else(organizer, stop):
    """It was told in a second round only, by the service, once the form was in order."""
    organizer.visit(f"/staff/events/new?stop={stop.id}")
    organizer.send({"day": "", "capacity": "0"}, form="main form#page-form", expect=422)
    assert "The number of places lies between 1 and" in organizer.text()
    assert "Name the event in at least one language." in organizer.text()
