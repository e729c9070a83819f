"""What everybody is shown alike and seldom changes, asked for once in a moment instead of once in a request.

A rush to a public page asks the same few rows hundreds of times a second. What is kept here may be a moment old, in this
process only, and decides nothing: whoever writes reads the rows themselves, under their lock. Tests have no moments unless
they ask for them.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

from flask import Flask, current_app

Answer = TypeVar("Answer")
LENGTH: Final = 1.0
"""Seconds."""
MOST: Final = 1024
_KEPT: Final = "campaign_moments"
_Kept = dict[Hashable, tuple[float, Any]]


def install(app: Flask) -> None:
    """Begin with nothing kept; an application under test keeps nothing."""
    app.extensions[_KEPT] = None if app.testing else {}


def lately(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer of `ask`, at most `LENGTH` old. What it raises is raised, and not kept."""
    kept: _Kept | None = current_app.extensions[_KEPT]
    if kept is None:
        return ask()
    at = time.monotonic()
    if (found := kept.get(key)) is not None and at - found[0] < LENGTH:
        return cast(Answer, found[1])
    answer = ask()
    if len(kept) >= MOST:
        kept.clear()
    kept[key] = (at, answer)
    return answer
