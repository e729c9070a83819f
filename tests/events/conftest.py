"""Fixtures of the tests about events."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.events import services
from campaign.relay.models import Stop
from campaign.territory.models import Region
from tests.factories import a_stop, a_user
from tests.reader import Reader


@pytest.fixture
def statements_of() -> Callable[[Session], AbstractContextManager[list[str]]]:
    """What a session sends to the database inside a block."""

    @contextmanager
    def listen(session: Session) -> Iterator[list[str]]:
        seen: list[str] = []
        engine = session.get_bind().engine

        def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
            seen.append(statement)

        sa_event.listen(engine, "before_cursor_execute", note)
        yield seen
        sa_event.remove(engine, "before_cursor_execute", note)

    return listen


@pytest.fixture
def shipped(app: Flask) -> Flask:
    """The application with the kinds, kits and rules that ship."""
    with unit_of_work() as session:
        services.load_shipped(session)
    return app


@pytest.fixture
def stop(shipped: Flask) -> Stop:
    return a_stop()


@pytest.fixture
def organizer(reader: Reader, stop: Stop) -> Reader:
    """Whoever plans the region of the stop, signed in."""
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
    return reader
