"""A second database beside the first, filled where nobody sees it, which takes the first one's place in one step.

On SQLite it is a file next to the other; its content is copied over in one transaction, so that processes with the other one
open see the old rows or the new. On PostgreSQL it is a schema whose tables move into the place of the others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app
from sqlalchemy import URL, Connection, Engine, inspect, text

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.errors import Unavailable
from campaign.core.i18n import _l

SCHEMA: Final = "adalzhol_beside"
SIBLING: Final = "campaign_sibling"


def siblings_by(app: Flask, make: Callable[[str], Flask]) -> None:
    """Say who makes the same application on the database at another address."""
    app.extensions[SIBLING] = make


@dataclass
class Place:
    """The database beside, and the engine of the one whose place it takes."""

    home: Engine
    take_over: Callable[[], None]


@contextmanager
def beside() -> Iterator[Place]:
    """An empty database beside the application's own; inside the block the current application is one that uses it.

    It is dropped at the end unless it took over; what a killed run left is dropped at the beginning.
    """
    home: Engine = db.engine
    db.session.remove()
    make: Callable[[str], Flask] = current_app.extensions[SIBLING]
    kind = _File(home) if home.dialect.name == "sqlite" else _Schema(home)
    kind.clear()
    try:
        sibling = make(kind.address().render_as_string(hide_password=False))
        with sibling.app_context():
            set_actor(SYSTEM)
            try:
                yield Place(home, lambda: _moved(kind))
            finally:
                db.session.remove()
                db.engine.dispose()
    finally:
        kind.clear()
        home.dispose()


def _moved(kind: "_File | _Schema") -> None:
    db.session.remove()
    db.engine.dispose()
    kind.take_over()


class _File:
    """SQLite: a file next to the other."""

    def __init__(self, home: Engine) -> None:
        self._home = home
        self._path = Path(str(home.url.database))
        self._beside = self._path.with_name(f"{self._path.name}.beside")

    def address(self) -> URL:
        return self._home.url.set(database=str(self._beside))

    def clear(self) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._beside}{end}").unlink(missing_ok=True)

    def take_over(self) -> None:
        import pysqlite3

        filled = pysqlite3.connect(str(self._beside))
        target = pysqlite3.connect(str(self._path), timeout=60)
        try:
            filled.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            filled.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except pysqlite3.OperationalError as error:
            raise Unavailable(_l("The database is in use: stop the service and its workers, and restore again.")) from error
        finally:
            filled.close()
            target.close()


class _Schema:
    """PostgreSQL: a schema whose tables and functions move."""

    def __init__(self, home: Engine) -> None:
        self._home = home

    def address(self) -> URL:
        return self._home.url.update_query_dict({"options": f"-csearch_path={SCHEMA}"})

    def clear(self) -> None:
        with self._home.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))

    def take_over(self) -> None:
        with self._home.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '30s'"))
            target = connection.execute(text("SELECT current_schema()")).scalar_one()
            for name in inspect(connection).get_table_names():
                connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
            for name in _functions(connection, target):
                connection.execute(text(f"DROP FUNCTION {name} CASCADE"))
            for name in inspect(connection).get_table_names(schema=SCHEMA):
                connection.execute(text(f'ALTER TABLE {SCHEMA}."{name}" SET SCHEMA "{target}"'))
            for name in _functions(connection, SCHEMA):
                connection.execute(text(f'ALTER FUNCTION {name} SET SCHEMA "{target}"'))


def _functions(connection: Connection, schema: str) -> list[str]:
    """The functions of a schema with their arguments, those of extensions excepted."""
    asked = text(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' WHERE n.nspname = :schema AND d.objid IS NULL"
    )
    return list(connection.execute(asked, {"schema": schema}).scalars())


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """One transaction in which rows may be put into emptied tables in any order: no trigger acts, no key is looked up.

    At its end both stand again as they stood, and every foreign key is looked through; a row that points nowhere ends it all.
    """
    if connection.dialect.name == "postgresql":
        yield from _unguarded_postgres(connection)
    else:
        yield from _unguarded_sqlite(connection)


def _unguarded_sqlite(connection: Connection) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA synchronous = OFF")  # it is thrown away unless it is whole, and then copied
    connection.execution_options(writes=True)
    with connection.begin():
        triggers = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            driver.execute(f'DROP TRIGGER "{name}"')
        for name in _filled(connection):
            driver.execute(f'DELETE FROM "{name}"')  # noqa: S608
        yield
        for _name, sql in triggers:
            driver.execute(sql)
        if wrong := driver.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError(f"a row of {wrong[0]} points nowhere in {wrong[2]}")
    connection.invalidate()  # its settings are not those of the others


def _unguarded_postgres(connection: Connection) -> Iterator[None]:
    with connection.begin():
        names = _filled(connection)
        keys = connection.execute(
            text(
                "SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid) FROM pg_constraint c "
                "JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = current_schema()"
            )
        ).all()
        for table, name, _rule in keys:
            connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        connection.execute(text("TRUNCATE {}".format(", ".join(f'"{name}"' for name in names))))
        yield
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
        for table, name, rule in keys:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")
        _set_numbers(connection)


def _filled(connection: Connection) -> list[str]:
    return [name for name in inspect(connection).get_table_names() if name != "alembic_version"]


def _set_numbers(connection: Connection) -> None:
    """Let every row of numbers go on after the highest that is there."""
    owned = connection.execute(
        text(
            "SELECT d.refobjid::regclass::text, a.attname, d.objid::regclass::text FROM pg_depend d "
            "JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace "
            "JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
            "WHERE d.deptype IN ('a', 'i') AND n.nspname = current_schema()"
        )
    ).all()
    for table, column, numbers in owned:
        connection.exec_driver_sql(
            f"SELECT setval('{numbers}', coalesce(max(\"{column}\"), 0) + 1, false) FROM {table}"  # noqa: S608
        )
