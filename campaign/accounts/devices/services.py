"""Giving links to phones, renewing and withdrawing them; and letting in whoever shows a token."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.policies import ensure_can_give_devices
from campaign.accounts.devices.queries import SEEN, TABLE, UNKNOWN, device_row, hash_of, judged, token_of
from campaign.accounts.devices.schemas import LONGEST_LIFE, MOST_ITEMS, MOST_LABEL, Device, DevicePurpose, DeviceRow, NewDevice
from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, TooMany
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long

GIVEN = "devices.give"
_ARRIVED = (
    update(TABLE)
    .where(TABLE.c.token_hash == bindparam("hash"), TABLE.c.purpose == bindparam("wanted"))
    .values(sent=TABLE.c.sent + bindparam("came"), last_seen_at=bindparam("now"))
    .returning(*(TABLE.c[name] for name in SEEN), TABLE.c.sent)
)


def give(wish: NewDevice, key: str) -> int:
    """A new link, and its number. Done twice with one key it is done once. Raises Refused, Invalid, KeyReused."""
    ensure_can_give_devices(current_actor(), wish.region_id, wish.stop_id)
    with unit_of_work() as session:
        body = {"subject": wish.subject_id, "label": wish.label, "until": wish.expires_at.isoformat()}
        answer = operations.begin(session, GIVEN, key, body)
        if answer is None:
            _judge(wish.label, wish.expires_at)
            link = _new(session, wish)
            answer = {"device": link.id}
            operations.finish(session, GIVEN, key, answer)
        return int(answer["device"])


def _judge(label: str, expires_at: datetime) -> None:
    """Raises Invalid with everything that is wrong."""
    now, problems = clock.campaign_now(), []
    if not label:
        problems.append(Problem("label", "missing", _("Please fill this in.")))
    problems += too_long("label", label, MOST_LABEL)
    if expires_at <= now:
        problems.append(Problem("until", "past", _("This moment is over. Choose a later one.")))
    elif expires_at > now + LONGEST_LIFE:
        problems.append(Problem("until", "too_far", _("A link is good for a year at most. Choose an earlier moment.")))
    if problems:
        raise Invalid(_l("No link was made yet: something needs a correction."), problems)


def _new(session: Session, wish: NewDevice) -> DeviceLink:
    link = DeviceLink(
        uid=crypto.new_uid(), purpose=wish.purpose, region_id=wish.region_id, stop_id=wish.stop_id,
        subject_id=wish.subject_id, label=wish.label, generation=1, token_hash="", made_by=current_actor().user_id,
        made_at=clock.campaign_now(), expires_at=wish.expires_at,
    )  # fmt: skip
    link.token_hash = crypto.token_hash(crypto.derived_token(f"device.{link.purpose.value}", link.uid, 1))
    session.add(link)
    session.flush()
    _note(session, "devices.given", link)
    return link


def withdraw(device_id: int) -> DeviceRow:
    """The link is dead from this moment. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        link = _mine(session, device_id)
        if link.withdrawn_at is None:
            link.withdrawn_at = clock.campaign_now()
            session.flush()
            _note(session, "devices.withdrawn", link)
        return device_row(device_id)


def withdraw_all(session: Session, purpose: DevicePurpose, subject_id: int) -> None:
    """What these links were given for is no more: all of them are dead, within the caller's unit of work and by its right.

    A phone that is sending is waited for. Two statements, and one for each link that still worked.
    """
    mine = select(DeviceLink).where(
        DeviceLink.purpose == purpose, DeviceLink.subject_id == subject_id, DeviceLink.withdrawn_at.is_(None)
    )
    with widened():
        links = session.scalars(mine.order_by(DeviceLink.id).with_for_update(), execution_options={"populate_existing": True})
        for link in links.all():
            link.withdrawn_at = clock.campaign_now()
            session.flush()
            _note(session, "devices.withdrawn", link)


def renew(device_id: int, expires_at: datetime) -> DeviceRow:
    """A new secret for the same post, good until then; the one before is dead at once. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        link = _mine(session, device_id)
        _judge(link.label, expires_at)
        link.generation, link.withdrawn_at, link.expires_at = link.generation + 1, None, expires_at
        session.flush()
        link.token_hash = crypto.token_hash(token_of(device_row(device_id)))
        session.flush()
        _note(session, "devices.renewed", link)
        return device_row(device_id)


def _mine(session: Session, device_id: int) -> DeviceLink:
    row = device_row(device_id)
    ensure_can_give_devices(current_actor(), row.region_id, row.stop_id)
    link = session.get(DeviceLink, device_id, populate_existing=True, with_for_update=True)
    if link is None:
        raise NotFound(UNKNOWN)
    return link


def _note(session: Session, act: str, link: DeviceLink) -> None:
    after = {"purpose": link.purpose.value, "subject": link.subject_id, "generation": link.generation}
    audit.note(session, act, "device_link", link.id, region_id=link.region_id, after=after)


def arrived(session: Session, purpose: DevicePurpose, token: str, items: int) -> Device:
    """Let in the phone that shows this token and says that it brings so many items. One statement.

    The row is held until the unit of work ends, so whoever withdraws the link does so before or after, never in the middle.
    Raises NotFound, Gone, TooMany.
    """
    facts: dict[str, Any] = {"hash": hash_of(token), "wanted": purpose, "came": items, "now": clock.campaign_now()}
    found = session.connection().execute(_ARRIVED, facts).one_or_none()
    if found is not None and found.sent > MOST_ITEMS:
        raise TooMany(_l("This link has sent more than one phone can. Ask the coordinator of the event for a new one."), 3600)
    return judged(None if found is None else found[:-1])
