"""Reading device links: those one looks after, and the one that a token names."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.schemas import DELIVERY, LONGEST_TOKEN, Device, DevicePurpose, DeviceRow
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.core.errors import Gone, NotFound
from campaign.core.i18n import _l

UNKNOWN = _l("This link does not work. Ask the coordinator of the event for a new one.")
WITHDRAWN = _l("This link was withdrawn. Ask the coordinator of the event for a new one.")
OVER = _l("The time of this link is over. Ask the coordinator of the event for a new one.")
SEEN = ("id", "label", "subject_id", "region_id", "stop_id", "made_at", "expires_at", "withdrawn_at")
TABLE: Any = DeviceLink.__table__
_WITH_TOKEN = select(*(TABLE.c[name] for name in SEEN)).where(
    TABLE.c.token_hash == bindparam("hash"), TABLE.c.purpose == bindparam("wanted")
)


def token_of(row: DeviceRow) -> str:
    """The secret of the link, of its present generation."""
    return crypto.derived_token(f"device.{row.purpose.value}", row.uid, row.generation)


def hash_of(token: str) -> str:
    """By which a token is found. Raises NotFound for what is too long to be one."""
    if len(token) > LONGEST_TOKEN:
        raise NotFound(UNKNOWN)
    return crypto.token_hash(token)


def device_with(purpose: DevicePurpose, token: str) -> Device:
    """The phone that shows this token. Raises NotFound for one that never was, Gone for one withdrawn or over. One statement.

    It asks below the scope: the token is the right itself, and whoever holds it is nobody to the rest of the house.
    """
    found = db.session.connection().execute(_WITH_TOKEN, {"hash": hash_of(token), "wanted": purpose}).one_or_none()
    device = judged(found)
    if device.is_over:
        raise Gone(OVER)
    return device


def judged(found: Any) -> Device:
    """The row of a token as a phone. Raises NotFound, Gone when it was withdrawn or is over so long that nothing is taken."""
    if found is None:
        raise NotFound(UNKNOWN)
    device_id, label, subject_id, region_id, stop_id, made_at, expires_at, withdrawn_at = found
    now = clock.campaign_now()
    if withdrawn_at is not None:
        raise Gone(WITHDRAWN)
    if now >= expires_at + DELIVERY:
        raise Gone(OVER)
    is_over = now >= expires_at
    return Device(device_id, label, subject_id, region_id, stop_id, made_at, expires_at, is_over)


def devices_of(purpose: DevicePurpose, subject_id: int) -> tuple[DeviceRow, ...]:
    """The links given out for one thing, the newest first, as far as the asker may see. One statement."""
    asked = select(DeviceLink).where(DeviceLink.purpose == purpose, DeviceLink.subject_id == subject_id)
    return tuple(_row(link) for link in db.session.scalars(asked.order_by(DeviceLink.id.desc())))


def devices_by_subject(purpose: DevicePurpose, subject_ids: Iterable[int]) -> dict[int, tuple[DeviceRow, ...]]:
    """The same for many things, by the thing; nothing for one without links. One statement."""
    asked = select(DeviceLink).where(DeviceLink.purpose == purpose, DeviceLink.subject_id.in_(list(subject_ids)))
    found: dict[int, tuple[DeviceRow, ...]] = {}
    for link in db.session.scalars(asked.order_by(DeviceLink.id.desc())):
        found[link.subject_id] = (*found.get(link.subject_id, ()), _row(link))
    return found


def device_row(device_id: int) -> DeviceRow:
    """Raises NotFound outside the asker's scope. One statement."""
    asked = select(DeviceLink).where(DeviceLink.id == device_id).execution_options(populate_existing=True)
    link = db.session.scalars(asked).one_or_none()
    if link is None:
        raise NotFound(_l("There is no such link."))
    return _row(link)


def _row(link: DeviceLink) -> DeviceRow:
    return DeviceRow(
        link.id, link.uid, link.purpose, link.region_id, link.stop_id, link.subject_id, link.label, link.generation,
        link.made_at, link.expires_at, link.withdrawn_at, link.last_seen_at, link.sent,
    )  # fmt: skip
