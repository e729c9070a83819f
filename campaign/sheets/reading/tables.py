"""From bytes to a table, through a child process that may do nothing but parse."""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import IO, Final, cast

import campaign
from campaign.sheets.parsing.grid import MOST_ANSWER, Grid, Refusal, unpacked
from campaign.sheets.reading.refusals import unreadable
from campaign.sheets.reading.schemas import MOST_BYTES, RawTable, Upload

MOST_ROWS: Final = 150_000
SECONDS: Final = 10.5  # by the clock; processor time and memory are limited in the child
_PIECE: Final = 1 << 16
_START: Final = "import sys; sys.path += sys.argv[1:]; from campaign.sheets.parsing.child import main; main()"
_OUT_OF_TIME: Final = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


def read_table(upload: Upload, *, most_rows: int = MOST_ROWS, sheet: str | None = None, seconds: float = SECONDS) -> RawTable:
    """The table in a CSV, XLSX or ODS file, told by its content: the named sheet, or the first visible one with cells.

    Parsed in a child with 700 MB, 10 s of processor time, no files and an empty environment; `seconds` by the clock may be
    more where nobody waits. 100,000 rows of eight columns take some 1.6 s, a small table 0.05 s.
    Raises Unreadable with one sentence for whatever is no table that is taken.
    """
    if len(upload.data) > MOST_BYTES:
        raise unreadable("size", most=MOST_BYTES >> 20)
    asked = json.dumps({"name": upload.name, "most_rows": most_rows, "sheet": sheet}).encode() + b"\n"
    answer, ended = _answer_of_child(asked, upload.data, seconds)
    try:
        grid = unpacked(answer)
    except Refusal as refusal:
        raise unreadable(refusal.reason, **refusal.values) from None
    except (ValueError, KeyError, TypeError):
        raise unreadable("slow" if ended in _OUT_OF_TIME else "memory") from None
    return _table(grid)


def _table(grid: Grid) -> RawTable:
    with _without_collector():
        rows = list(map(list, zip(*grid.columns, strict=True)))
    return RawTable(grid.sheet, tuple(grid.sheets), rows, grid.first_row, tuple(grid.kinds), tuple(grid.merged))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A hundred thousand lists made at once, none of them garbage: searching them for circles would double the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@lru_cache(maxsize=1)
def _command() -> tuple[str, ...]:
    """Python without the user's settings and site, told only where we and the spreadsheet reader are."""
    reader = importlib.util.find_spec("python_calamine")
    places = [Path(str(found)).parents[1] for found in (campaign.__file__, reader and reader.origin)]
    return (sys.executable, "-I", "-S", "-c", _START, *dict.fromkeys(map(str, places)))


def _answer_of_child(asked: bytes, data: bytes, seconds: float) -> tuple[bytearray, int]:
    """What the child wrote, never more than MOST_ANSWER bytes, and how it ended; it and its group are gone afterwards."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the file goes to its standard input
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        bufsize=0, cwd="/", env={}, start_new_session=True,
    )  # fmt: skip
    stdin, stdout = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
    try:
        answer = _talk(stdin, stdout, [memoryview(asked), memoryview(data)], seconds)
    finally:
        # Its number is ours until wait(): the group is nobody else's. Who has closed the stream by dying keeps its own end.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        stdin.close()
        stdout.close()
        child.wait()
    return answer, child.returncode


def _talk(stdin: IO[bytes], stdout: IO[bytes], parts: list[memoryview], seconds: float) -> bytearray:
    answer, until = bytearray(), monotonic() + seconds
    os.set_blocking(stdin.fileno(), False)
    with selectors.DefaultSelector() as ready:
        ready.register(stdin, selectors.EVENT_WRITE)
        ready.register(stdout, selectors.EVENT_READ)
        while ready.get_map() and (left := until - monotonic()) > 0:
            for key, _events in ready.select(left):
                if key.fileobj is stdin:
                    _give(ready, stdin, parts)
                elif piece := os.read(stdout.fileno(), _PIECE):
                    answer += piece
                    if len(answer) > MOST_ANSWER:
                        raise unreadable("text", most=MOST_ANSWER >> 20)
                else:
                    return answer
    raise unreadable("slow")


def _give(ready: selectors.BaseSelector, stdin: IO[bytes], parts: list[memoryview]) -> None:
    try:
        while parts:
            parts[0] = parts[0][os.write(stdin.fileno(), parts[0]) :]
            if not parts[0]:
                parts.pop(0)
    except BlockingIOError:
        return
    except BrokenPipeError:
        parts.clear()
    ready.unregister(stdin)
    stdin.close()
