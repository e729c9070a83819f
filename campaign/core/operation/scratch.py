"""Folders that live as long as the process that made them, however it ends."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

_HELD: Final = "held"  # the file whose lock says that somebody still uses the folder; it goes with the last process that has it
_locks: list[int] = []  # open until the process is gone


def folder(purpose: str) -> Path:
    """A new folder in the place for temporary files, with what killed processes left there for the same purpose taken away.

    `purpose`: a word of the folder's name. It counts as used until this process and all that were forked from it have ended.
    """
    begins = f"adalzhol-{purpose}-"
    for left in Path(tempfile.gettempdir()).glob(f"{begins}*"):
        _take_away(left)
    made = Path(tempfile.mkdtemp(prefix=begins))
    lock = os.open(made / "taking", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    _locks.append(lock)
    (made / "taking").rename(made / _HELD)  # only now others may ask for it
    return made


def _take_away(left: Path) -> None:
    """Take a folder away unless somebody uses it, or it is not ours."""
    try:
        lock = os.open(left / _HELD, os.O_RDWR)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
    except OSError:
        pass
    finally:
        os.close(lock)
