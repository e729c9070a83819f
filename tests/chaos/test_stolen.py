"""What becomes of a stolen cookie that is shown to another process. The figures are in `app.py bench bars --only sessions`."""

from pathlib import Path

import pytest

from tests import postgres
from tests.chaos.stolen import FORGETFUL, stolen


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_stolen_cookie_is_dead_within_a_second_in_every_process(database, tmp_path: Path, figure):
    if database == "sqlite":
        found = stolen(f"sqlite:///{tmp_path}/test.db", tmp_path)
    else:
        with postgres.fresh_database() as address:
            found = stolen(address, tmp_path)
    assert found.longest is not None, found.after
    assert found.longest < 1, found.after
    figure(f"dead after {found.longest * 1000:.0f} ms in another process: {', '.join(found.after)}")


def test_a_program_that_remembers_whom_it_let_in_is_caught(tmp_path: Path):
    found = stolen(f"sqlite:///{tmp_path}/test.db", tmp_path, FORGETFUL)
    assert found.longest is None or found.longest > 1
