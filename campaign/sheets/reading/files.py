"""A file of this machine, read once and whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from campaign.sheets.reading.refusals import unreadable
from campaign.sheets.reading.schemas import MOST_BYTES, Upload


def read_file(path: Path) -> Upload:
    """The file's bytes; at most MOST_BYTES, told before any of them is read.

    Raises Unreadable when it is larger, is no file, or was another one after reading than before (identity, size, time).
    """
    try:
        with path.open("rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise unreadable("missing")
            if before.st_size > MOST_BYTES:
                raise unreadable("size", most=MOST_BYTES >> 20)
            data = _whole(file.fileno(), before.st_size)
            after, now = os.fstat(file.fileno()), os.stat(path)
    except OSError as error:
        raise unreadable("missing") from error
    if len(data) != before.st_size or not _mark(before) == _mark(after) == _mark(now):
        raise unreadable("changed")
    return Upload(path.name, data)


def _whole(number: int, size: int) -> bytes:
    """What the file holds, and a byte more than it should if there is one."""
    parts, left = [], size + 1
    while left and (part := os.read(number, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _mark(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
