"""A database that is away costs a retry: one page, 503, Retry-After, whoever asks and whatever for."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.web import errors
from tests.factories import a_user


@pytest.fixture
def away(app):
    """The database refuses every statement, as one that restarts or is locked does."""

    def refuse(connection, cursor, statement, *rest):
        raise OperationalError(statement, {}, Exception("the database is locked"))

    engine = db.engine

    def switch() -> None:
        event.listen(engine, "before_cursor_execute", refuse)

    yield switch
    if event.contains(engine, "before_cursor_execute", refuse):
        event.remove(engine, "before_cursor_execute", refuse)


def test_of_two_who_write_one_key_at_once_the_second_is_told_that_somebody_was_faster(postgres_app):
    put = text("INSERT INTO settings (name, value) VALUES ('one', '1')")
    with postgres_app.test_request_context("/staff/campaign", method="POST"), pytest.raises(IntegrityError) as broken:
        for _turn in range(2):
            db.session.execute(put)
    with postgres_app.test_request_context("/staff/campaign?lang=en", method="POST"):
        answer = errors.of_a_mistake(broken.value)
        assert (answer.status_code, b"Somebody was faster" in answer.data) == (409, True)
        assert db.session.execute(text("SELECT count(*) FROM settings WHERE name = 'one'")).scalar_one() == 0


@pytest.mark.parametrize("path", ["/", "/relays/1", "/events/1/register", "/healthz", "/sign-in", "/staff/"])
@pytest.mark.parametrize("role", [None, Role.NATIONAL])
def test_a_database_that_is_away_is_a_page_that_says_come_again(reader, away, path, role):
    if role is not None:
        reader.sign_in(a_user(role))
    away()
    reader.visit(path, expect=302 if (path, role) == ("/staff/", None) else 503)
    if reader.response.status_code == 503:
        assert reader.response.headers["Retry-After"] == "5"
