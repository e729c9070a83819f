"""The few fixtures every test may need. Feature fixtures live beside their feature's tests."""

import gc
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event as sa_event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from campaign.config import Config, fresh_key
from campaign.core import clock
from campaign.core import db as core_db
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from tests import postgres
from tests.reader import Reader

KEY = b"k" * 32
COMPILED = tempfile.TemporaryDirectory(prefix="adalzhol-templates-")  # each test has an application of its own

_compiled: dict[tuple[str, str, str], dict[str, Any]] = {}
_compile = Rule.compile


def _compiled_once(rule: Rule) -> None:
    """What a rule matches and how it writes addresses is worked out once for all applications of this process.

    It is most of the work of making one. All of it follows from the address, its defaults and our converters.
    """
    key = (rule.rule, repr(rule.defaults), rule.endpoint)
    if key not in _compiled:
        before = dict(vars(rule))
        _compile(rule)
        _compiled[key] = {name: value for name, value in vars(rule).items() if before.get(name) is not value}
        _compiled[key]["arguments"] = rule.arguments
        return
    known = _compiled[key]
    vars(rule).update(known, arguments=set(known["arguments"]))
    for name in ("_build", "_build_unknown"):
        vars(rule)[name] = known[name].__func__.__get__(rule, None)


Rule.compile = _compiled_once  # type: ignore[method-assign]

# Every application has an engine of its own. What one of them has made of a statement is good for the others.
_statements: dict[str, LRUCache[Any, Any]] = {name: LRUCache(3000) for name in ("sqlite", "postgresql")}
for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]

core_db.SYNCHRONOUS = "OFF"


def pytest_collection_finish() -> None:
    """Thousands of tests are held until the end: looking through them again and again for garbage costs a tenth of the time."""
    gc.collect()
    gc.freeze()


def config_for(database: str, folder: Path) -> Config:
    return Config(fresh_key(), KEY, KEY, database, folder, default_language="en", testing=True)


def built_app(database: str, folder: Path) -> Flask:
    """The real application on `database`, its campaign clock at the demo's start."""
    app = create_app(config_for(database, folder))
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(COMPILED.name)
    with app.app_context():
        db.engine._compiled_cache = _statements[db.engine.dialect.name]
        clock.set_shift(clock.DEMO_START - clock.now())
    return app


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database, built once by the real migrations and copied for every test."""
    folder = tmp_path_factory.mktemp("schema")
    migrate(f"sqlite:///{folder / 'blank.db'}")
    return folder / "blank.db"


def migrate(database: str) -> None:
    app = create_app(config_for(database, Path("unused")))
    with app.app_context():
        upgrade_to("head")
        db.engine.dispose()


@pytest.fixture(scope="session")
def shipped_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with everything that ships: territory, kinds, the standard kit, consent texts."""
    path = tmp_path_factory.mktemp("shipped") / "shipped.db"
    shutil.copy(blank_database, path)
    ship(f"sqlite:///{path}")
    return path


def ship(database: str) -> None:
    app = create_app(config_for(database, Path("unused")))
    with app.app_context():
        upgrade_to("head")
        load_shipped()
        db.engine.dispose()


def living(app: Flask) -> Iterator[Flask]:
    """The application with a context and everybody's rights, until the test ends."""
    with app.app_context():
        set_actor(SYSTEM)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(tmp_path: Path, blank_database: Path) -> Iterator[Flask]:
    """The real app on a SQLite database of its own; the test itself acts as the system."""
    shutil.copy(blank_database, tmp_path / "test.db")
    yield from living(built_app(f"sqlite:///{tmp_path}/test.db", tmp_path))


@pytest.fixture
def shipped_app(tmp_path: Path, shipped_database: Path) -> Iterator[Flask]:
    """As `app`, on a database as `adalzhol database upgrade` leaves it."""
    shutil.copy(shipped_database, tmp_path / "test.db")
    yield from living(built_app(f"sqlite:///{tmp_path}/test.db", tmp_path))


@pytest.fixture(params=["sqlite", "postgresql"])
def either_app(request: pytest.FixtureRequest, tmp_path: Path, blank_database: Path) -> Iterator[Flask]:
    """The same on SQLite and on a real PostgreSQL, for everything that counts or races."""
    if request.param == "sqlite":
        shutil.copy(blank_database, tmp_path / "test.db")
        yield from living(built_app(f"sqlite:///{tmp_path}/test.db", tmp_path))
        return
    with postgres.fresh_database(migrate) as url:
        yield from living(built_app(url, tmp_path))


@pytest.fixture
def postgres_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on PostgreSQL only: for a mutant that SQLite's single writer would hide."""
    with postgres.fresh_database(migrate) as url:
        yield from living(built_app(url, tmp_path))


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def reader(app: Flask) -> Reader:
    """A test client that looks at every page it is given, as a careful reader would."""
    return Reader(app)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement sent to the database since the fixture began (clear it before the part that counts)."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    sa_event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    sa_event.remove(db.engine, "before_cursor_execute", note)
