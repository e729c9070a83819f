"""The plain data of groups: their states, what a leader or a coordinator wishes, what is shown."""

from enum import StrEnum


class GroupState(StrEnum):
    """`waiting`: not one place yet. A confirmed group may still wait for more."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
