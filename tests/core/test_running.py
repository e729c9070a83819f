"""What runs an installation: the files that are written out, and the copy that is a second behind."""

import configparser
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from campaign.core import settings
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.operation import replica, units
from campaign.factory import cli

SERVICES = ("web", "worker", "replicate", "backup")


@pytest.fixture
def written(app, tmp_path):
    said = app.test_cli_runner().invoke(
        cli, ["operation", "files", "--out", str(tmp_path / "files"), "--host", "zhol.kz", "--port", "8123"]
    )
    assert said.exit_code == 0, said.output
    return tmp_path / "files"


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path)
    return unit


def test_every_service_is_hardened_and_starts_what_is_there(written, app):
    known = set(app.cli.commands)
    for name in SERVICES:
        service = read(written / f"adalzhol-{name}.service")["Service"]
        for line in units.HARDENED.splitlines():
            assert line.partition("=")[0] in service, (name, line)
        assert service["NoNewPrivileges"] == "yes"
        program, verb, *_rest = service["ExecStart"].split()
        assert program in {"/srv/adalzhol/.venv/bin/adalzhol", "/srv/adalzhol/.venv/bin/gunicorn"}
        assert verb in known or program.endswith("gunicorn")
    assert "database upgrade" in read(written / "adalzhol-web.service")["Service"]["ExecStartPre"]
    assert "Install" not in read(written / "adalzhol-backup.service")
    assert read(written / "adalzhol-backup.timer")["Timer"]["Persistent"] == "yes"
    if tool := shutil.which("systemd-analyze"):  # where there is one, it reads them too
        done = subprocess.run([tool, "verify", *map(str, written.glob("adalzhol-*"))], capture_output=True, text=True)
        assert "Unknown" not in done.stderr


def test_port_and_host_stand_in_all_of_them_and_nothing_is_left_open(written):
    for name in ("nginx.conf", "Caddyfile"):
        text = (written / name).read_text()
        assert "zhol.kz" in text
        assert "127.0.0.1:8123" in text
        assert "/metrics" in text
    assert "EXPOSE 8123" in (written / "Containerfile").read_text()
    assert {path.name for path in written.iterdir()} == set(units.files(units.Place()))
    keys = dict(line.split("=", 1) for line in (written / "settings.env").read_text().splitlines() if line[:1] == "C")
    assert (keys["CAMPAIGN_SECRET_KEY"], keys["CAMPAIGN_PUBLIC_URL"]) == ("", "https://zhol.kz")


def test_the_copy_holds_what_was_written_a_moment_ago(app, tmp_path):
    path, target = replica.configured(tmp_path / "elsewhere"), tmp_path / "elsewhere"
    running = subprocess.Popen(
        [replica.program(), "replicate", "-config", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for number in range(3):
            with unit_of_work() as session:
                settings.keep(session, "written", number)
            time.sleep(0.3)
        until = time.monotonic() + 30
        while restored(path, tmp_path) != "2":
            assert time.monotonic() < until, "the copy does not follow"
            time.sleep(0.5)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(20)
    assert any(target.iterdir())


def restored(config: Path, folder: Path) -> str:
    """What the copy says now, taken back into a file of its own."""
    out = folder / "restored.db"
    out.unlink(missing_ok=True)
    source = str(replica.database())
    command = [replica.program(), "restore", "-config", str(config), "-o", str(out), source]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return ""
    with sqlite3.connect(out) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        row = connection.execute("SELECT value FROM settings WHERE name = 'written'").fetchone()
    return "" if row is None else str(row[0])


def test_what_cannot_be_copied_is_said(app, monkeypatch):
    with pytest.raises(Invalid, match="another folder"):
        replica.configured(replica.database().parent)
    monkeypatch.setitem(app.config, "SQLALCHEMY_DATABASE_URI", "postgresql+psycopg://somewhere/adalzhol")
    with pytest.raises(Conflict, match="PostgreSQL"):
        replica.configured(None)
    db.session.rollback()
