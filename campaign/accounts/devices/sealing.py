"""Lists for phones: sealed with a key made of the link's token, which the server does not keep, and dead after a day.

A copy of what a phone keeps opens with the link and not without. The twin on phones is `static/field/seal.js`.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from campaign.core import clock
from campaign.core.i18n import Translated

LIST_LIFE: Final = timedelta(hours=24)
NONCE: Final = 12


@dataclass(frozen=True)
class ListHead:
    """What the list is about, open to read. `id` binds the list: of an event, or of a part of one."""

    id: int
    title: Translated
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str


@dataclass(frozen=True)
class SealedList:
    """The list for a phone without a network: what is open, and what only its link opens. `label`: which phone it is."""

    version: str
    head: ListHead
    label: str
    made_at: datetime
    sealed: str

    @property
    def dies_at(self) -> datetime:
        return self.made_at + LIST_LIFE

    def as_json(self) -> dict[str, Any]:
        """As `static/field/list.js` takes it."""
        head = self.head
        return {
            "version": self.version, "device": self.label,
            "event": {
                "id": head.id, "title": head.title.as_dict(), "starts_at": head.starts_at.isoformat(),
                "ends_at": head.ends_at.isoformat(), "time_zone": head.time_zone, "place": head.place,
            },
            "made_at": self.made_at.isoformat(), "dies_at": self.dies_at.isoformat(),
            "server_time": clock.now().isoformat(), "sealed": self.sealed,
        }  # fmt: skip


def seal_list(token: str, salt: str, label: str, head: ListHead, rows: Sequence[Any]) -> SealedList:
    """The rows for whoever holds this token. `salt` is the purpose's own, the same as in its script."""
    plain = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(list_key(token, salt)).encrypt(nonce, plain, str(head.id).encode())
    return SealedList(
        hashlib.sha256(plain).hexdigest()[:16], head, label, clock.now(), base64.b64encode(sealed).decode()
    )  # fmt: skip


def list_key(token: str, salt: str) -> bytes:
    """What opens a list that was sealed for the holder of this token."""
    return hashlib.sha256(f"adalzhol {salt} list:{token}".encode()).digest()
