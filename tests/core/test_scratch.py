"""Folders of processes: they go with whoever made them, also after it was killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from campaign.core.operation import scratch

MAKER = "from campaign.core.operation import scratch; print(scratch.folder('counts'), flush=True); input()"


def test_what_a_killed_process_left_is_taken_away_by_the_next_and_what_is_used_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    strange = tmp_path / "adalzhol-counts-of-somebody-else"
    strange.mkdir()
    with subprocess.Popen([sys.executable, "-c", MAKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().strip())
        mine = scratch.folder("counts")
        assert theirs.is_dir()
        assert theirs != mine
        assert theirs.parent == mine.parent == tmp_path
        process.kill()
    later = scratch.folder("counts")
    assert {strange, mine, later} == set(tmp_path.iterdir())
