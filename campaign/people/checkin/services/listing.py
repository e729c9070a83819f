"""The list a phone carries: the least it needs."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.sealing import ListHead, SealedList, seal_list
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.events.queries import event_row
from campaign.people.checkin.schemas import SALT
from campaign.people.checkin.services.reading import CHECK_INS, GROUPS, PEOPLE, REGISTRATIONS, ROLES, cars_of
from campaign.people.schemas import RegistrationState

_LIST = (
    select(REGISTRATIONS.c.id, PEOPLE.c.full_name, REGISTRATIONS.c.role_id, REGISTRATIONS.c.code_hash, CHECK_INS.c.id)
    .add_columns(GROUPS.c.name)
    .join(PEOPLE, PEOPLE.c.id == REGISTRATIONS.c.person_id)
    .outerjoin(GROUPS, GROUPS.c.id == REGISTRATIONS.c.group_id)
    .outerjoin(CHECK_INS, (CHECK_INS.c.registration_id == REGISTRATIONS.c.id) & CHECK_INS.c.undone_at.is_(None))
    .where(REGISTRATIONS.c.event_id == bindparam("event_id"), REGISTRATIONS.c.state == RegistrationState.CONFIRMED)
    .order_by(REGISTRATIONS.c.id)
)
_ROLES = select(ROLES.c.id, ROLES.c.name).where(ROLES.c.event_id == bindparam("event_id"))


def sealed_list(token: str) -> SealedList:
    """Everybody who has a place, for the phone that shows the token. Raises NotFound, Gone. Six statements, however many."""
    device = device_with(DevicePurpose.CHECK_IN, token)
    session = db.session()
    with widened():
        event = event_row(device.subject_id)
    place = ", ".join(filter(None, (event.place_name.text(), event.place_address or event.place_note)))
    place = place or event.unit_name.text()
    head = ListHead(event.id, event.title, event.starts_at, event.ends_at, event.time_zone, place)
    return seal_list(token, SALT, device.label, head, _people(session, event.id))


def _people(session: Session, event_id: int) -> list[dict[str, Any]]:
    connection = session.connection()
    roles = {number: name.as_dict() for number, name in connection.execute(_ROLES, {"event_id": event_id})}
    rows = connection.execute(_LIST, {"event_id": event_id}).all()
    cars = cars_of(session, event_id, [row[0] for row in rows])
    return [
        {
            "n": name,
            "r": roles.get(role_id),
            "g": group or "",
            "c": cars.get(number, ""),
            "h": hashed,
            "i": int(came is not None),
        }
        for number, name, role_id, hashed, came, group in rows
    ]
