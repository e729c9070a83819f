"""What `adalzhol check` says of custody: whole lines, and each way in which one can be broken."""

import pytest
from sqlalchemy import text

from campaign.core.checks import recount
from campaign.core.db import db
from tests.relay.custody.batons import a_baton, hand_over, leave, propose


@pytest.fixture
def baton(app):
    """One item that went from the department over two stops; the third handover is under way."""
    made = a_baton(items=1)
    hand_over(made, made.body, made.stop(0))
    hand_over(made, made.stop(0), made.stop(1))
    leave(propose(made, made.stop(1), made.stop(2)))
    return made


def found() -> list[str]:
    db.session.commit()
    (outcome,) = recount(["custody"])
    return [wrong.message for wrong in outcome.wrong]


def test_a_whole_line_is_in_order(baton):
    assert found() == []
    (outcome,) = recount(["custody"])
    assert outcome.looked_at == 1


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE custody_entries SET until = since WHERE until IS NULL", "0 open entries"),
        ("DELETE FROM custody_entries WHERE number = 2", "not counted from 1 without a gap"),
        ("DELETE FROM custody_entries", "0 open entries"),
        ("UPDATE custody_entries SET until = '2030-01-01 00:00:00' WHERE number = 2", "nobody or two have it between"),
        ("UPDATE custody_entries SET handover_id = 1 WHERE number = 1", "did not come into the relay from a body"),
        ("UPDATE handovers SET state = 'proposed' WHERE state = 'left'", "in transit by a handover that is not under way"),
        ("UPDATE baton_items SET handover_id = NULL", "but promised to None"),
        ("UPDATE baton_items SET handover_id = 1", "but promised to 1"),
        ("UPDATE handover_lines SET missing = 1 WHERE handover_id = 1", "came to the receiver, which was not confirmed"),
        (
            "UPDATE handovers SET state = 'confirmed', received_at = left_at WHERE state = 'left'",
            "is confirmed, but never came to the receiver",
        ),
        ("DELETE FROM handover_lines WHERE handover_id = 2", "has no handover of this relay that names the item"),
    ],
)
def test_a_broken_line_is_found(baton, sql, words):
    db.session.execute(text(sql))
    assert any(words in message for message in found()), found()


def test_the_number_of_statements_does_not_depend_on_the_items(app, statements):
    def asked(items: int) -> int:
        made = a_baton(items=items)
        hand_over(made, made.body, made.stop(0))
        db.session.commit()
        statements.clear()
        recount(["custody"])
        return len([said for said in statements if said.startswith("SELECT")])

    assert asked(1) == asked(3)
