"""A door in the demo: a lecture to which people came, by two phones and at the desk; a link for the rally of tomorrow."""

import random
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.services import give
from campaign.core import crypto
from campaign.core.bulk import insert_rows
from campaign.core.text import fold
from campaign.events.models import Event
from campaign.events.services import take_place
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import LATE_AFTER, ItemKind, Outcome, Why
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState, Source
from campaign.people.services.newcomers import Newcomer, enter
from campaign.people.services.places import hold, next_in_line
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event
from campaign.reports.demo_names import invented_name

CAME, LATE, STAYED_AWAY = 14, 1, 3
PHONES: Final = ("Главный вход, телефон Динары", "Боковой вход, телефон Тимура")


def open_the_doors(session: Session, held: Stop, coming: Stop) -> None:
    """The lecture that was held, with who came; the rally that comes, with a link for a phone."""
    rally = first_event(session, coming, "rally")
    give(
        NewDevice(DevicePurpose.CHECK_IN, rally.region_id, rally.stop_id, rally.id, PHONES[0], rally.ends_at + LATE_AFTER),
        "demo-door",
    )
    _was_full_of_people(session, first_event(session, held, "lecture"))


def _was_full_of_people(session: Session, event: Event) -> None:
    count, chance = CAME + LATE + STAYED_AWAY, random.Random(42)  # noqa: S311  the demo is the same everywhere
    held = hold(session, event.id)
    if not take_place(session, event.id, None, count):
        raise RuntimeError("the lecture of the demo has no room for the people of the demo")
    newcomers = [_newcomer(chance, number) for number in range(count)]
    first = next_in_line(session, event.id)
    numbers = enter(session, held, newcomers, source=Source.STAFF, import_id=None, first_queue_number=first).registrations
    told = event.starts_at - timedelta(days=2)
    session.execute(update(Registration).where(Registration.id.in_(numbers)).values(made_at=told))
    phones = [old_link(session, event, label) for label in PHONES]
    began = event.starts_at - timedelta(minutes=25)
    came = [(number, phones[place % 3] if place % 3 < 2 else None, began + timedelta(minutes=2 * place)) for place, number
            in enumerate(numbers[:CAME])]  # fmt: skip
    insert_rows(
        session, CheckIn, ("event_id", "registration_id", "device_id", "at", "claimed_at", "undo_reason"),
        ((event.id, number, phone, at, at, "") for number, phone, at in came),
    )  # fmt: skip
    for number, phone, at in came:
        if phone is not None:
            session.add(_item(event, phone, number, at, at, Outcome.IN))
    late = event.ends_at + timedelta(hours=9)
    session.add(_item(event, phones[1], numbers[CAME], event.starts_at, late, Outcome.REVIEW))
    session.flush()


def _newcomer(chance: random.Random, number: int) -> Newcomer:
    name, language = invented_name(chance)
    return Newcomer(
        full_name=name, name_key=fold(name), phone=f"+77009{number:06d}", birth_year=chance.randint(1970, 1999), email="",
        language=language, organisation_id=None, role_id=None, note="", state=RegistrationState.CONFIRMED,
    )  # fmt: skip


def old_link(session: Session, event: Event, label: str, purpose: DevicePurpose = DevicePurpose.CHECK_IN) -> int:
    """A link as it was given out a day before, and is over now."""
    link = DeviceLink(
        uid=crypto.new_uid(), purpose=purpose, region_id=event.region_id, stop_id=event.stop_id,
        subject_id=event.id, label=label, token_hash=crypto.token_hash(crypto.new_token()), made_by=None,
        made_at=event.starts_at - timedelta(days=1), expires_at=event.ends_at + timedelta(hours=6),
        last_seen_at=event.starts_at + timedelta(minutes=5), sent=5,
    )  # fmt: skip
    session.add(link)
    session.flush()
    return link.id


def _item(event: Event, phone: int, number: int, happened: datetime, received: datetime, outcome: Outcome) -> CheckInScan:
    return CheckInScan(
        event_id=event.id, device_id=phone, key=crypto.new_uid(), body_hash=crypto.new_uid(), kind=ItemKind.SCAN,
        outcome=outcome, why=Why.LATE if outcome is Outcome.REVIEW else Why.FINE, registration_id=number,
        claimed_at=happened, happened_at=happened, received_at=received,
    )  # fmt: skip
