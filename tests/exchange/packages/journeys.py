"""Two machines for tests: home, and one on the road that was fresh until it opened the package."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from campaign.core import crypto, files
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.exchange.packages import queries, services
from campaign.exchange.packages.schemas import Opened
from campaign.factory import create_app
from tests.conftest import _statements, config_for

ROAD_KEY = b"r" * 32


def taken(stop_id: int, traveller_id: int) -> tuple[bytes, str]:
    """The file of the way out, and its passphrase."""
    made = services.take_along(stop_id, traveller_id, crypto.new_uid())
    row = queries.package_row(made.id)
    assert row.file_uid is not None
    assert made.passphrase is not None
    return b"".join(files.content_of(row.file_uid, owned=False)), made.passphrase


class Road:
    """The other machine: SQLite, keys of its own."""

    def __init__(self, folder: Path, shipped: Path) -> None:
        self.path = folder / "road.db"
        shutil.copy(shipped, self.path)
        with sqlite3.connect(self.path) as connection:
            connection.execute("DELETE FROM data_keys")  # those of the tests' own master key
        connection.close()
        config = config_for(f"sqlite:///{self.path}", folder)
        self.app: Flask = create_app(config.__class__(**{**vars(config), "data_key": ROAD_KEY}))
        with self.app.app_context():
            db.engine._compiled_cache = _statements["sqlite"]  # what is made of a statement is good for every application

    @contextmanager
    def there(self) -> Iterator[None]:
        """On that machine inside the block, as whoever may do everything."""
        with self.app.app_context():
            set_actor(SYSTEM)
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def open(self, content: bytes, passphrase: str) -> Opened:
        with self.there():
            return services.open_package(content, passphrase)

    def pack(self) -> bytes:
        with self.there():
            return services.pack_up(services.only_package())[1]


def a_package(stop_id: int, user_id: int | None) -> dict[str, int | str]:
    """For the matrix: a stop that is on the road."""
    return {"package_id": services.take_along(stop_id, user_id or 0, crypto.new_uid()).id}
