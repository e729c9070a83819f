"""However many guess at once at however many workers, five are compared."""

from pathlib import Path

import pytest

from tests import postgres
from tests.chaos.guessing import GUESSES, MOST, UNCOUNTED, WORKERS, Compared, storms

pytestmark = pytest.mark.usefixtures("real_hashes")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_of_forty_guesses_at_three_workers_five_are_compared(database, tmp_path: Path, figure):
    if database == "sqlite":
        found = storms(f"sqlite:///{tmp_path}/test.db", tmp_path)
    else:
        with postgres.fresh_database() as address:
            found = storms(address, tmp_path)
    assert found == Compared(MOST, MOST, 0)
    figure(f"of {GUESSES} at {WORKERS} workers compared: {found.passwords} passwords, {found.codes} codes")


def test_a_program_that_counts_afterwards_compares_more(tmp_path: Path):
    """On PostgreSQL: the single writer of SQLite would hide it. The mutant for codes is beside their finding."""
    with postgres.fresh_database() as address:
        found = storms(address, tmp_path, UNCOUNTED)
    assert found.passwords > MOST
