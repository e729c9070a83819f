"""Fixtures of the tests about events."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from tests.conftest import built_app, migrate
from tests.postgres import fresh_database


@pytest.fixture
def postgres_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on PostgreSQL only: for a mutant that SQLite's single writer would hide."""
    with fresh_database(migrate) as url:
        app = built_app(url, tmp_path)
        with app.app_context():
            set_actor(SYSTEM)
            yield app
            db.session.remove()
            db.engine.dispose()
