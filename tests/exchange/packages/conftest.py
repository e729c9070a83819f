"""The machine on the road."""

from pathlib import Path

import pytest

from tests.exchange.packages.journeys import Road


@pytest.fixture
def road(tmp_path: Path, shipped_database: Path) -> Road:
    """A fresh machine, as `adalzhol database upgrade` leaves it."""
    return Road(tmp_path, shipped_database)
