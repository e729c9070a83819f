"""A child process that may do nothing but think: bytes go to its standard input, an answer of bounded size comes back.

What the child gives up (memory, time, files, further processes) it gives up itself, by `sheets.parsing.limits.confine`.
"""

import importlib.util
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, Final, cast

import campaign

_PIECE: Final = 1 << 16
_START: Final = "import sys; sys.path += sys.argv[1:]; from MODULE import main; main()"
_OUT_OF_TIME: Final = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


class TooSlow(Exception):
    """The child did not answer in its time."""


class TooMuch(Exception):
    """The child answered more than anybody would read."""


def command_of(module: str, reader: str) -> tuple[str, ...]:
    """Python without the user's settings and site, told only where we and one reader are; it runs `main()` of our module."""
    found = importlib.util.find_spec(reader)
    places = [Path(str(origin)).parents[1] for origin in (campaign.__file__, found and found.origin)]
    return (sys.executable, "-I", "-S", "-c", _START.replace("MODULE", module), *dict.fromkeys(map(str, places)))


def ran_out_of_time(ended: int) -> bool:
    """Whether a child that ended so was stopped for its time, not for its memory."""
    return ended in _OUT_OF_TIME


def ask(
    command: tuple[str, ...], parts: Sequence[bytes | bytearray | memoryview], *, most_answer: int, seconds: float
) -> tuple[bytearray, int]:
    """What the child wrote, never more than `most_answer` bytes, and how it ended; it and its group are gone afterwards.

    It runs with an empty environment and in no folder of ours. Raises TooSlow after so many seconds by the clock, TooMuch.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the file goes to its standard input
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        bufsize=0, cwd="/", env={}, start_new_session=True,
    )  # fmt: skip
    stdin, stdout = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
    try:
        answer = _talk(stdin, stdout, [memoryview(part) for part in parts], most_answer, seconds)
    finally:
        # Its number is ours until wait(): the group is nobody else's. Who has closed the stream by dying keeps its own end.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        stdin.close()
        stdout.close()
        child.wait()
    return answer, child.returncode


def _talk(stdin: IO[bytes], stdout: IO[bytes], parts: list[memoryview], most_answer: int, seconds: float) -> bytearray:
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
                    if len(answer) > most_answer:
                        raise TooMuch
                else:
                    return answer
    raise TooSlow


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
