"""The seats of the demo: a hundred students of invented groups and others in the cars and buses of Temirtau's column."""

import random
from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaign.events.models import Event
from campaign.motorcades.seats.planning import plan_of
from campaign.motorcades.seats.queries import seats_of
from campaign.motorcades.seats.schemas import PlanKind
from campaign.motorcades.seats.services import carry_out
from campaign.people.groups.schemas import NewGroup
from campaign.people.groups.services import making, naming
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event
from campaign.reports.demo_names import invented_name

PASSENGERS: Final = 100
PLACES: Final = 120  # more than the kit reckons with: there are buses
# who brings them, from where, how many; the last brings whoever is missing to a hundred
_GROUPS: Final = (
    ("Индустриальный университет, МТ-17-2", "Сапарғали Назгүл Ерланқызы", "ru", 23),
    ("Политехнический колледж, группа С-21", "Лихачёв Антон Сергеевич", "ru", 22),
    ("Медициналық колледж, МІ-31", "Тұрлыбекова Ақмарал Болатқызы", "kk", 16),
    ("Жастар ресурстық орталығы, еріктілер", "Есенғұлов Дархан Мұратұлы", "kk", 0),
)
_YEARS: Final = range(1996, 2001)


def seat_the_column(session: Session, stop: Stop) -> None:
    """Groups come to the motorcade until they are a hundred, and each gets a seat as one click gives it."""
    event = first_event(session, stop, "motorcade")
    session.execute(update(Event).where(Event.id == event.id).values(capacity=PLACES))
    chance = random.Random(412)  # noqa: S311  the demo is the same everywhere
    for place, (name, leader, code, size) in enumerate(_GROUPS):
        count = size or PASSENGERS - _confirmed(session, event.id)
        phone = f"+77000000{360 + place}"
        made = making.make(event.id, NewGroup(name, leader, phone, code, count, may_split=False), f"demo-seats-{place}")
        naming.enter_names(made.group_id, "\n".join(_names(chance, count)), f"demo-seats-names-{place}")
    plan = plan_of(seats_of(event.id), PlanKind.FRESH)
    carry_out(event.id, PlanKind.FRESH, None, plan.stamp, "demo-seats")


def _confirmed(session: Session, event_id: int) -> int:
    coming = (Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
    return session.scalar(select(func.count()).select_from(Registration).where(*coming)) or 0


def _names(chance: random.Random, count: int) -> Iterator[str]:
    """Lines as a leader pastes them; nobody's phone is known, and all are grown up."""
    names: dict[str, int] = {}
    while len(names) < count:
        names[invented_name(chance)[0]] = chance.choice(_YEARS)
    yield from (f"{full_name}; ; {year}" for full_name, year in names.items())
