"""In what a stop's event or task differs from what its kit has now, field by field. Pure reckoning."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from campaign.core import clock
from campaign.core.i18n import LANGUAGES, Translated, Words, _, _l, language
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.checklists.showing import from_arrival, signed
from campaign.events.kits.schemas import FieldChange, KitEventRow, KitTaskRow
from campaign.events.models import Event, EventRole
from campaign.events.wall import kit_span
from campaign.relay.schemas import MadeStop
from campaign.web.templating import day_short

_FROM = {
    TaskAnchor.ARRIVAL: _l("from the arrival"),
    TaskAnchor.DEPARTURE: _l("from the handing on"),
    TaskAnchor.EVENT: _l("from the event"),
    TaskAnchor.FIXED: _l("on a fixed day"),
}


def times_of(wish: KitEventRow, stop: MadeStop) -> tuple[datetime, datetime]:
    """When the kit's event would be at this stop."""
    stay = (stop.arrives_on, stop.departs_on)
    return kit_span(wish.anchor, wish.day_offset, wish.starts, wish.minutes, stay, stop.time_zone)


def event_changes(
    event: Event, kind_name: Translated, roles: Sequence[EventRole], wish: KitEventRow, stop: MadeStop
) -> tuple[FieldChange, ...]:
    """What taking over would change in the event; nothing when it says already what the kit says."""
    return tuple(_event_changes(event, kind_name, roles, wish, stop))


def _event_changes(
    event: Event, kind_name: Translated, roles: Sequence[EventRole], wish: KitEventRow, stop: MadeStop
) -> Iterator[FieldChange]:
    yield from _texts(_l("Title"), event.title, wish.title)
    if event.kind_id != wish.kind_id:
        yield FieldChange(_l("Kind"), kind_name.text(), wish.kind_name.text())
    starts_at, ends_at = times_of(wish, stop)
    if (event.starts_at, event.ends_at) != (starts_at, ends_at):
        zone = stop.time_zone
        yield FieldChange(_l("When"), _span(event.starts_at, event.ends_at, zone), _span(starts_at, ends_at, zone))
    if event.capacity != wish.capacity:
        yield FieldChange(_l("Places for people"), _number(event.capacity), _number(wish.capacity))
    old = [(role.name, role.capacity) for role in roles]
    new = [(role.name, role.capacity) for role in wish.roles]
    if old != new:
        yield FieldChange(_l("Roles"), _roles(old), _roles(new))
    yield from _texts(_l("Description"), event.description, wish.description)


def too_few_places(event: Event, roles: Sequence[EventRole], wish: KitEventRow) -> str:
    """Why the kit's numbers cannot be taken over: more people are registered; "" when they can."""
    if wish.capacity is not None and wish.capacity < event.taken:
        return _("%(taken)s places are taken already, so there cannot be fewer.", taken=event.taken)
    for role, target in pairs_of(roles, wish):
        capacity = 0 if target is None else wish.roles[target].capacity
        if capacity is not None and capacity < role.taken:
            return _(
                "%(taken)s people have the role “%(role)s”, so it cannot have fewer places.",
                taken=role.taken, role=role.name.text(),
            )  # fmt: skip
    return ""


def pairs_of(roles: Sequence[EventRole], wish: KitEventRow) -> list[tuple[EventRole, int | None]]:
    """Which role of the event becomes which of the kit: of the same name, else the next that has no partner; None goes."""
    names = [role.name for role in wish.roles]
    found: dict[int, int] = {}
    for role in roles:
        same = next((place for place, name in enumerate(names) if name == role.name and place not in found.values()), None)
        if same is not None:
            found[role.id] = same
    free = [place for place in range(len(names)) if place not in found.values()]
    for role in roles:
        if role.id not in found and free:
            found[role.id] = free.pop(0)
    return [(role, found.get(role.id)) for role in roles]


def task_changes(task: ChecklistTask, wish: KitTaskRow) -> tuple[FieldChange, ...]:
    """What taking over would change in the task."""
    changes = list(_texts(_l("What has to be done"), task.title, wish.title))
    if (task.anchor, task.day_offset, task.at) != (wish.anchor, wish.day_offset, wish.at):
        old = _task_day(task.anchor, task.day_offset, f"{task.at:%H:%M}" if task.at else "")
        new = _task_day(wish.anchor, wish.day_offset, f"{wish.at:%H:%M}" if wish.at else "")
        changes.append(FieldChange(_l("Day"), old, new))
    return tuple(changes)


def task_due(wish: KitTaskRow, stop: MadeStop, event_starts: datetime | None) -> datetime | None:
    """The end of the day on which the kit's task would be due at this stop; None while its event is not there."""
    if wish.anchor is TaskAnchor.EVENT:
        if event_starts is None:
            return None
        day = clock.on_the_wall(event_starts, stop.time_zone).date()
    else:
        day = stop.arrives_on if wish.anchor is TaskAnchor.ARRIVAL else stop.departs_on
    return clock.at(day + timedelta(days=wish.day_offset + 1), 0, 0, stop.time_zone)


def _texts(field: Words, old: Translated, new: Translated) -> Iterator[FieldChange]:
    """A change for each language in which the text differs, the reader's first."""
    for code in sorted(LANGUAGES, key=lambda code: code != language()):
        before, after = getattr(old, code), getattr(new, code)
        if before != after:
            label = field if code == language() else f"{field} ({code})"
            yield FieldChange(label, before or "–", after or "–")


def _span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    starts, ends = clock.on_the_wall(starts_at, zone), clock.on_the_wall(ends_at, zone)
    return f"{day_short(starts.date())}, {starts:%H:%M}–{ends:%H:%M}"


def _number(value: int | None) -> str:
    return _("no limit") if value is None else str(value)


def _roles(roles: Sequence[tuple[Translated, int | None]]) -> str:
    words = [f"{name} {count}" if count is not None else str(name) for name, count in roles]
    return ", ".join(words) or "–"


def _task_day(anchor: TaskAnchor, offset: int, at: str) -> str:
    day = from_arrival(offset) if anchor is TaskAnchor.ARRIVAL else f"{signed(offset) or '0'} {_FROM[anchor]}"
    return f"{day} {at}".strip()
