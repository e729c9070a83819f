"""What is sent, and the signature by which the other machine knows it as ours (standardwebhooks.com, version 1).

Signed is `id.timestamp.body` with HMAC-SHA256. The id stays the same at every attempt: whoever has
seen it drops the repetition.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Final

from campaign.core import crypto
from campaign.exchange.webhooks.schemas import DeliveryRow, HookRow

AGENT: Final = "Adal-Zhol-Webhooks/1"
_PURPOSE: Final = "webhook"


def secret_of(uid: str, generation: int) -> str:
    """The secret of a webhook, as its page shows it once. It follows from our key and is stored nowhere."""
    raw = base64.urlsafe_b64decode(crypto.derived_token(_PURPOSE, uid, generation))
    return "whsec_" + base64.b64encode(raw).decode()


def body_of(row: DeliveryRow) -> bytes:
    """What happened, as JSON: numbers, states and days; times with their offset."""
    told = {
        "id": row.uid,
        "type": row.act,
        "timestamp": row.at.isoformat(),
        "campaign_time": row.campaign_at.isoformat(),
        "data": {"region": row.region_id, "stop": row.stop_id, **row.facts},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, uid: str, stamp: int, body: bytes) -> str:
    """One signature, with its version before it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.digest(key, f"{uid}.{stamp}.".encode() + body, hashlib.sha256)).decode()


def headers_of(hook: HookRow, row: DeliveryRow, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of a call at this moment; after a change of the secret both sign for a day."""
    stamp = int(now.timestamp())
    generations = [hook.generation]
    if hook.old_until is not None and now < hook.old_until:
        generations.append(hook.generation - 1)
    signed = [signature(secret_of(hook.uid, generation), row.uid, stamp, body) for generation in generations]
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "webhook-id": row.uid,
        "webhook-timestamp": str(stamp),
        "webhook-signature": " ".join(signed),
    }
