"""What a newcomer sees when starting does not go well, and what starting again does not repeat."""

import base64
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ("app.py", "pyproject.toml", "campaign/__init__.py", "campaign/assets")
HIDE_ENSUREPIP = """
import importlib.util as util
real = util.find_spec
util.find_spec = lambda name, *rest: None if name == "ensurepip" else real(name, *rest)
"""
OLDER = """
import runpy, sys
sys.version_info = (3, 10, 4, "final", 0)
runpy.run_path("app.py", run_name="__main__")
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of a fresh clone as starting needs before the first package is installed."""
    for name in CARRIED:
        place = tmp_path / "clone" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
        else:
            shutil.copy(ROOT / name, place)
    return tmp_path / "clone"


@pytest.fixture
def run(checkout: Path) -> Run:
    """Run the base Python in the clone, without this machine's uv or package settings."""

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "CAMPAIGN_"))}
        return subprocess.run(
            [str(Path(sys.base_prefix) / "bin/python3"), *arguments],
            cwd=checkout,
            env={**kept, "PATH": "/usr/bin:/bin", "PIP_CONFIG_FILE": os.devnull, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return call


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What was said on stderr, if it was one line and the start failed."""
    said = done.stderr.splitlines()
    assert (done.returncode, len(said)) == (1, 1), done.stderr
    return said[0]


def test_a_taken_port_is_one_sentence_and_names_another(run: Run):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = one_sentence(run("app.py", "--port", str(port)))
        assert said == one_sentence(run("app.py", CAMPAIGN_PORT=str(port)))
    assert said.startswith(f"Port {port} is taken")
    assert f"--port {port + 1}" in said


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_none_is_one_sentence(run: Run, port: str):
    assert "from 1 to 65535" in one_sentence(run("app.py", CAMPAIGN_PORT=port))


def test_a_python_without_venv_is_one_sentence_that_says_what_to_install(run: Run, tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(HIDE_ENSUREPIP)
    said = one_sentence(run("app.py", "test", PYTHONPATH=str(tmp_path)))
    assert "sudo apt install python3-venv" in said


def test_an_older_python_is_one_sentence(run: Run):
    assert one_sentence(run("-c", OLDER)) == "Adal Zhol needs Python 3.11 or newer; this is Python 3.10."


def test_without_a_network_there_is_one_sentence_and_nothing_half_done(run: Run, checkout: Path):
    said = one_sentence(run("app.py", "test", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1"))
    assert said.startswith("The packages could not be fetched")
    assert not list((checkout / ".venv").glob("installed-*"))


def test_the_launcher_needs_nothing_but_python(run: Run):
    done = run("-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import campaign.assets.launch")
    assert done.returncode == 0, done.stderr


def test_a_key_is_256_bits_and_never_the_same(run: Run):
    first, second = run("app.py", "key").stdout, run("app.py", "key").stdout
    assert len(base64.b64decode(first, validate=False)) == 32
    assert first != second


def test_packages_are_installed_again_only_when_what_to_install_has_changed(run: Run, checkout: Path):
    python = checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> installs\n')
    python.chmod(0o755)
    python.with_name("pip").touch()
    for built in (
        "static/vendor/htmx.min.js",
        "assets/fonts/DejaVuSans.ttf",
        "../.cache/assets/vendor.stamp",
    ):
        place = checkout / "campaign" / built
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()

    def installs(extra: str) -> int:
        done = run("-c", f"from campaign.assets import launch; launch.set_up({extra!r})")
        assert done.returncode == 0, done.stderr
        log = checkout / "installs"
        return len(log.read_text().splitlines()) if log.exists() else 0

    assert [installs(""), installs(""), installs("test"), installs("test"), installs("")] == [1, 1, 2, 2, 2]
    (checkout / "pyproject.toml").write_text("# another line\n")
    assert [installs("test"), installs("")] == [3, 3]
    (checkout / "campaign/static/vendor/htmx.min.js").unlink()
    assert installs("") == 4
