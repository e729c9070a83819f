"""The server that `python3 app.py` becomes, in its own process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from campaign.config import ROOT

COMMAND = [sys.executable, "-m", "gunicorn", "--config", "python:campaign.assets.server", "--bind", "127.0.0.1:0", "app:app"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """gunicorn on a free port, in demo mode, with an empty data folder; it has said where it answers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
    process = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env={**kept, "CAMPAIGN_DATA_DIR": str(tmp_path / "data")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.terminate()
    process.communicate(timeout=30)


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = process.stdout.readline()
    return next(word for word in said.split() if word.startswith("http://127.0.0.1:"))


def test_it_says_where_it_answers_and_answers_there(server: subprocess.Popen[str]):
    with urlopen(f"{address(server)}healthz", timeout=30) as answer:
        assert json.load(answer) == {"status": "ok"}


def test_asked_to_stop_it_stops_at_once_and_without_complaint(server: subprocess.Popen[str]):
    urlopen(f"{address(server)}healthz", timeout=30).close()
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0


def test_the_keys_of_the_demo_are_made_once_and_for_nobody_else_to_read(server: subprocess.Popen[str], tmp_path: Path):
    urlopen(f"{address(server)}healthz", timeout=30).close()
    keys = tmp_path / "data/keys.json"
    assert keys.stat().st_mode & 0o777 == 0o600
    assert len(set(json.loads(keys.read_text()).values())) == 3
