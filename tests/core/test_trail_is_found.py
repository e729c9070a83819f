"""What was done with something is found by an index: no page, feed or act reads the whole trail."""

import pytest

from campaign.core.db import db
from campaign.events import queries
from campaign.events.feeds.queries import feed_of_event, feed_of_relay
from campaign.events.figures.queries import changes_of
from campaign.events.figures.schemas import Stage
from campaign.people import services
from campaign.people.groups.line_queries import steps_of
from campaign.relay.models import Stop
from tests.factories import a_registration, an_event

WHAT = (
    "an event", "its history", "a feed of it", "a feed of its relay", "its figures", "its waiting list",
    "a registration put back",
)  # fmt: skip


def asks(event):
    registration = a_registration(event)
    services.cancel(registration.id)
    return {
        "an event": lambda: queries.event_row(event.id),
        "its history": lambda: queries.history_of(event.id),
        "a feed of it": lambda: feed_of_event(event.id, "kk"),
        "a feed of its relay": lambda: feed_of_relay(db.session.get_one(Stop, event.stop_id).relay_id, "kk"),
        "its figures": lambda: changes_of(event.id, "participants", Stage.FACT),
        "its waiting list": lambda: steps_of(event.id),
        "a registration put back": lambda: services.restore(registration.id),
    }


@pytest.mark.parametrize("what", WHAT)
def test_it_is_found_by_what_it_was_done_with(app, statements, what):
    act = asks(an_event())[what]
    statements.clear()
    act()
    asked = [statement for statement in statements if "audit_entries" in statement and statement.startswith("SELECT")]
    assert asked
    for statement in asked:
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?"))
        steps = [step[3] for step in plan if "audit_entries" in step[3]]
        assert steps
        assert all("ix_audit_entries_thing_id" in step for step in steps), (steps, statement)
