"""A database that is away costs a retry: one page, 503, Retry-After, whoever asks and whatever for."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from campaign.core.actor import Role
from campaign.core.db import db
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


@pytest.mark.parametrize("path", ["/", "/relays/1", "/events/1/register", "/healthz", "/sign-in", "/staff/"])
@pytest.mark.parametrize("role", [None, Role.NATIONAL])
def test_a_database_that_is_away_is_a_page_that_says_come_again(reader, away, path, role):
    if role is not None:
        reader.sign_in(a_user(role))
    away()
    reader.visit(path, expect=302 if (path, role) == ("/staff/", None) else 503)
    if reader.response.status_code == 503:
        assert reader.response.headers["Retry-After"] == "5"
