"""An installation as `database upgrade` leaves it, on both databases, with the clock that an office has."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from campaign.core import clock
from tests import postgres
from tests.conftest import built_app, living, ship


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path, shipped_database: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        shutil.copy(shipped_database, tmp_path / "test.db")
        yield from in_real_time(built_app(f"sqlite:///{tmp_path}/test.db", tmp_path))
        return
    with postgres.fresh_database(ship) as url:
        yield from in_real_time(built_app(url, tmp_path))


def in_real_time(app: Flask) -> Iterator[Flask]:
    for opened in living(app):
        clock.set_shift(timedelta())
        yield opened
