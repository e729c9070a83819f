"""How little the child may do: a bounded share of memory and time, no file, no further process."""

from __future__ import annotations

import resource
from typing import Final

MEMORY: Final = 700 * 1024 * 1024  # bytes of address space
SECONDS: Final = 7  # of processor time; the largest table that is taken needs two


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Give up, for good, what parsing does not need. From here on nothing can be opened: import first, then call this.

    Out of time the process dies by a signal, out of memory by a MemoryError or a signal. A limit that is lower already stays.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    _lower(resource.RLIMIT_NOFILE, 3)  # the three streams are open
    _lower(resource.RLIMIT_CPU, seconds)
    _lower(resource.RLIMIT_AS, memory)


def _lower(limit: int, value: int) -> None:
    _soft, hard = resource.getrlimit(limit)
    least = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (least, least))
