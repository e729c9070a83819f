"""Kits are made, copied, renamed, retired, and removed while nothing was made from them."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.events.checklists.models import ChecklistTask
from campaign.events.kits import queries
from campaign.events.kits.policies import ensure_can_edit_kits
from campaign.events.kits.schemas import KitRow, NewKit, RoleOfKit
from campaign.events.kits.services.judging import wrong_kit, wrong_name
from campaign.events.models import Event, Kit, KitEvent, KitRole, KitTask

_NOT_SAVED = _l("The kit was not saved.")


def locked_kit(session: Session, code: str, version: int) -> Kit:
    """The kit, nobody else's to change until the unit of work ends. Raises Refused, NotFound, Stale."""
    ensure_can_edit_kits(current_actor())
    statement = select(Kit).where(Kit.code == code).with_for_update()
    kit = session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if kit is None:
        raise NotFound(queries.NO_KIT)
    if kit.version != version:
        raise Stale(_l("Somebody has changed this kit meanwhile. Look at it again before you change it; nothing was saved."))
    return kit


def changed(session: Session, kit: Kit, act: str, **after: object) -> None:
    """The kit is the organizers' own from now on, one version further; the trail says why."""
    kit.version += 1
    kit.own = True
    audit.note(session, act, "kit", kit.id, after={"version": kit.version, **after})


def make_kit(wish: NewKit, key: str = "") -> str:
    """Make an empty kit and return its code; a key makes sending twice harmless. Raises Refused, Invalid, KeyReused."""
    with unit_of_work() as session:
        ensure_can_edit_kits(current_actor())
        if key and (known := operations.begin(session, "kits.make", key, asdict(wish))):
            return str(known["kit"])
        kit = _made(session, wish)
        audit.note(session, "kit.made", "kit", kit.id, after={"code": kit.code})
        if key:
            operations.finish(session, "kits.make", key, {"kit": kit.code})
        return kit.code


def copy_kit(code: str, wish: NewKit, key: str = "") -> str:
    """Make a kit that makes what another makes now, and return its code. Raises NotFound, Refused, Invalid, KeyReused."""
    with unit_of_work() as session:
        ensure_can_edit_kits(current_actor())
        if key and (known := operations.begin(session, "kits.copy", key, [code, asdict(wish)])):
            return str(known["kit"])
        pattern = queries.kit_row(code)
        kit = _made(session, wish)
        _copy_pieces(session, pattern, kit.id)
        audit.note(session, "kit.copied", "kit", kit.id, after={"code": kit.code, "from": code})
        if key:
            operations.finish(session, "kits.copy", key, {"kit": kit.code})
        return kit.code


def _copy_pieces(session: Session, pattern: KitRow, kit_id: int) -> None:
    ids: dict[int | None, int] = {}
    for position, event in enumerate(pattern.events, 1):
        row = KitEvent(
            kit_id=kit_id, position=position, kind_id=event.kind_id, title=event.title, description=event.description,
            anchor=event.anchor, day_offset=event.day_offset, starts=event.starts, minutes=event.minutes,
            capacity=event.measures.participants, teams=event.measures.teams, offices=event.measures.offices,
        )  # fmt: skip
        session.add(row)
        session.flush()
        ids[event.id] = row.id
        put_roles(session, row.id, [RoleOfKit(role.name, role.formula) for role in event.roles])
    for position, task in enumerate(pattern.tasks, 1):
        session.add(
            KitTask(
                kit_id=kit_id, kit_event_id=ids.get(task.event_id), position=position, title=task.title, anchor=task.anchor,
                day_offset=task.day_offset, at=task.at,
            )
        )  # fmt: skip


def put_roles(session: Session, kit_event_id: int, roles: Sequence[RoleOfKit]) -> None:
    """Add roles to an event of a kit, in their order."""
    for position, role in enumerate(roles, 1):
        formula = role.formula
        session.add(
            KitRole(
                kit_event_id=kit_event_id, position=position, name=role.name, basis=formula.basis, capacity=formula.amount,
                each=formula.each,
            )
        )  # fmt: skip


def _made(session: Session, wish: NewKit) -> Kit:
    problems = list(wrong_kit(wish))
    if session.scalar(select(Kit.id).where(Kit.code == wish.code)) is not None:
        problems.append(Problem("code", "taken", _("There is a kit of the code “%(code)s” already.", code=wish.code)))
    if problems:
        raise Invalid(_NOT_SAVED, problems)
    kit = Kit(code=wish.code, name=wish.name, own=True)
    session.add(kit)
    session.flush()
    return kit


def rename_kit(code: str, name: Translated, version: int) -> None:
    """Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        if problems := list(wrong_name(name)):
            raise Invalid(_NOT_SAVED, problems)
        kit.name = name
        changed(session, kit, "kit.renamed")


def retire_kit(code: str, retired: bool, version: int) -> None:
    """Offer it no longer where seasons and stops are planned, or offer it again; stops that have it are not touched.

    Raises NotFound, Refused, Stale, Conflict for the last kit that can be used.
    """
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        others = select(Kit.id).where(Kit.id != kit.id, Kit.retired.is_(False)).limit(1)
        if retired and session.scalar(others) is None:
            raise Conflict(_l("This is the only kit that can be used, so it stays. Make another one first."))
        kit.retired = retired
        changed(session, kit, "kit.retired" if retired else "kit.taken_up")


def remove_kit(code: str, version: int) -> None:
    """Remove a kit from which nothing was made. Raises NotFound, Refused, Stale, Conflict."""
    with unit_of_work() as session:
        kit = locked_kit(session, code, version)
        events = select(Event.id).join(KitEvent, KitEvent.id == Event.kit_event_id).where(KitEvent.kit_id == kit.id)
        tasks = select(ChecklistTask.id).join(KitTask, KitTask.id == ChecklistTask.kit_task_id).where(KitTask.kit_id == kit.id)
        with widened():  # also of regions that the asker does not see
            is_used = session.scalar(select(exists(events) | exists(tasks)))
        if is_used:
            raise Conflict(_l("Stops have events of this kit, so it is not removed. Retire it: then nobody new gets it."))
        if not kit.own:
            raise Conflict(_l("This kit comes with the program, so it is not removed. Retire it: then nobody new gets it."))
        session.delete(kit)
        audit.note(session, "kit.removed", "kit", kit.id, before={"code": code})
