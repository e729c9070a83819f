"""The application as a naive program would be: it looks how many tries there were, compares, and counts afterwards."""

import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.models import Attempt
from campaign.accounts.services import limits
from campaign.factory import create_app

_really = limits.claim


def look_then_count(session: Session, limit: limits.Limit, subject: str) -> bool:
    """What was seen decides; the row is written some time later."""
    seen = session.scalar(select(Attempt.count).where(Attempt.key_hash == limits._key(limit, subject))) or 0
    time.sleep(0.2)
    _really(session, limit, subject)
    return seen < limit.most


def uncounted() -> Any:
    """The mutant, for gunicorn."""
    limits.claim = look_then_count
    return create_app()
