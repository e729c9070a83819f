"""The few fixtures every test may need. Feature fixtures live beside their feature's tests."""

import atexit
import fcntl
import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import get_babel
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event as sa_event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache

from campaign import factory
from campaign.accounts import passwords
from campaign.config import Config, fresh_key
from campaign.core import clock
from campaign.core import db as core_db
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.operation import scratch
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from campaign.reports.demo import load_demo
from tests import postgres
from tests.reader import Reader
from tests.sharing import Sharing

KEY = b"k" * 32
COMPILED = scratch.folder("templates")  # each test has an application of its own
atexit.register(shutil.rmtree, COMPILED, ignore_errors=True)


factory.Flask = Sharing  # type: ignore[misc]

# Every application has an engine and words of its own. What one has made of a statement, or read, is good for the others.
_statements: dict[str, LRUCache[Any, Any]] = {name: LRUCache(3000) for name in ("sqlite", "postgresql")}
_catalogues: dict[tuple[str, str], Any] = {}
for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]

core_db.SYNCHRONOUS = "OFF"
REAL_HASHES = passwords._hasher


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", choices=("sqlite", "postgresql"), help="the database of every application (else each test's own)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """With `--on`, what is of the other database is left out."""
    on = config.getoption("--on")
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}.get(on)
    if other:
        items[:] = [one for one in items if other not in _databases(one)]


def _databases(item: pytest.Function) -> set[object]:
    """The databases that a test says itself it is on."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    named = {value for value in values if isinstance(value, str) and value in {"sqlite", "postgresql"}}
    return named | ({"postgresql"} if "postgres_app" in item.fixturenames else set())


def pytest_collection_finish() -> None:
    """Thousands of tests are held until the end: looking through them again and again for garbage costs a tenth of the time.

    So does looking through all applications since; they are many objects, and memory is there for the garbage of a few.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 5)


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords cost next to nothing: a hundred tests sign in, and what a stolen hash must cost is another question."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords cost what they cost the program: for tests of that cost, and for races that it widens."""
    monkeypatch.setattr(passwords, "_hasher", REAL_HASHES)
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


def config_for(database: str, folder: Path) -> Config:
    return Config(fresh_key(), KEY, KEY, database, folder, default_language="en", testing=True)


def built_app(database: str, folder: Path) -> Flask:
    """The real application on `database`, its campaign clock at the demo's start."""
    app = create_app(config_for(database, folder))
    assert isinstance(app, Sharing)
    app.share()
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    get_babel(app).instance.domain_instance.cache = _catalogues
    with app.app_context():
        db.engine._compiled_cache = _statements[db.engine.dialect.name]
        clock.set_shift(clock.DEMO_START - clock.now())
    return app


def once(config: pytest.Config, factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A database file that only the first of the parallel processes makes; the others wait for it, and copy it.

    The environment does not say whether this is one of them: a test may run tests of another house, which inherit it.
    """
    own = factory.getbasetemp()
    folder = own.parent if hasattr(config, "workerinput") else own
    made = folder / f"{name}.db"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(built := factory.mktemp(name) / made.name)
            built.rename(made)
    return made


@pytest.fixture(scope="session")
def blank_database(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database, built once by the real migrations and copied for every test."""
    return once(pytestconfig, tmp_path_factory, "blank", lambda path: migrate(f"sqlite:///{path}"))


def migrate(database: str) -> None:
    app = create_app(config_for(database, Path("unused")))
    with app.app_context():
        upgrade_to("head")
        db.engine.dispose()


@pytest.fixture(scope="session")
def shipped_database(pytestconfig: pytest.Config, blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with everything that ships: territory, kinds, the standard kit, consent texts."""

    def make(path: Path) -> None:
        shutil.copy(blank_database, path)
        ship(f"sqlite:///{path}")

    return once(pytestconfig, tmp_path_factory, "shipped", make)


def ship(database: str) -> None:
    app = create_app(config_for(database, Path("unused")))
    with app.app_context():
        upgrade_to("head")
        load_shipped()
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo_database(pytestconfig: pytest.Config, shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the demo season, loaded once for all tests that begin with it."""

    def make(path: Path) -> None:
        shutil.copy(shipped_database, path)
        app = built_app(f"sqlite:///{path}", path.parent)
        with app.app_context():
            load_demo()
            db.engine.dispose()

    return once(pytestconfig, tmp_path_factory, "demo", make)


def living(app: Flask) -> Iterator[Flask]:
    """The application with a context and everybody's rights, until the test ends."""
    with app.app_context():
        set_actor(SYSTEM)
        yield app
        db.session.remove()
        db.engine.dispose()


def load_demo_into(database: str) -> None:
    """An empty database comes to hold all that ships and the demo season."""
    ship(database)
    app = built_app(database, Path("unused"))
    with app.app_context():
        load_demo()
        db.engine.dispose()


def like(request: pytest.FixtureRequest, folder: Path, model: str, build: postgres.Build) -> Iterator[Flask]:
    """An application on a database of its own: a copy of that SQLite file, or with `--on postgresql` one built there."""
    if request.config.getoption("--on") == "postgresql":
        with postgres.fresh_database(build) as url:
            yield from living(built_app(url, folder))
        return
    shutil.copy(request.getfixturevalue(model), folder / "test.db")
    yield from living(built_app(f"sqlite:///{folder}/test.db", folder))


@pytest.fixture
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The real app on a database of its own; the test itself acts as the system."""
    yield from like(request, tmp_path, "blank_database", migrate)


@pytest.fixture
def shipped_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """As `app`, on a database as `adalzhol database upgrade` leaves it."""
    yield from like(request, tmp_path, "shipped_database", ship)


@pytest.fixture
def demo_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """As `app`, with the demo season."""
    yield from like(request, tmp_path, "demo_database", load_demo_into)


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
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says a figure of this test, for the table of bars."""
    return lambda words: record_property("figure", words)


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
