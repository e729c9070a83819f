"""What `adalzhol check` says of rules and filings: all in order, and each way in which it can be broken."""

from datetime import date

import pytest
from sqlalchemy import text

from campaign.core.checks import recount
from campaign.core.db import db
from campaign.events.deadlines.models import LegalRule
from tests.events.deadlines.papers import a_filed_paper, resting_on
from tests.factories import a_stop, an_event


def found():
    (outcome,) = recount(["deadlines"])
    return outcome.looked_at, [(wrong.thing, wrong.message) for wrong in outcome.wrong]


@pytest.fixture
def filed(either_app):
    """An event with a legal basis and one filed paper, by what addresses name."""
    event = an_event()
    resting_on(event)
    return a_filed_paper(event.id, "")


BREAKS = {
    "UPDATE legal_rules SET code = 'other'": [("filing", "names the rule {code}, which there is not")],
    "UPDATE filings SET stop_id = {elsewhere}": [("filing", "lies at another stop than event {event}")],
    "UPDATE event_permits SET stop_id = {elsewhere}": [("permit", "lies at another stop than event {event}")],
    "UPDATE legal_rules SET valid_to = '2018-12-31'": [],
}


@pytest.mark.parametrize("sql", BREAKS)
def test_what_was_filed_is_recounted(filed, sql):
    assert found() == (3, [])
    facts = {
        "elsewhere": a_stop().id,
        "event": db.session.scalar(text("SELECT event_id FROM filings")),
        "code": db.session.scalar(text("SELECT rule_code FROM filings")),
    }
    db.session.execute(text(sql.format(**facts)))
    db.session.commit()
    assert found() == (3, [(thing, message.format(**facts)) for thing, message in BREAKS[sql]])


def test_two_versions_in_force_on_one_day_are_named(filed):
    first = db.session.get_one(LegalRule, filed["legal_rule_id"])
    same = {column.key: getattr(first, column.key) for column in LegalRule.__table__.columns if column.key != "id"}
    db.session.add(LegalRule(**same | {"valid_from": date(2018, 7, 1)}))
    db.session.commit()
    assert found() == (4, [("rule", f"is in force on a day of version {first.id} of the same rule")])
    first.valid_to = date(2018, 6, 30)
    db.session.commit()
    assert found() == (4, [])
