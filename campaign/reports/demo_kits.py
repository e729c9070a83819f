"""The kits of the demo: a small one beside the standard one, whose lecture has grown since the seasons were planned."""

from dataclasses import replace
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.kits.queries import kit_row
from campaign.events.kits.schemas import EventOfKit, KitEventRow, NewKit, RoleOfKit
from campaign.events.kits.services import copy_kit, remove_event, save_event

SMALL: Final = NewKit("small-town", Translated(kk="Шағын қала жинағы", ru="Набор малого города", en="Kit of a small town"))
LONGER: Final = 90


def change_the_kits() -> None:
    """A small town has no motorcade and no quest; the lecture of the standard kit lasts longer than stops have it yet."""
    copy_kit("standard", SMALL, "demo-small-town")
    for kind in ("motorcade", "quest"):
        kit = kit_row(SMALL.code)
        remove_event(kit.code, _of(kit.events, kind).id, kit.version)
    kit = kit_row("standard")
    lecture = _of(kit.events, "lecture")
    save_event(kit.code, lecture.id, replace(_as_typed(lecture), minutes=LONGER), kit.version)


def _of(events: tuple[KitEventRow, ...], kind: str) -> KitEventRow:
    return next(event for event in events if event.kind == kind)


def _as_typed(event: KitEventRow) -> EventOfKit:
    roles = tuple(RoleOfKit(role.name, role.formula) for role in event.roles)
    return EventOfKit(
        event.kind, event.title, event.description, event.anchor, event.day_offset, event.starts, event.minutes,
        event.measures, roles,
    )  # fmt: skip
