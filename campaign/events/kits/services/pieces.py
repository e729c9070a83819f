"""What a kit is made of: its events with their roles, and its tasks. Editing them never changes a stop by itself."""

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.events.checklists.models import ChecklistTask
from campaign.events.kits.schemas import MOST_EVENTS, MOST_TASKS, EventOfKit, Formula, RoleOfKit, TaskOfKit
from campaign.events.kits.services.judging import wrong_event, wrong_task
from campaign.events.kits.services.keeping import changed, locked_kit, put_roles
from campaign.events.models import Event, EventKind, Kit, KitEvent, KitRole, KitTask

NO_EVENT = _l("There is no such event in this kit.")
NO_TASK = _l("There is no such task in this kit.")


def save_event(code: str, event_id: int | None, wish: EventOfKit, version: int) -> int:
    """Add an event to the kit, or change one, and return its id. One that says the same as before is left as it is.

    Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        kind_id = _judged_event(session, kit, wish, is_new=event_id is None)
        row = (
            KitEvent(kit_id=kit.id, position=_next(session, kit.id, KitEvent))
            if event_id is None
            else _event(session, kit, event_id)
        )
        if event_id is not None and _says(row, _roles(session, row.id)) == _wished(wish, kind_id):
            return row.id
        changed(session, kit, "kit.event_saved", event=event_id)
        row.kind_id, row.title, row.description = kind_id, wish.title, wish.description
        row.anchor, row.day_offset, row.starts, row.minutes = wish.anchor, wish.day_offset, wish.starts, wish.minutes
        measures = wish.measures
        row.capacity, row.teams, row.offices = measures.participants, measures.teams, measures.offices
        row.revision = kit.version
        session.add(row)
        session.flush()
        session.execute(delete(KitRole).where(KitRole.kit_event_id == row.id))
        put_roles(session, row.id, wish.roles)
        return row.id


def move_event(code: str, event_id: int, up: bool, version: int) -> None:
    """One place up or down in the order in which the kit is shown. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        ordered = select(KitEvent).where(KitEvent.kit_id == kit.id, KitEvent.retired.is_(False)).order_by(KitEvent.position)
        rows = list(session.scalars(ordered))
        here = next((place for place, row in enumerate(rows) if row.id == event_id), None)
        if here is None:
            raise NotFound(NO_EVENT)
        there = here + (-1 if up else 1)
        if 0 <= there < len(rows):
            _swap(session, rows[here], rows[there])
            changed(session, kit, "kit.event_moved", event=event_id)


def _swap(session: Session, one: KitEvent, other: KitEvent) -> None:
    """Change places; no two events of a kit stand at one position, not even for a moment."""
    first, second = one.position, other.position
    one.position = -one.id
    session.flush()
    other.position = first
    session.flush()
    one.position = second


def remove_event(code: str, event_id: int, version: int) -> None:
    """Take an event and its tasks out of the kit; stops that have it are offered to take it out too.

    Raises NotFound, Refused, Stale.
    """
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        row = _event(session, kit, event_id)
        changed(session, kit, "kit.event_removed", event=event_id)
        tasks = session.scalars(select(KitTask).where(KitTask.kit_event_id == event_id)).all()
        with widened():  # also of regions that the asker does not see
            is_used = session.scalar(select(exists(select(Event.id).where(Event.kit_event_id == event_id))))
        if not is_used:
            session.delete(row)
            return
        row.position = -row.id
        row.retired, row.revision = True, kit.version
        for task in tasks:
            task.retired, task.revision = True, kit.version


def save_task(code: str, task_id: int | None, wish: TaskOfKit, version: int) -> int:
    """Add a task to the kit's checklist, or change one, and return its id. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        problems = list(wrong_task(wish))
        if wish.event_id is not None and not _is_in(session, kit, wish.event_id):
            problems.append(Problem("event", "unknown", NO_EVENT))
        if task_id is None and _count(session, kit.id, KitTask) >= MOST_TASKS:
            problems.append(Problem("", "too_many", _("A kit has at most %(most)s tasks.", most=MOST_TASKS)))
        if problems:
            raise Invalid(_("The task was not saved."), problems)
        row = (
            KitTask(kit_id=kit.id, position=_next(session, kit.id, KitTask))
            if task_id is None
            else _task(session, kit, task_id)
        )
        wished = (wish.title, wish.event_id, wish.anchor, wish.day_offset, wish.at)
        if task_id is not None and (row.title, row.kit_event_id, row.anchor, row.day_offset, row.at) == wished:
            return row.id
        changed(session, kit, "kit.task_saved", task=task_id)
        row.title, row.kit_event_id, row.anchor, row.day_offset, row.at = wished
        row.revision = kit.version
        session.add(row)
        session.flush()
        return row.id


def remove_task(code: str, task_id: int, version: int) -> None:
    """Take a task out of the kit's checklist. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        row = _task(session, kit, task_id)
        changed(session, kit, "kit.task_removed", task=task_id)
        with widened():  # also of regions that the asker does not see
            is_used = session.scalar(select(exists(select(ChecklistTask.id).where(ChecklistTask.kit_task_id == task_id))))
        if is_used:
            row.retired, row.revision = True, kit.version
        else:
            session.delete(row)


def _judged_event(session: Session, kit: Kit, wish: EventOfKit, *, is_new: bool) -> int:
    """The id of the kind of a wish that can be kept. Raises Invalid with everything that is wrong."""
    problems = list(wrong_event(wish))
    kind_id = session.scalar(select(EventKind.id).where(EventKind.code == wish.kind))
    if kind_id is None:
        problems.append(Problem("kind", "unknown", _("There is no such kind of event. Choose one of the list.")))
    if is_new and _count(session, kit.id, KitEvent) >= MOST_EVENTS:
        problems.append(Problem("", "too_many", _("A kit has at most %(most)s events.", most=MOST_EVENTS)))
    if problems or kind_id is None:
        raise Invalid(_("The event was not saved."), problems)
    return kind_id


def _event(session: Session, kit: Kit, event_id: int) -> KitEvent:
    row = session.get(KitEvent, event_id)
    if row is None or row.kit_id != kit.id or row.retired:
        raise NotFound(NO_EVENT)
    return row


def _task(session: Session, kit: Kit, task_id: int) -> KitTask:
    row = session.get(KitTask, task_id)
    if row is None or row.kit_id != kit.id or row.retired:
        raise NotFound(NO_TASK)
    return row


def _is_in(session: Session, kit: Kit, event_id: int) -> bool:
    found = select(KitEvent.id).where(KitEvent.id == event_id, KitEvent.kit_id == kit.id, KitEvent.retired.is_(False))
    return session.scalar(found) is not None


def _count(session: Session, kit_id: int, table: type[KitEvent] | type[KitTask]) -> int:
    there = select(func.count(table.id)).where(table.kit_id == kit_id, table.retired.is_(False))
    return session.scalar(there) or 0


def _next(session: Session, kit_id: int, table: type[KitEvent] | type[KitTask]) -> int:
    return (session.scalar(select(func.max(table.position)).where(table.kit_id == kit_id)) or 0) + 1


def _roles(session: Session, kit_event_id: int) -> tuple[RoleOfKit, ...]:
    found = session.scalars(select(KitRole).where(KitRole.kit_event_id == kit_event_id).order_by(KitRole.position))
    return tuple(RoleOfKit(role.name, Formula(role.basis, role.capacity, role.each)) for role in found)


def _says(row: KitEvent, roles: tuple[RoleOfKit, ...]) -> tuple[object, ...]:
    return (
        row.kind_id, row.title, row.description, row.anchor, row.day_offset, row.starts, row.minutes, row.capacity, row.teams,
        row.offices, roles,
    )  # fmt: skip


def _wished(wish: EventOfKit, kind_id: int) -> tuple[object, ...]:
    of = wish.measures
    return (
        kind_id, wish.title, wish.description, wish.anchor, wish.day_offset, wish.starts, wish.minutes, of.participants,
        of.teams, of.offices, wish.roles,
    )  # fmt: skip
