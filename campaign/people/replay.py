"""The line of an event replayed from the trail: who waited at each moment, and whether somebody was passed over wrongly."""

from collections import defaultdict
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, Final, NamedTuple

ONE: Final = "registration"
GROUP: Final = "group"
WAITING: Final = "waiting"
PROMOTED: Final = frozenset({"people.promoted", "groups.promoted"})


class Step(NamedTuple):
    """One entry of the trail."""

    act: str
    thing: str
    id: int
    after: dict[str, Any]


class Stood(NamedTuple):
    """Who stands in the line."""

    number: int
    thing: str
    id: int


@dataclass
class _Line:
    """One event at one moment: people alone by role, in heaps that may hold some who have gone; groups as last told."""

    by_role: dict[int | None, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    present: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    groups: dict[int, dict[str, Any]] = field(default_factory=dict)

    def first(self, role: int | None) -> tuple[int, int] | None:
        heap = self.by_role[role]
        while heap and self.present.get(heap[0][1]) != (role, heap[0][0]):
            heappop(heap)
        return heap[0] if heap else None


class Replay:
    """All events together, entry by entry."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = defaultdict(_Line)

    def follow(self, step: Step) -> None:
        """Take in one act. A change of role is not told, so whoever alone had one is left out from then on."""
        after = step.after
        if "event" not in after:
            return
        line = self._lines[after["event"]]
        if step.thing == GROUP:
            if after.get("size"):
                line.groups[step.id] = after
            else:
                line.groups.pop(step.id, None)
            return
        if step.act == "people.edited":
            if "role" in after.get("changed", ()):
                line.present.pop(step.id, None)
            return
        if "state" not in after:
            return
        line.present.pop(step.id, None)
        if after["state"] == WAITING and not after.get("group"):
            line.present[step.id] = (after["role"], after["queue_number"])
            heappush(line.by_role[after["role"]], (after["queue_number"], step.id))

    def passed_over(self, step: Step) -> Stood | None:
        """The first who stood before whoever gets places now, and fitted as well; None when all is in order."""
        if step.act not in PROMOTED:
            return None
        line, after = self._lines[step.after["event"]], step.after
        role, number = after["role"], after["queue_number"]
        found = [
            Stood(first[0], ONE, first[1])
            for of in {None, None if after.get("of_several") else role}
            if (first := line.first(of)) and first[0] < number
        ]
        found += [
            Stood(facts["queue_number"], GROUP, group_id)
            for group_id, facts in line.groups.items()
            if facts["queue_number"] < number and (facts["no_passing"] or _fitted(facts, after))
        ]
        return min(found, default=None)


def _fitted(group: dict[str, Any], promoted: dict[str, Any]) -> bool:
    """Whether the group would have fitted when the other got the place: known where both have one role, or the group none."""
    if "left" not in promoted or group["mixed"] or group["role"] not in (None, promoted["role"]):
        return False
    rooms = [promoted.get("left"), promoted.get("role_left") if group["role"] is not None else None]
    room = min((left for left in rooms if left is not None), default=None)
    return room is None or group["size"] <= room or (group["may_split"] and room > 0)
