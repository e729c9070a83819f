"""The installation's own folder of backups: dated names, the last few kept, and when the last one was made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from flask import current_app
from sqlalchemy.exc import DBAPIError

from campaign.core import clock, settings
from campaign.core.backup.saving import Saved, save
from campaign.core.db import db, unit_of_work

FOLDER: Final = "backups"
SUFFIX: Final = ".backup"
LAST: Final = "last_backup"
KEPT: Final = 7
_NAME: Final = re.compile(r"(?P<why>[a-z-]+)-\d{8}T\d{6}Z\.backup")


@dataclass(frozen=True)
class LastBackup:
    """What is remembered of the last backup: when, how many rows, how large its file in bytes."""

    made_at: datetime
    rows: int
    size: int


def folder() -> Path:
    return Path(current_app.config["DATA_DIR"]) / FOLDER


def backup_key() -> bytes:
    key: bytes = current_app.config["BACKUP_KEY"]
    return key


def make(path: Path) -> Saved:
    """A backup of the application's database at `path`, remembered as the last one."""
    db.session.remove()
    saved = save(db.engine, path, backup_key())
    _remember(saved, path.stat().st_size)
    return saved


def make_dated(why: str, kept: int = KEPT) -> tuple[Path, Saved]:
    """One in the own folder, named for its reason and moment; of the same reason only the last `kept` stay."""
    at = clock.now().strftime("%Y%m%dT%H%M%SZ")
    path = folder() / f"{why}-{at}{SUFFIX}"
    saved = make(path)
    for old in sorted(_of(why, folder().iterdir()), reverse=True)[kept:]:
        old.unlink(missing_ok=True)
    return path, saved


def _of(why: str, paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if (match := _NAME.fullmatch(path.name)) and match["why"] == why]


def _remember(saved: Saved, size: int) -> None:
    """In the database itself, where every machine sees it; one that waits for its upgrade may not have the place yet."""
    facts = {"made_at": saved.made_at.isoformat(), "rows": saved.rows, "size": size}
    try:
        with unit_of_work() as session:
            settings.keep(session, LAST, facts)
    except DBAPIError:
        db.session.rollback()


def last() -> LastBackup | None:
    """The last backup anybody made of this database, from any machine. One statement."""
    facts: dict[str, Any] | None = settings.value_of(LAST)
    if facts is None:
        return None
    return LastBackup(datetime.fromisoformat(facts["made_at"]), int(facts["rows"]), int(facts["size"]))
