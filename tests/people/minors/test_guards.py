"""The database itself lets nobody be confirmed who may be too young without a guardian's consent: raw SQL, both databases."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from campaign.core.db import db
from campaign.people.models import Person
from campaign.people.services.rows import put
from tests.factories import a_registration, an_event
from tests.people.minors.conftest import a_guardian_consent, a_minor


def tried(statement: str, **facts: object) -> str:
    """Run raw SQL and commit; what the database says when it refuses."""
    try:
        db.session.execute(text(statement), facts)
        db.session.commit()
    except DBAPIError as refusal:
        db.session.rollback()
        return "refused" if "minor without consent of a guardian" in str(refusal) else str(refusal)
    return "done"


CONFIRM = "UPDATE registrations SET state = 'confirmed' WHERE id = :id"
RULE = (
    "INSERT INTO age_rules (valid_from, consent_below, photo_below, source, note, shipped, made_at) "
    "VALUES (:day, :age, 18, :source, '', false, '2018-04-05 00:00:00')"
)
LAW = '{"en": "a law"}'


def taken_out() -> str:
    """The statement that puts back, in a state, the one registration there is, which is gone now."""
    columns = (
        "uid, event_id, region_id, stop_id, person_id, role_id, places, source, queue_number, code, token_hash, generation, "
        "language, note, sort_kk, sort_ru, made_at"
    )
    db.session.execute(text(f"CREATE TEMPORARY TABLE kept_row AS SELECT {columns} FROM registrations"))
    db.session.execute(text("DELETE FROM registrations"))
    db.session.commit()
    return f"INSERT INTO registrations ({columns}, state) SELECT {columns}, :state FROM kept_row"


def test_each_way_to_a_confirmed_minor_is_shut(either_app):
    event = an_event()
    child, grown = a_minor(event), a_registration(event, "Асқар Бек")
    assert tried(CONFIRM, id=child.id) == "refused"

    consent = a_guardian_consent(child)
    assert tried(CONFIRM, id=child.id) == "done"
    assert tried("UPDATE guardian_consents SET withdrawn_at = '2018-04-05 00:00:00'") == "refused"
    assert tried("UPDATE guardian_consents SET registration_id = :id", id=grown.id) == "refused"
    assert tried("DELETE FROM guardian_consents WHERE id = :id", id=consent.id) == "refused"

    for column, value in (("birth_year", 2002), ("birth_year", 2005)):
        assert tried(f"UPDATE people SET {column} = :value WHERE id = :id", value=value, id=grown.person_id) == "refused"
    assert tried("UPDATE people SET birth_date = '2002-04-07' WHERE id = :id", id=grown.person_id) == "refused"
    assert tried("UPDATE people SET birth_year = 2001 WHERE id = :id", id=grown.person_id) == "done"
    assert tried("UPDATE events SET day = '2017-12-31' WHERE id = :id", id=event.id) == "refused"
    assert tried(RULE, day="2018-04-06", age=18, source=LAW) == "refused"
    assert tried(RULE, day="2018-04-07", age=18, source=LAW) == "done"
    assert "only ever added" in tried("UPDATE age_rules SET consent_below = 3")
    assert "only ever added" in tried("DELETE FROM age_rules")
    assert tried("DELETE FROM registrations WHERE id = :id", id=child.id) == "done"


def test_an_inserted_row_is_judged_whatever_the_statement(either_app):
    a_minor(an_event())
    insert = taken_out()
    assert [tried(insert + end, state="confirmed") for end in ("", " WHERE true ON CONFLICT DO NOTHING")] == ["refused"] * 2
    assert tried(insert, state="pending") == "done"


@pytest.mark.parametrize(("born", "outcome"), [(1997, "refused"), (1996, "done")])
def test_a_row_put_in_is_judged_by_the_highest_age_that_a_rule_can_name(either_app, born, outcome):
    assert "consent_below_sane" in tried(RULE, day="2018-04-02", age=22, source=LAW)
    assert tried(RULE, day="2018-04-02", age=21, source=LAW) == "done"
    a_minor(an_event(), born=born)
    assert tried(taken_out(), state="confirmed") == outcome


@pytest.mark.parametrize(
    ("born", "day", "outcome"),
    [
        (2002, None, "refused"),  # turns sixteen in the year of the event, 6 April 2018: nobody knows
        (2002, date(2002, 4, 6), "done"),  # on that very day
        (2002, date(2002, 4, 7), "refused"),  # a day later
        (2001, None, "done"),
        (2005, date(1990, 1, 1), "refused"),  # a date of another year counts for nothing
    ],
)
def test_where_the_age_lies(either_app, born, day, outcome):
    child = a_minor(an_event(), born=born, day=day)
    assert tried(CONFIRM, id=child.id) == outcome


def test_putting_a_row_in_does_not_swallow_the_refusal(app):
    event = an_event()
    child = a_minor(event)
    other = a_registration(event, "Асқар Бек")
    facts = {column.key: getattr(other, column.key) for column in type(other).__table__.columns if column.key != "id"}
    db.session.delete(other)
    db.session.commit()
    again = type(other)(**{**facts, "person_id": child.person_id, "event_id": an_event().id})
    with pytest.raises(DBAPIError, match="minor without consent"):
        put(db.session(), again)
    db.session.rollback()
    assert db.session.get_one(Person, child.person_id).birth_year == 2005
