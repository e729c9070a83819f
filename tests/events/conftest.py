"""Fixtures of the tests about events."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session


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
