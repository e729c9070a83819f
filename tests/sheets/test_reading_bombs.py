"""Files that would hurt: each is refused with a sentence, in less than 12 seconds, and we hardly grow."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from campaign.config import ROOT
from campaign.core.i18n import use_language
from campaign.sheets.reading import Unreadable, Upload, files, read_file, read_table
from campaign.sheets.reading.refusals import unreadable
from tests.sheets import odd_files

SENDER = """
import json, sys, time
from pathlib import Path
from campaign.sheets.reading import Unreadable, read_file, read_table

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

before, begun = peak(), time.monotonic()
try:
    read_table(read_file(Path(sys.argv[1])))
    said = ("read", "")
except Unreadable as error:
    said = (error.reason, str(error))
print(json.dumps([*said, (peak() - before) // 1024, time.monotonic() - begun]))
"""


def sent(path: Path) -> tuple[str, str, int, float]:
    """What a fresh process says about the file: reason, sentence, megabytes grown, seconds."""
    done = subprocess.run([sys.executable, "-c", SENDER, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    reason, sentence, grown, seconds = json.loads(done.stdout)
    return reason, sentence, grown, seconds


@pytest.mark.parametrize("make", odd_files.BOMBS, ids=lambda make: make.__name__)
def test_a_bomb_is_refused_with_a_sentence(make, tmp_path):
    path = tmp_path / "table.xlsx"
    path.write_bytes(make())
    reason, sentence, grown, seconds = sent(path)
    assert reason in odd_files.BOMBS[make]
    assert sentence.endswith(".")
    assert grown < 64
    assert seconds < 12


def test_a_sparse_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.truncate(600 * odd_files.MB)
    reason, sentence, grown, seconds = sent(path)
    assert (reason, sentence) == ("size", "The file is larger than 20 MB. Divide the table and send it in parts.")
    assert grown < 2
    assert seconds < 1


def test_an_upload_that_is_too_large_starts_no_child():
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read_table(Upload("table.csv", bytes(20 * odd_files.MB + 1)))


@pytest.mark.parametrize("way", ["grows", "is written anew", "is another"])
def test_a_file_that_changes_while_it_is_read_is_refused(way, tmp_path, monkeypatch):
    path, other = tmp_path / "table.csv", tmp_path / "other"
    for one in (path, other):
        one.write_bytes(b"a;b\n" * 1_000)
        os.utime(one, (0, 0))
    read = os.read

    def read_and_disturb(number: int, count: int) -> bytes:
        part = read(number, count)
        if part and way == "is another":
            other.replace(path)
        elif part:
            with path.open("ab" if way == "grows" else "r+b") as file:
                file.write(b"1;2\n")
        return part

    assert read_file(path).data == other.read_bytes()
    monkeypatch.setattr(files.os, "read", read_and_disturb)
    with pytest.raises(Unreadable) as refused:
        read_file(path)
    assert refused.value.reason == "changed"


def test_what_is_no_file_cannot_be_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "nothing", Path("/dev/zero")):
        with pytest.raises(Unreadable, match="cannot be opened"):
            read_file(path)


def confined(tmp_path: Path, act: str) -> subprocess.CompletedProcess[str]:
    """What becomes of an act in a process with the child's limits."""
    code = f"import os, sys\nfrom campaign.sheets.parsing.limits import confine\nconfine(seconds=1)\n{act}\nprint('done')"
    return subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    "act",
    [
        "open(sys.argv[1], 'w').write('x')",
        "open('/etc/passwd').read()",
        "import socket; socket.socket()",
        "import tempfile; tempfile.mkstemp()",
        "bytearray(1 << 30)",
        "while True: pass",
        "os.ftruncate(1, 100)",
    ],
)
def test_the_child_can_do_nothing_but_parse(act, tmp_path):
    done = confined(tmp_path, act)
    assert done.returncode != 0
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_limits_let_the_child_answer(tmp_path):
    assert confined(tmp_path, "bytearray(1 << 26)").stdout == "done\n"


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("import os; os.kill(os.getpid(), 11)", "memory"),
        ("import os; os.abort()", "memory"),
        ("import os; os.kill(os.getpid(), 24)", "slow"),
        ("import sys; sys.exit()", "memory"),
        ("print('{}')", "memory"),
        ('print(\'{"refused": "nobody knows", "values": {}}\')', "broken"),
        ("print('[1')", "memory"),
    ],
)
def test_the_death_of_the_child_is_a_sentence(act, reason, monkeypatch):
    monkeypatch.setattr("campaign.core.confined._START", act)
    from_cache = sys.modules["campaign.sheets.reading.tables"]._command
    from_cache.cache_clear()
    try:
        with pytest.raises(Unreadable) as refused:
            read_table(Upload("table.csv", b"a;b\n1;2\n"))
    finally:
        from_cache.cache_clear()
    assert refused.value.reason == reason


def test_a_child_that_writes_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr("campaign.core.confined._START", "while True: print('x' * 1000000)")
    from_cache = sys.modules["campaign.sheets.reading.tables"]._command
    from_cache.cache_clear()
    try:
        with pytest.raises(Unreadable) as refused:
            read_table(Upload("table.csv", b"a;b\n1;2\n"))
    finally:
        from_cache.cache_clear()
    assert refused.value.reason == "text"


def test_a_child_leaves_nobody_behind(tmp_path):
    before, children = set(os.listdir("/proc/self/fd")), psutil.Process().children()
    for _turn in range(3):
        read_table(Upload("table.csv", b"a;b\n1;2\n"))
        with pytest.raises(Unreadable):
            read_table(Upload("table.xlsx", odd_files.far_cell()))
    assert set(os.listdir("/proc/self/fd")) == before
    assert psutil.Process().children() == children, "of other tests a server may still run"


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_a_refusal_speaks_the_reader_s_language(app, code):
    with use_language(code):
        assert str(unreadable("size", most=20)) != "The file is larger than 20 MB. Divide the table and send it in parts."


def test_a_reader_who_may_not_wait_gets_a_sentence_in_time():
    with pytest.raises(Unreadable) as refused:
        read_table(Upload("table.csv", b"a;b\n1;2\n"), seconds=0.001)
    assert refused.value.reason == "slow"
