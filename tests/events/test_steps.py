"""The life of an event, and who is told."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.events import queries, services
from campaign.events.models import Event
from campaign.events.schemas import NEXT_STATES, EventState
from campaign.events.states import STATE_TAGS, STATE_WORDS, STEP_WORDS, needs_reason
from tests.events.test_planning import auditor, coordinator_of, organizer_of
from tests.factories import a_stop, an_event

DRAFT, APPROVED, OPEN = EventState.DRAFT, EventState.APPROVED, EventState.OPEN
HELD, REPORTED, CANCELLED = EventState.HELD, EventState.REPORTED, EventState.CANCELLED


@dataclass
class Attendees:
    """Keeps nobody, but remembers who was to be told."""

    people: int = 0
    told: list[int] = field(default_factory=list)

    def tell_cancelled(self, session: Session, event_id: int) -> None:
        self.told.append(event_id)

    def registered(self, session: Session, event_id: int) -> int:
        return self.people

    def room_made(self, session: Session, event_id: int) -> None:
        """Nobody waits."""


@pytest.fixture
def attendees(monkeypatch) -> Attendees:
    port = Attendees(people=3)
    monkeypatch.setattr(services.steps, "ATTENDEES", [port])
    return port


def state_of(event_id: int) -> tuple[EventState, str, int]:
    return db.session.execute(select(Event.state, Event.reason, Event.version).where(Event.id == event_id)).one()


def test_every_step_there_is_can_be_taken_and_every_other_is_refused(app):
    stop = a_stop()
    for state in EventState:
        for wished in EventState:
            event = an_event(stop, state=state)
            if wished in NEXT_STATES[state]:
                services.change_state(event.id, wished, "так надо", 1)
                assert state_of(event.id)[0] is wished
            else:
                with pytest.raises(Conflict):
                    services.change_state(event.id, wished, "так надо", 1)
                assert state_of(event.id)[0] is state


def test_every_state_and_step_has_its_words():
    assert set(STATE_WORDS) == set(STATE_TAGS) == set(EventState)
    assert set(STEP_WORDS) == {(state, wished) for state, steps in NEXT_STATES.items() for wished in steps}


@pytest.mark.parametrize(
    ("state", "wished", "owed"),
    [
        (DRAFT, APPROVED, False), (APPROVED, OPEN, False), (OPEN, HELD, False), (HELD, REPORTED, False),
        (OPEN, CANCELLED, True), (CANCELLED, DRAFT, True), (OPEN, APPROVED, True), (APPROVED, DRAFT, True),
        (HELD, OPEN, True), (REPORTED, HELD, True),
    ],
)  # fmt: skip
def test_cancelling_and_going_back_owe_a_reason(app, state, wished, owed):
    assert needs_reason(state, wished) is owed
    event = an_event(state=state)
    if owed:
        for empty in ("", "  \x00 \u202e "):
            with pytest.raises(Invalid, match="say why"):
                services.change_state(event.id, wished, empty, 1)
    else:
        services.change_state(event.id, wished, "", 1)


def test_a_reason_of_ten_thousand_characters_is_refused(app):
    event = an_event(state=OPEN)
    with pytest.raises(Invalid, match="has 10000 characters"):
        services.change_state(event.id, CANCELLED, "x" * 10_000, 1)


def test_cancelling_tells_everybody_and_keeps_the_reason(app, attendees):
    event = an_event(state=OPEN)
    assert services.registered(event.id) == 3
    services.change_state(event.id, CANCELLED, "Штормовое предупреждение", 1)
    assert attendees.told == [event.id]
    assert state_of(event.id) == (CANCELLED, "Штормовое предупреждение", 2)


def test_planning_a_cancelled_event_again_forgets_the_public_reason_but_not_the_trail(app, attendees):
    event = an_event(state=CANCELLED)
    services.change_state(event.id, DRAFT, "Нашёлся зал", 1)
    assert state_of(event.id)[:2] == (DRAFT, "")
    assert db.session.scalars(select(AuditEntry.reason).where(AuditEntry.thing_id == event.id)).all() == ["Нашёлся зал"]
    assert attendees.told == []


def test_nobody_is_told_when_cancelling_fails(app, attendees):
    event = an_event(state=HELD)
    with pytest.raises(Conflict):
        services.change_state(event.id, CANCELLED, "поздно", 1)
    assert attendees.told == []


def test_a_stale_page_moves_nothing(app):
    event = an_event(state=DRAFT)
    services.change_state(event.id, APPROVED, "", 1)
    with pytest.raises(Stale):
        services.change_state(event.id, OPEN, "", 1)
    assert state_of(event.id)[0] is APPROVED


def test_only_those_who_run_the_stop_move_its_events(app):
    event = an_event(state=DRAFT)
    stop = db.session.get(type(a_stop()), event.stop_id)
    with acting_as(auditor()), pytest.raises(Refused):
        services.change_state(event.id, APPROVED, "", 1)
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        services.change_state(event.id, APPROVED, "", 1)
    with acting_as(coordinator_of(stop)):
        services.change_state(event.id, APPROVED, "", 1)
    with acting_as(organizer_of(stop.region_id)):
        services.change_state(event.id, OPEN, "", 2)
    assert state_of(event.id)[0] is OPEN


def test_several_are_moved_at_once_and_the_others_are_left(app):
    stop = a_stop()
    states = (DRAFT, APPROVED, OPEN, CANCELLED)
    events = [an_event(stop, state=state) for state in states]
    moved = services.move_events([event.id for event in events], OPEN)
    assert (moved.moved, moved.left) == (2, 2)
    assert [state_of(event.id)[0] for event in events] == [OPEN, OPEN, OPEN, CANCELLED]
    trail = [step.act for step in queries.history_of(events[0].id)]
    assert trail == ["event.approved", "event.open"]


def test_one_foreign_event_among_several_moves_none(app):
    mine, foreign = an_event(a_stop(), state=DRAFT), an_event(a_stop(), state=DRAFT)
    with acting_as(organizer_of(mine.region_id)), pytest.raises(NotFound):
        services.move_events([mine.id, foreign.id], APPROVED)
    assert state_of(mine.id)[0] is DRAFT


def test_choosing_nothing_says_so(app):
    with pytest.raises(Invalid, match="Nothing is chosen"):
        services.move_events([], OPEN)


def test_opening_a_stop_opens_what_waits(app):
    stop = a_stop()
    for state in (DRAFT, APPROVED, HELD):
        an_event(stop, state=state)
    assert services.open_stop(stop.id) == services.Moved(2, 1)
    assert services.open_stop(a_stop().id) == services.Moved(0, 0)
    with pytest.raises(NotFound):
        services.open_stop(404)
