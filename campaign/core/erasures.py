"""Who was erased, written down outside the database: so that nobody comes back with a backup that was made before.

The list is a file of the data folder to which lines are only ever added; it names uids and times, no person. Whoever erases
adds the line (`append`), whoever knows people plays a list again (`REPLAYS`, set by the registry).
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from flask import current_app

from campaign.core.errors import Invalid
from campaign.core.i18n import _l

NAME: Final = "erasures.jsonl"
Replay = Callable[[Path], int]
REPLAYS: list[Replay] = []
"""Each erases again whom the list names and says how many there were; safe to repeat. Raises Invalid for a forged line."""


def own_list() -> Path:
    """Where this installation writes down whom it erased; the file need not exist yet."""
    return Path(current_app.config["DATA_DIR"]) / NAME


def append(*lines: Mapping[str, object]) -> None:
    """Add lines to the installation's own list and wait until the disk has them."""
    path = own_list()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "ab") as file:
        file.write(b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def ensure_readable(path: Path) -> None:
    """Raises Invalid when there is no such list, or nobody who could play it."""
    if not os.access(path, os.R_OK):
        raise Invalid(_l("%(path)s cannot be read: is the name right?", path=str(path)))
    if not REPLAYS:
        raise Invalid(_l("This version of the program erases nobody, so it cannot play %(path)s.", path=str(path)))


def replay(path: Path) -> int:
    """Erase again whom the list names, and say how many that were."""
    return sum(act(path) for act in REPLAYS)
