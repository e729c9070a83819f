"""The plain data of the outbox."""

from enum import StrEnum


class Way(StrEnum):
    """How somebody was told whom no letter reaches."""

    CALL = "call"
    TEXT = "text"
