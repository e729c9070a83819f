"""The application as a hasty program would be: each process remembers for a while whom it has let in."""

import time
from typing import Any

from flask import g, request

from campaign import registry
from campaign.accounts.schemas import COOKIE
from campaign.factory import create_app

KEPT = 3.0
_known: dict[str, tuple[float, Any, Any]] = {}
_really = registry.actor_of_request


def remembered() -> Any:
    """Who asks, as this process found out not long ago."""
    cookie = request.cookies.get(COOKIE, "")
    at, actor, session = _known.get(cookie, (0.0, None, None))
    if not cookie or time.monotonic() - at > KEPT:
        actor = _really()
        session = g.request_session
        _known[cookie] = time.monotonic(), actor, session
    g.request_session = session
    return actor


def forgetful() -> Any:
    """The mutant, for gunicorn."""
    registry.actor_of_request = remembered
    return create_app()
