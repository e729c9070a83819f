"""Reading kits, which belong to all regions, and where they are used, in the asker's scope."""

from collections import defaultdict
from typing import Any

from sqlalchemy import func, or_, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.checklists.models import ChecklistTask
from campaign.events.kits.formulas import head_count
from campaign.events.kits.schemas import Formula, KitEventRow, KitRoleRow, KitRow, KitTaskRow, KitUse, Measures
from campaign.events.models import Event, EventKind, Kit, KitEvent, KitRole, KitTask
from campaign.relay import queries as relay
from campaign.relay.models import Stop

NO_KIT = _l("There is no such kit.")
Pieces = tuple[dict[int, list[KitEventRow]], dict[int, list[KitTaskRow]]]


def kits(*, with_retired: bool = False) -> tuple[KitRow, ...]:
    """The kits that can be used, the usual one first, with what they make; with the retired ones last. Four statements."""
    statement = select(Kit).order_by(Kit.retired, Kit.code != "standard", Kit.id)
    return _kits(statement if with_retired else statement.where(Kit.retired.is_(False)))


def kit_row(code: str) -> KitRow:
    """Raises NotFound. Four statements."""
    found = _kits(select(Kit).where(Kit.code == code))
    if not found:
        raise NotFound(NO_KIT)
    return found[0]


def _kits(statement: Any) -> tuple[KitRow, ...]:
    found = db.session.scalars(statement, execution_options={"populate_existing": True}).all()
    events, tasks = pieces_of([kit.id for kit in found])
    return tuple(
        KitRow(
            kit.id, kit.code, kit.name, kit.version, kit.own, kit.retired,
            tuple(row for row in events[kit.id] if not row.retired), tuple(row for row in tasks[kit.id] if not row.retired),
        )
        for kit in found
    )  # fmt: skip


def pieces_of(kit_ids: list[int]) -> Pieces:
    """Everything these kits make or have made, by kit and in order, also what was taken out. Three statements."""
    of_kits = KitEvent.kit_id.in_(kit_ids)
    of_events = select(KitRole).join(KitEvent, KitEvent.id == KitRole.kit_event_id).where(of_kits)
    roles: defaultdict[int, list[KitRole]] = defaultdict(list)
    fresh = {"populate_existing": True}
    for role in db.session.scalars(of_events.order_by(KitRole.position), execution_options=fresh):
        roles[role.kit_event_id].append(role)
    events: defaultdict[int, list[KitEventRow]] = defaultdict(list)
    joined = select(KitEvent, EventKind.code, EventKind.name).join(EventKind, EventKind.id == KitEvent.kind_id).where(of_kits)
    for event, kind, kind_name in db.session.execute(joined.order_by(KitEvent.position, KitEvent.id), execution_options=fresh):
        events[event.kit_id].append(_event_row(event, kind, kind_name, roles[event.id]))
    tasks: defaultdict[int, list[KitTaskRow]] = defaultdict(list)
    ordered = select(KitTask).where(KitTask.kit_id.in_(kit_ids)).order_by(KitTask.position, KitTask.id)
    for task in db.session.scalars(ordered, execution_options=fresh):
        tasks[task.kit_id].append(
            KitTaskRow(
                task.id, task.kit_id, task.kit_event_id, task.title, task.anchor, task.day_offset, task.at, task.revision,
                task.retired,
            )
        )  # fmt: skip
    return events, tasks


def _event_row(event: KitEvent, kind: str, kind_name: Any, roles: list[KitRole]) -> KitEventRow:
    measures = Measures(event.capacity, event.teams, event.offices)
    formulas = [(role.name, Formula(role.basis, role.capacity, role.each)) for role in roles]
    return KitEventRow(
        event.id, event.kit_id, event.kind_id, kind, kind_name, event.title, event.description, event.anchor, event.day_offset,
        event.starts, event.minutes, measures, event.revision, event.retired,
        tuple(KitRoleRow(name, formula, head_count(formula, measures)) for name, formula in formulas),
    )  # fmt: skip


def uses_of(kit_id: int) -> tuple[KitUse, ...]:
    """The asker's relays whose stops have something of the kit, the newest first. Three statements."""
    by_event = select(Event.stop_id).join(KitEvent, KitEvent.id == Event.kit_event_id).where(KitEvent.kit_id == kit_id)
    by_task = (
        select(ChecklistTask.stop_id).join(KitTask, KitTask.id == ChecklistTask.kit_task_id).where(KitTask.kit_id == kit_id)
    )
    used = or_(Stop.id.in_(by_event), Stop.id.in_(by_task))
    counted = select(Stop.relay_id, func.count(Stop.id)).where(used).group_by(Stop.relay_id)
    stops = {relay_id: count for relay_id, count in db.session.execute(counted)}
    return tuple(KitUse(row, stops[row.id]) for row in relay.relays() if row.id in stops)
