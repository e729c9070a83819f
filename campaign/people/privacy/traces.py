"""What an erasure leaves outside of the rows: letters in the folder of a demo, freed pages and the log of SQLite."""

import contextlib
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy.exc import OperationalError

from campaign.core.db import db
from campaign.people.privacy.schemas import Who
from campaign.people.privacy.sought import Many
from campaign.people.privacy.words import needles_of

MOST_VACUUMED: Final = 512 * 1024 * 1024  # a larger file is rewritten by `adalzhol privacy retention`, at night


def remove_letters(erased: Sequence[Who]) -> None:
    """Delete the letters to any of them that were laid into the data folder, where there is no mail server."""
    folder = Path(current_app.config["DATA_DIR"]) / "letters"
    if not folder.is_dir():
        return
    words = Many(word for who in erased for needles in (needles_of(who),) for word in (*needles.sure, *needles.names))
    for path in folder.iterdir():
        if path.is_file() and words.found(_text_of(path)):
            path.unlink(missing_ok=True)


def _text_of(path: Path) -> str:
    """Head and body of a letter, decoded."""
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(value) for value in letter.values()] + [str(part) for part in parts])


def clean_storage(*, whatever_its_size: bool = False) -> None:
    """Write SQLite's file anew without what was freed, and empty its log; nothing while others are busy, or elsewhere."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    raw = db.engine.raw_connection()
    with contextlib.closing(raw), contextlib.suppress(OperationalError, _busy(raw)):
        pages, size = (raw.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if whatever_its_size or pages * size <= MOST_VACUUMED:
            raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _busy(raw: object) -> type[Exception]:
    error: type[Exception] = db.engine.dialect.loaded_dbapi.OperationalError
    return error
