"""The database handle, the column types, the scope of rows, and the unit of work.

SQLite ignores SELECT … FOR UPDATE, and its driver begins a transaction only at the first write, so a rule read before a
write would not hold. Here every transaction begins by saying so, and a unit of work begins by taking the write lock.
"""

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    Index,
    MetaData,
    String,
    event,
    false,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from sqlalchemy.types import TypeDecorator

from campaign.core.actor import NOTHING, Scope, current_scope
from campaign.core.errors import Conflict, Crossed
from campaign.core.i18n import Translated, TranslatedText, Words, _l
from campaign.core.narrowing import Criterion, Narrowing

Statement = TypeVar("Statement", bound=Executable)
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 10
IDLE_SECONDS = 5.0
AT_ONCE = _l(
    "At this very moment somebody else has written the same, or taken away what belongs to it. "
    "Look at how it stands now; nothing was saved."
)
CROSSED = frozenset({"23503", "23505", "40001", "40P01", "FOREIGN KEY constraint failed", "UNIQUE constraint failed"})
"""What PostgreSQL and SQLite call a row that is gone, one that is there already, and two of whom one had to give way."""
PLANNED = 400  # statements that PostgreSQL keeps planned for a connection, each some ten kilobytes
REMEMBERED_KILOBYTES = 65_536  # pages of SQLite a connection keeps: random keys touch its indexes all over


class Instant(TypeDecorator[datetime]):
    """A moment in time: aware UTC in Python, refused when naive, stored without a zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime refused: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What every table is. Flask-SQLAlchemy lends us the engine and the session, no more."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant(), Translated: TranslatedText()}


Word = TypeVar("Word", bound=StrEnum)


def word_type(words: type[Word], length: int = 24, *, check: str = "") -> Enum:
    """A column for one word of a `StrEnum`, stored as its value, with a CHECK behind it.

    `check` names the CHECK where a table has two columns of the same words.
    """
    return Enum(
        words,
        native_enum=False,
        length=length,
        create_constraint=True,
        name=check or words.__name__.lower(),
        values_callable=lambda kind: [word.value for word in kind],
    )


def sort_key_type(length: int = 240) -> String:
    """A column compared byte by byte in both databases, whatever the server's collation."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def sparse_index(table: str, column: str, *, unique: bool = False) -> Index:
    """An index of the rows that have something in this column: what most rows leave empty costs them nothing when written."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, unique=unique, sqlite_where=there, postgresql_where=there)


class Scoped:
    """A table whose rows exist only for those whose scope covers them."""

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """The criterion for a scope that is neither everything nor nothing."""
        raise TypeError(f"{cls.__name__} does not say for whom its rows exist")


SEALS: list[Callable[[Session], None]] = []  # what a unit of work does last of all, just before its commit
REFUSALS: dict[str, Words] = {}  # by the words of a trigger, what to tell whoever asked; features register theirs
PASSING: set[str] = set()  # those of them after which asking once more is worth it
db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)


def _scoped_classes() -> list[type[Any]]:
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Scoped)]


@lru_cache(maxsize=256)
def _narrowing(scope: Scope) -> Narrowing:
    """The criterion of each scoped table, made once for a scope: making them costs more than most statements."""
    return Narrowing(
        Criterion(
            table, false() if scope == NOTHING else table.visible_to(scope), include_aliases=True, propagate_to_loaders=False
        )
        for table in _scoped_classes()
    )


def kept(statement: Statement) -> Statement:
    """Mark a statement that is made once for the life of the process and run with parameters: narrowing keeps its outcome."""
    return statement.execution_options(campaign_kept=True)


@lru_cache(maxsize=1024)
def _narrowed(statement: Any, scope: Scope) -> Any:
    return statement.options(_narrowing(scope))


@event.listens_for(Session, "do_orm_execute")
def show_only_what_is_in_scope(state: ORMExecuteState) -> None:
    """Fetching a row is authorizing it: each statement is narrowed to the actor's scope, and closed without one."""
    if not (state.is_select or state.is_update or state.is_delete):
        return
    scope = current_scope()
    if not scope.everything:
        is_kept = state.statement.get_execution_options().get("campaign_kept", False)
        narrow = _narrowed if is_kept else _narrowed.__wrapped__
        state.statement = narrow(state.statement, scope)


class Turnstile:
    """One writer of this process at a time, in the order of arrival.

    SQLite lets its writers wait by sleeping and asking again, so one of many may starve past any timeout; here the next in
    line is woken. Other processes still wait as SQLite lets them.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Lock] = deque()
        self._busy = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._line.append(mine)
        mine.acquire()

    def __exit__(self, *error: object) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._busy = False


def _turn(session: Session) -> AbstractContextManager[None]:
    if session.get_bind().dialect.name != "sqlite":
        return nullcontext()
    turn: Turnstile = current_app.extensions["campaign_turnstile"]
    return turn


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Commit when the block ends well, roll back when it does not.

    What is read inside stays true until the commit. A unit opened inside another joins it: only the outermost commits, so
    two services can be composed into one all-or-nothing act. Catching the error of a joined unit does not save the whole:
    the outer one then raises RuntimeError rather than keep half of it.

    Raises Crossed where a row was written, or removed, by somebody else between what was read here and what is written, and
    where two waited for each other; Conflict where a trigger says why not.
    """
    session = db.session()
    if "unit" in session.info:
        try:
            yield session
        except BaseException:
            session.info["unit"] = "spoilt"
            raise
        return
    with _turn(session):
        yield from _whole(session)


def _whole(session: Session) -> Iterator[Session]:
    session.rollback()  # what was read before the unit may be stale: begin anew
    session.connection(execution_options={"writes": True})
    session.info["unit"] = "whole"
    try:
        yield session
        if session.info["unit"] == "spoilt":
            raise RuntimeError("part of this unit failed, so none of it can be kept")
        for seal in SEALS:
            seal(session)
        session.commit()
    except BaseException as error:
        session.rollback()
        if (told := _told(error)) is not None:
            raise told from error
        raise
    finally:
        for name in ("unit", "noted"):
            session.info.pop(name, None)


def _told(error: BaseException) -> Conflict | None:
    """What to say of an error that is no mistake of ours: a trigger's own refusal, or somebody who was a moment faster.

    A refusal that came too late may be named a failure to serialize.
    """
    if isinstance(error, StaleDataError | ObjectDeletedError):
        return Crossed(AT_ONCE)
    if not isinstance(error, IntegrityError | OperationalError):
        return None
    said = str(error.orig)
    for sign, words in REFUSALS.items():
        if sign in said:
            return Crossed(words) if sign in PASSING else Conflict(words)
    driver: Any = error.orig
    if getattr(driver, "sqlstate", said.partition(":")[0]) not in CROSSED:
        return None
    current_app.logger.warning("two at once: %s", driver.diag.constraint_name if hasattr(driver, "diag") else said)
    return Crossed(AT_ONCE)


def insert_into(table: Any, at: Session | str) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that may give way to a row that is there, or change it (`on_conflict_…`); `at`: where, or its dialect."""
    dialect = at if isinstance(at, str) else at.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


SYNCHRONOUS = "FULL"
"""Whether SQLite waits at each commit until the disk has it. Tests, of which none survives a power cut, do not wait."""


def prepare_engine(engine: Engine) -> None:
    """Make the database keep the promises made above, and lost connections cost no request. Called once for an application."""
    current_app.extensions["campaign_turnstile"] = Turnstile()
    if engine.dialect.name != "sqlite":
        _ask_what_lay_idle(engine)
        _end_reading_by_commit(engine)
        return

    @event.listens_for(engine, "connect")
    def opened(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for setting in (
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            f"synchronous = {SYNCHRONOUS}",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            f"cache_size = -{REMEMBERED_KILOBYTES}",
        ):
            connection.execute(f"PRAGMA {setting}")
        connection.create_function("sha256_of", 1, _sha256, deterministic=True)

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _ask_what_lay_idle(engine: Engine) -> None:
    """Ask a connection whether it still lives, but only one that lay idle: asking each time costs as much as a statement.

    When the server restarts under a busy connection, that one request is told to come again, and the pool begins anew.
    """

    @event.listens_for(engine, "checkin")
    def laid_down(connection: Any, record: Any) -> None:
        record.info["campaign_idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken_up(connection: Any, record: Any, proxy: Any) -> None:
        since = record.info.get("campaign_idle_since")
        if since is None or time.monotonic() - since < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("the server has gone") from error


def _end_reading_by_commit(engine: Engine) -> None:
    """End a transaction in which nothing was written by COMMIT, where everybody else says ROLLBACK.

    To the data it is the same. But the driver forgets at each ROLLBACK all statements that the server has planned already, and
    every page ends by one: without this no statement of a page is ever planned for longer than that page.
    """

    @event.listens_for(engine, "connect")
    def opened(connection: Any, record: Any) -> None:
        connection.prepared_max = PLANNED

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.info["campaign_wrote"] = False

    @event.listens_for(engine, "before_cursor_execute")
    def asked(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("SELECT"):
            connection.info["campaign_wrote"] = True

    @event.listens_for(engine, "rollback")
    def gave_up(connection: Connection) -> None:
        if connection.invalidated:
            return
        driver: Any = connection.connection.dbapi_connection
        if connection.info.get("campaign_wrote") is False and driver.info.transaction_status.name == "INTRANS":
            driver.commit()
