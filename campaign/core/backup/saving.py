"""Making a backup: one consistent picture of the database, whatever is written meanwhile, streamed into a sealed file."""

import contextlib
import importlib.metadata
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine

from campaign.core import clock, schema
from campaign.core.backup import rows
from campaign.core.backup.sealing import Sealed
from campaign.core.errors import Unavailable
from campaign.core.i18n import _l

FORMAT: Final = 1


@dataclass(frozen=True)
class Saved:
    """What went into a backup: rows per table, a hash of each, and one of all together."""

    made_at: datetime
    revision: str
    counts: dict[str, int]
    hashes: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


@contextlib.contextmanager
def one_picture(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement sees the same rows."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.begin()
        yield connection


def save(engine: Engine, path: Path, key: bytes) -> Saved:
    """Write the backup beside `path` and put it there when it is whole and on the disk; readable by its owner alone.

    A million rows take some 20 s. Raises Unavailable when the folder cannot be written to.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file, one_picture(engine) as picture:
            saved = _written(picture, Sealed(file, key))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _keep_the_name(path.parent)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise Unavailable(_l("The backup cannot be written to %(path)s: %(reason)s.", path=str(path), reason=reason)) from error
    finally:
        draft.unlink(missing_ok=True)
    return saved


def _keep_the_name(folder: Path) -> None:
    """A new name is on the disk once its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _written(picture: Connection, sealed: Sealed) -> Saved:
    tables, revision = rows.shapes(picture), schema.revision_of(picture) or ""
    made_at = clock.now()
    head = {
        "format": FORMAT,
        "program": importlib.metadata.version("adalzhol"),
        "made_at": made_at.isoformat(),
        "revision": revision,
        "tables": [asdict(shape) for shape in tables],
    }
    _line(sealed, head)
    sums = {shape.name: _table(picture, shape, sealed) for shape in tables}
    saved = Saved(made_at, revision, *told(sums))
    _line(sealed, {"counts": saved.counts, "hashes": saved.hashes})
    sealed.close()
    return saved


def _table(picture: Connection, shape: rows.Shape, sealed: Sealed) -> rows.Sum:
    whole = rows.Sum()
    for values in rows.read(picture, shape):
        line = rows.encoded(values)
        whole.add(line)
        sealed.write(line + b"\n")
    _line(sealed, {"end": shape.name})
    return whole


def _line(sealed: Sealed, facts: dict[str, Any]) -> None:
    sealed.write(json.dumps(facts, ensure_ascii=False).encode() + b"\n")


def told(sums: dict[str, rows.Sum]) -> tuple[dict[str, int], dict[str, str]]:
    """How many rows of each table, and the hash of each."""
    return {name: whole.rows for name, whole in sums.items()}, {name: whole.hash for name, whole in sums.items()}


def sums_of(connection: Connection) -> tuple[dict[str, int], dict[str, str]]:
    """The same of a database as it lies there; nothing is written."""
    found = {}
    for shape in rows.shapes(connection):
        whole = found[shape.name] = rows.Sum()
        for values in rows.read(connection, shape):
            whole.add(rows.encoded(values))
    return told(found)
