"""A kit as days: what falls on which day of a stay, counted from the arrival or from the handing on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time

from campaign.core.i18n import _, _n
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.checklists.showing import from_arrival, signed
from campaign.events.kits.formulas import arithmetic, in_words
from campaign.events.kits.schemas import KitEventRow, KitRoleRow, KitRow, KitTaskRow
from campaign.events.schemas import Anchor


@dataclass(frozen=True)
class KitDay:
    """One day of a stay with what a kit puts on it, by the clock."""

    anchor: Anchor
    offset: int
    events: tuple[KitEventRow, ...]
    tasks: tuple[KitTaskRow, ...]

    @property
    def label(self) -> str:
        return day_label(self.anchor, self.offset)

    @property
    def words(self) -> str:
        return day_words(self.anchor, self.offset)


def day_label(anchor: Anchor, offset: int) -> str:
    """`D−14` counts from the day of arrival, `H+3` from the day on which the baton is handed on."""
    return from_arrival(offset) if anchor is Anchor.ARRIVAL else _("H%(days)s", days=signed(offset))


def day_words(anchor: Anchor, offset: int) -> str:
    """`14 days before arrival`."""
    far = abs(offset)
    if anchor is Anchor.ARRIVAL:
        if not offset:
            return _("day of arrival")
        if offset < 0:
            return _n("%(num)d day before arrival", "%(num)d days before arrival", far)
        return _n("%(num)d day after arrival", "%(num)d days after arrival", far)
    if not offset:
        return _("day of handing on")
    if offset < 0:
        return _n("%(num)d day before handing on", "%(num)d days before handing on", far)
    return _n("%(num)d day after handing on", "%(num)d days after handing on", far)


def task_day(task: KitTaskRow, events: dict[int, KitEventRow]) -> tuple[Anchor, int]:
    """The day of a task in the stay; one that counts from its event counts from where the event counts from."""
    if task.anchor is TaskAnchor.EVENT and task.event_id in events:
        event = events[task.event_id]
        return event.anchor, event.day_offset + task.day_offset
    return Anchor(task.anchor.value), task.day_offset


def days_of(kit: KitRow) -> tuple[KitDay, ...]:
    """The days from the first notice to the report: those counted from the arrival, then those from the handing on."""
    by_id = {event.id: event for event in kit.events}
    events: defaultdict[tuple[Anchor, int], list[KitEventRow]] = defaultdict(list)
    tasks: defaultdict[tuple[Anchor, int], list[KitTaskRow]] = defaultdict(list)
    for event in kit.events:
        events[event.anchor, event.day_offset].append(event)
    for task in kit.tasks:
        tasks[task_day(task, by_id)].append(task)
    order = list(Anchor)
    keys = sorted({*events, *tasks}, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(
        KitDay(
            anchor, offset, tuple(sorted(events[anchor, offset], key=lambda event: event.starts)),
            tuple(sorted(tasks[anchor, offset], key=lambda task: task.at or time.min)),
        )
        for anchor, offset in keys
    )  # fmt: skip


def role_words(role: KitRoleRow, event: KitEventRow) -> str:
    """`marshal: 20 (participants: 1 for every 15; 300 : 15 = 20)`."""
    sum_of_it = arithmetic(role.formula, event.measures)
    if not sum_of_it:
        return _("%(role)s: %(count)s", role=role.name.text(), count=in_words(role.formula))
    return _(
        "%(role)s: %(count)s (%(formula)s; %(sum)s)", role=role.name.text(), count=role.capacity,
        formula=in_words(role.formula), sum=sum_of_it,
    )  # fmt: skip
