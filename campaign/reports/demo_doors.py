"""The doors of the demo: Karaganda's walk recorded by phones and at the desk, and closed; links and stock for Temirtau's."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.services import give
from campaign.core import crypto
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_event
from campaign.reports.demo_signs import hang_the_signs
from campaign.walks.closing.schemas import Counts, Material
from campaign.walks.closing.services import close_team, close_walk, write_counts
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import LINK_AFTER, Outcome, RecordKind, Result, Why
from campaign.walks.doors.standing import stand_anew
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.schemas import Sign, Soap

PHONES: Final = ("Телефон Айдоса", "Телефон Виктории", "Телефон Әсель", "Телефон Тимура")
USUAL: Final = Result(Soap.GIVEN, 1, Sign.UP)
# What was otherwise, by the place of the door in the building; the eighth door was visited twice.
OTHERWISE: Final = {
    2: Result(Soap.GIVEN, 3, Sign.UP, "три стола"),
    4: Result(Soap.GIVEN, 1, Sign.THERE),
    6: Result(Soap.REFUSED, 0, Sign.REFUSED),
    9: Result(Soap.GIVEN, 2, Sign.IMPOSSIBLE, "стеклянная стена"),
    12: Result(Soap.GIVEN, 1, Sign.REFUSED),
    14: Result(Soap.ABSENT),
}
AGAIN: Final = 8
BY_HAND: Final = 15  # typed back from the paper sheet
LEFT_OVER: Final = 4


def record_the_walks(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """After the walks were prepared: doors and figures of the held one, phones and stock of the coming one; signs of both."""
    held = first_event(session, karaganda, "office_walk")
    _record(session, held)
    _close(session, held)
    coming = first_event(session, temirtau, "office_walk")
    until = coming.ends_at + LINK_AFTER
    for team, label in zip(_teams(session, coming), PHONES, strict=True):
        wish = NewDevice(DevicePurpose.WALK, coming.region_id, coming.stop_id, team.id, label, until)
        give(wish, f"demo-doors-{team.number}")
        issued = {Material.SOAP: Counts(40), Material.SIGN: Counts(32), Material.GLOVES: Counts(23)}
        write_counts(team.id, issued, team.version)
    hang_the_signs(session, karaganda, temirtau)


def _teams(session: Session, event: Event) -> list[WalkTeam]:
    asked = select(WalkTeam).where(WalkTeam.event_id == event.id).order_by(WalkTeam.number)
    return list(session.scalars(asked, execution_options={"populate_existing": True}))


def _record(session: Session, event: Event) -> None:
    phones = {team.id: _link(session, event, team, label) for team, label in zip(_teams(session, event), PHONES, strict=False)}
    asked = select(WalkDoor).where(WalkDoor.event_id == event.id).order_by(WalkDoor.team_id, WalkDoor.position)
    doors = list(session.scalars(asked))
    for place, door in enumerate(doors, 1):
        at = event.starts_at + timedelta(minutes=4 + 3 * place)
        phone = None if place == BY_HAND else phones[door.team_id or 0]
        if place == AGAIN:
            session.add(_item(door, phone, Result(Soap.ABSENT), at - timedelta(minutes=20)))
        session.add(_item(door, phone, OTHERWISE.get(place, USUAL), at))
    session.flush()
    stand_anew(session, [door.id for door in doors])


def _link(session: Session, event: Event, team: WalkTeam, label: str) -> int:
    """A link as it was given out a day before, and is over now."""
    link = DeviceLink(
        uid=crypto.new_uid(), purpose=DevicePurpose.WALK, region_id=event.region_id, stop_id=event.stop_id, subject_id=team.id,
        label=label, token_hash=crypto.token_hash(crypto.new_token()), made_by=None,
        made_at=event.starts_at - timedelta(days=1), expires_at=event.ends_at + LINK_AFTER, last_seen_at=event.ends_at, sent=9,
    )  # fmt: skip
    session.add(link)
    session.flush()
    return link.id


def _item(door: WalkDoor, phone: int | None, result: Result, at: datetime, why: Why = Why.FINE) -> DoorRecord:
    return DoorRecord(
        event_id=door.event_id, team_id=door.team_id, door_id=door.id, device_id=phone, user_id=None, key=crypto.new_uid(),
        body_hash=crypto.new_uid(), kind=RecordKind.DOOR, soap=result.soap, pieces=result.pieces, sign=result.sign,
        note=result.note, of_key="", outcome=Outcome.REVIEW if why else Outcome.TAKEN, why=why,
        claimed_at=None if phone is None else at, happened_at=at, received_at=at,
    )  # fmt: skip


def _close(session: Session, event: Event) -> None:
    """Both teams handed in what was left; one sign stayed behind, and a door was recorded after that."""
    session.expire_all()
    for team in _teams(session, event):
        doors = list(session.scalars(select(WalkDoor).where(WalkDoor.team_id == team.id)))
        soap, signs = sum(door.pieces for door in doors), sum(door.sign is Sign.UP for door in doors)
        missing = int(team.number == 2)
        counts = {
            Material.SOAP: Counts(soap + LEFT_OVER + 1, LEFT_OVER, 1),
            Material.SIGN: Counts(signs + 2 + missing, 2, reason="одну забыли в кабинете" if missing else ""),
            Material.GLOVES: Counts(6, 6),
        }
        close_team(team.id, counts, team.version)
    close_walk(event.id, "одна табличка осталась в кабинете, её привезут")
    late = session.scalars(select(WalkDoor).where(WalkDoor.event_id == event.id, WalkDoor.soap == Soap.ABSENT)).one()
    session.add(_item(late, None, USUAL, event.ends_at + timedelta(minutes=15), Why.CLOSED))
    session.flush()
