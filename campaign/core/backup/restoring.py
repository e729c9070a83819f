"""Taking a backup back: read whole first, built beside the database, compared, and put in its place in one step.

Until that step the database that is there is not touched, whatever goes wrong or is killed. What happened after the backup and
must not come back with it (somebody erased, a session ended) happens again before it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from campaign.core import audit, erasures, keys, schema
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.backup import aside, rows, saving
from campaign.core.backup.sealing import lines, opened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import _l

AFTERWARDS: list[Callable[[Session], None]] = []
"""What features do to a database that came back, such as ending all sessions. Set by the registry."""
DAMAGED: Final = _l("This backup is damaged: it was changed or cut off. Nothing was touched; take another one.")


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself, and what was found in it."""

    made_at: datetime
    program: str
    revision: str
    tables: tuple[rows.Shape, ...]
    counts: dict[str, int]
    hashes: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Restored:
    """What came back, and how many people were erased once more."""

    contents: Contents
    erased: int


def examine(path: Path, key: bytes) -> Contents:
    """Read the backup to its end and count it. Raises Invalid when it is not whole, not ours or of a newer program."""
    with _file(path) as file:
        found = lines(opened(file, key))
        head = _head(next(found, b""))
        tables, sums = _shapes(head), {}
        for shape in tables:
            sums[shape.name] = _sum(found, shape.name)
        end = json.loads(next(found, b"{}"))
    counts, hashes = saving.told(sums)
    if (counts, hashes) != (end.get("counts"), end.get("hashes")):
        raise Invalid(DAMAGED)
    return Contents(datetime.fromisoformat(head["made_at"]), head["program"], head["revision"], tables, counts, hashes)


def _file(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise Invalid(_l("%(path)s cannot be read: is the name right?", path=str(path))) from error


def _head(line: bytes) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(line or b"{}")
    if head.get("format") != saving.FORMAT or not schema.knows(head["revision"]):
        raise Invalid(
            _l("This backup was made by a newer version of the program: install that one, or a newer one, and restore with it.")
        )
    return head


def _shapes(head: dict[str, Any]) -> tuple[rows.Shape, ...]:
    return tuple(
        rows.Shape(table["name"], tuple((name, kind) for name, kind in table["columns"]), tuple(table["order"]))
        for table in head["tables"]
    )


def _sum(found: Iterator[bytes], name: str) -> rows.Sum:
    whole = rows.Sum()
    for line in _of_table(found, name):
        whole.add(line)
    return whole


def _of_table(found: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The lines of one table, and past its end."""
    for line in found:
        if line.startswith(b"{"):
            if json.loads(line) != {"end": name}:
                raise Invalid(DAMAGED)
            return
        yield line
    raise Invalid(DAMAGED)


def holds_something() -> bool:
    """Whether anybody has done anything in this database: then nothing is put over it unasked."""
    with db.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return any(
            connection.execute(text(f"SELECT EXISTS (SELECT 1 FROM {name})")).scalar_one()  # noqa: S608
            for name in ("audit_entries", "operation_keys", "messages", "jobs")
            if name in tables
        )


def restore(path: Path, key: bytes, lists: Sequence[Path] = ()) -> Restored:
    """Put what the backup holds in the place of the application's database; `lists` name who was erased meanwhile.

    Memory does not grow with the rows. 50,000 people take some 20 s. Raises Invalid before anything is touched.
    """
    contents = examine(path, key)
    for one in lists:
        erasures.ensure_readable(one)
    with aside.beside() as place:
        schema.upgrade_to(contents.revision)
        _fill(path, key, contents)
        _take_its_keys()
        schema.upgrade_to("head")
        schema.load_shipped()
        erased = _bring_up_to_date(contents, lists)
        place.take_over()
    return Restored(contents, erased)


def _take_its_keys() -> None:
    """Go on with the keys that came back. Raises Invalid when the data key here is not the one they were made with."""
    try:
        keys.read_again()
    except keys.ForeignDatabase as error:
        raise Invalid(
            _l("This backup was made with another CAMPAIGN_DATA_KEY: set the one of that time, or nothing sealed in it opens.")
        ) from error
    finally:
        db.session.remove()


def _fill(path: Path, key: bytes, contents: Contents) -> None:
    with db.engine.connect() as connection, aside.unguarded(connection), _file(path) as file:
        present = {shape.name: shape for shape in rows.shapes(connection)}
        found = lines(opened(file, key))
        next(found)
        for shape in contents.tables:
            if shape.name not in present or set(shape.names) != set(present[shape.name].names):
                raise Invalid(_l("The table %(name)s of this backup does not fit its version.", name=shape.name))
            rows.write(connection, shape, map(json.loads, _of_table(found, shape.name)))
        _ensure_equal(connection, contents)


def _ensure_equal(connection: Connection, contents: Contents) -> None:
    """What lies there now must be, to the byte, what was saved."""
    counts, hashes = saving.sums_of(connection)
    wrong = sorted(name for name, expected in contents.hashes.items() if hashes.get(name) != expected)
    if wrong:
        raise RuntimeError(f"restored otherwise than saved: {', '.join(wrong)} ({counts})")


def _bring_up_to_date(contents: Contents, lists: Sequence[Path]) -> int:
    with acting_as(SYSTEM):
        with unit_of_work() as session:
            for act in AFTERWARDS:
                act(session)
            after = {"made_at": contents.made_at.isoformat(), "rows": contents.rows}
            audit.note(session, "backup restored", "installation", None, after=after)
        erased = sum(map(erasures.replay, lists))
        db.session.remove()
    return erased
