"""Fixtures of the tests about events."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests.conftest import built_app, migrate
from tests.postgres import fresh_database


@pytest.fixture
def postgres_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on PostgreSQL only: for a mutant that SQLite's single writer would hide."""
    with fresh_database(migrate) as url:
        app = built_app(url, tmp_path)
        with app.app_context():
            set_actor(SYSTEM)
            yield app
            db.session.remove()
            db.engine.dispose()


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
