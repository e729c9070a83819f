"""What ships with the program: kinds of events, and kits until organizers change them."""

import json
from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.kinds import shipped
from campaign.events.kits.schemas import Basis
from campaign.events.models import EventKind, Kit, KitEvent, KitRole, KitTask
from campaign.events.schemas import Anchor

KITS: Final = Path(__file__).resolve().parents[1] / "data" / "kits"
Facts = dict[str, Any]


def load_shipped(session: Session) -> None:
    """Put in the kinds and kits that ship, or bring them up to date; what organizers made or changed stays. Safe to repeat.

    A kit whose contents have changed since goes one version further, so that stops are offered the difference.
    """
    kinds = {kind.code: kind for kind in session.scalars(select(EventKind))}
    for facts in shipped():
        kind = kinds.setdefault(facts["code"], EventKind(code=facts["code"]))
        kind.name, kind.shipped = Translated.of(facts), True
        session.add(kind)
    session.flush()
    ids = {code: kind.id for code, kind in kinds.items()}
    for path in sorted(KITS.glob("*.json")):
        _load_kit(session, json.loads(path.read_text(encoding="utf-8")), ids)


def _load_kit(session: Session, facts: Facts, kinds: dict[str, int]) -> None:
    kit = session.scalars(select(Kit).where(Kit.code == facts["code"])).one_or_none()
    if kit is not None and kit.own:
        return
    revision = 1 if kit is None else kit.version + 1
    kit = kit or Kit(code=facts["code"], version=1)
    kit.name = Translated.of(facts["name"])
    session.add(kit)
    session.flush()
    is_changed = _load_events(session, kit.id, facts["events"], kinds, revision)
    is_changed |= _load_tasks(session, kit.id, facts["tasks"], revision)
    if is_changed:
        kit.version = revision
    session.flush()


def _load_events(session: Session, kit_id: int, wishes: Sequence[Facts], kinds: dict[str, int], revision: int) -> bool:
    """Whether any event is other than it was."""
    in_kit = select(KitEvent).where(KitEvent.kit_id == kit_id, KitEvent.retired.is_(False))
    there = {row.position: row for row in session.scalars(in_kit)}
    is_changed = False
    for position, wish in enumerate(wishes, 1):
        row = there.pop(position, None) or KitEvent(kit_id=kit_id, position=position)
        differs = _put(
            row, kind_id=kinds[wish["kind"]], anchor=Anchor(wish["anchor"]), day_offset=wish["day_offset"],
            title=Translated.of(wish["title"]), description=Translated.of(wish["description"]),
            starts=time.fromisoformat(wish["starts"]), minutes=wish["minutes"], capacity=wish["capacity"],
            teams=wish.get("teams"), offices=wish.get("offices"),
        )  # fmt: skip
        session.add(row)
        session.flush()
        if _load_roles(session, row.id, wish["roles"]) or differs:
            row.revision, is_changed = revision, True
    for gone in there.values():
        gone.position, gone.retired, gone.revision = -gone.id, True, revision
    session.flush()
    return is_changed or bool(there)


def _load_roles(session: Session, kit_event_id: int, wishes: Sequence[Facts]) -> bool:
    found = session.scalars(select(KitRole).where(KitRole.kit_event_id == kit_event_id))
    there = {row.position: row for row in found}
    is_changed = False
    for position, wish in enumerate(wishes, 1):
        row = there.pop(position, None) or KitRole(kit_event_id=kit_event_id, position=position)
        basis = Basis(wish.get("basis", Basis.FIXED))
        is_changed |= _put(row, name=Translated.of(wish), capacity=wish["capacity"], basis=basis, each=wish.get("each"))
        session.add(row)
    for left_over in there.values():
        session.delete(left_over)
    return is_changed or bool(there)


def _load_tasks(session: Session, kit_id: int, wishes: Sequence[Facts], revision: int) -> bool:
    """The kit's checklist; a task names the event it belongs to by the event's position in the kit, counted from 1."""
    found = session.execute(select(KitEvent.position, KitEvent.id).where(KitEvent.kit_id == kit_id))
    events = {position: event_id for position, event_id in found}
    in_kit = select(KitTask).where(KitTask.kit_id == kit_id, KitTask.retired.is_(False))
    there = {row.position: row for row in session.scalars(in_kit)}
    is_changed = False
    for position, wish in enumerate(wishes, 1):
        row = there.pop(position, None) or KitTask(kit_id=kit_id, position=position)
        differs = _put(
            row, kit_event_id=events[wish["event"]] if "event" in wish else None, title=Translated.of(wish["title"]),
            anchor=TaskAnchor(wish["anchor"]), day_offset=wish["day_offset"],
            at=time.fromisoformat(wish["at"]) if "at" in wish else None,
        )  # fmt: skip
        session.add(row)
        if differs:
            row.revision, is_changed = revision, True
    for gone in there.values():
        gone.retired, gone.revision = True, revision
    session.flush()
    return is_changed or bool(there)


def _put(row: Base, **values: Any) -> bool:
    """Set what differs, and say whether anything did."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, values[name])
    return bool(differs)
