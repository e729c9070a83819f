"""The table of device links. Of the secret only the hash is kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.accounts.devices.schemas import MOST_LABEL, DevicePurpose
from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenByStaffAtStop


class DeviceLink(Base, SeenByStaffAtStop):
    """One phone may do one piece of work until `expires_at` (by the campaign's calendar, as the work itself is dated).

    The token follows from `uid`, `generation` and the key of the house, so it can be shown again; a new generation ends the
    one before. `subject_id` is what the purpose speaks of: an event. `sent` counts the items that came, repeated or not.
    The label names a post and a phone; nothing else here says who holds it.
    """

    __tablename__ = "device_links"
    __table_args__ = (
        CheckConstraint("sent >= 0", name="sent_never_negative"),
        CheckConstraint("label <> ''", name="label_not_empty"),
        Index("ix_device_links_purpose_subject_id", "purpose", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    purpose: Mapped[DevicePurpose] = mapped_column(word_type(DevicePurpose))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(MOST_LABEL))
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    sent: Mapped[int] = mapped_column(default=0)
