"""The child process: a line of what is asked and the file on its standard input, the answer on its standard output."""

from __future__ import annotations

import codecs
import gc
import json
import os
import sys
from typing import Final, NoReturn

from campaign.sheets.parsing import books, limits, texts
from campaign.sheets.parsing.grid import Grid, Refusal, packed, refused
from campaign.sheets.parsing.kinds import kind_of

_CODECS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "cp437", "ascii", "latin-1")


def main() -> NoReturn:
    """Read, parse within limits, answer; whatever goes wrong becomes a reason that the parent has a sentence for."""
    for name in _CODECS:
        codecs.lookup(name)  # a codec is a file, and none can be opened later
    limits.confine()
    gc.disable()  # a short life of many small lists: looking for circles among them takes a third of the time
    sys.stdout.buffer.write(_answer())
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to close, and a million cells need not be freed one by one


def _answer() -> bytes:
    try:
        asked = json.loads(sys.stdin.buffer.readline())
        return packed(_grid(sys.stdin.buffer.read(), asked["name"], asked["most_rows"], asked["sheet"]))
    except Refusal as refusal:
        return refused(refusal.reason, refusal.values)
    except MemoryError:
        return refused("memory", {})
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # also the panics of the spreadsheet reader, which are no Exception
        return refused("broken", {"why": type(error).__name__})


def _grid(data: bytes, name: str, most_rows: int, sheet: str | None) -> Grid:
    kind = kind_of(data)
    return texts.read(data, name, most_rows) if kind == "text" else books.read(data, kind, most_rows, sheet)
