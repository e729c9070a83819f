"""The server that `python3 app.py` becomes, in its own process."""

import json
import os
import signal
import socket
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


START = (
    "import sys; from campaign.assets import launch; launch.set_up = lambda extra: None; sys.exit(launch.main(sys.argv[1:]))"
)
"""`python3 app.py` with its packages installed: the tests' own environment is not set up a second time."""


def started(port: int, folder: Path) -> tuple[list[str], str]:
    """What the README's first command says until it serves, and the page that a browser gets then; it is stopped again."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
    command = [sys.executable, "-c", START, "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**kept, "CAMPAIGN_DATA_DIR": str(folder)}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if f"http://127.0.0.1:{port}" in line:
                break
        else:
            pytest.fail("".join(said))
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                return said, answer.read().decode()
        finally:
            process.terminate()


def test_the_first_command_serves_the_demo_and_does_nothing_twice(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said, page = started(port, tmp_path / "data")
    assert "Loading the demo campaign …\n" in said
    assert any("karaganda@demo.example" in line for line in said)
    assert "Адал жол" in page
    said, page = started(port, tmp_path / "data")
    assert not {"Loading the demo campaign …\n", "Bringing the database up to date …\n"} & set(said)
    assert "Адал жол" in page


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
