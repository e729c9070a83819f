"""The shifts of the demo: who carries the walk through the offices, and whom Karaganda thanks. Invented people."""

import random
from datetime import time, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.models import Event, EventRole
from campaign.people.hours.services import as_planned
from campaign.people.models import Registration
from campaign.people.schemas import Register
from campaign.people.services import add_person
from campaign.people.shifts import services as shifts
from campaign.people.shifts.queries import shifts_of
from campaign.people.shifts.schemas import NewShift
from campaign.people.thanks.services import make_for_all, release
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event
from campaign.reports.demo_names import ORGANISATIONS, invented_name

_SET_UP: Final = Translated(
    kk="Сабын мен тақтайшаларды топтарға бөлу", ru="Раскладка мыла и табличек по группам", en="Packing soap and signs"
)
_CLEAR: Final = Translated(kk="Алаңды жинау", ru="Уборка площадки", en="Clearing the square")
_THANKED: Final = 5


def plan_shifts(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Shifts of the walk in Temirtau, half of them filled; confirmed hours and certificates for a few in Karaganda."""
    walk = first_event(session, temirtau, "office_walk")
    shifts.shifts_of_roles(walk.id)
    eve = NewShift(
        _SET_UP, walk.day - timedelta(days=1), time(17), time(19), 4, place_note="каб. 114", leader="Алия Бекова",
        leader_phone="+77000000114",
    )  # fmt: skip
    packing = shifts.create_shift(walk.id, eve, "demo-shift-1")
    for row in shifts_of(walk.id):
        if row.role_id is not None and row.need < 40:
            shifts.assign_role(row.id)
    come = select(Registration.id).where(Registration.event_id == walk.id).order_by(Registration.id).limit(2)
    shifts.assign(packing, list(session.scalars(come)))
    _thank(session, first_event(session, karaganda, "rally"))


def _thank(session: Session, rally: Event) -> None:
    chance = random.Random(1424)  # noqa: S311  the demo is the same everywhere
    role_id = session.scalar(select(EventRole.id).where(EventRole.event_id == rally.id).order_by(EventRole.position).limit(1))
    people = []
    for number in range(_THANKED):
        name, language = invented_name(chance)
        wish = Register(name, f"+7700200{number:04d}", 1998, chance.choice(ORGANISATIONS), role_id, language, 1)
        people.append(add_person(rally.id, wish, f"demo-thanked-{number}"))
    clearing = NewShift(_CLEAR, rally.day, time(9), time(12, 30), _THANKED + 1, leader="Данияр Абенов")
    shifts.assign(shifts.create_shift(rally.id, clearing, "demo-shift-2"), people)
    as_planned(rally.id)
    make_for_all(rally.id)
    release(rally.id, out=True)
