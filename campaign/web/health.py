"""`GET /healthz`: whether this process and its database answer. `GET /readyz`: whether it should be given requests."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.core.operation import state
from campaign.web.errors import RETRY_SECONDS
from campaign.web.guards import open_to_all

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> dict[str, str]:
    """200 and `{"status": "ok"}`; a database that is away is 503 by the error page."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}


@bp.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """503 while the database is of another version or the disk is full; a silent worker is said and closes nothing."""
    with acting_as(SYSTEM):
        parts = {"database": "ok", "migrations": state.migrations()[1], "worker": state.worker()[1], "disk": state.disk()[1]}
    ready = {parts[name] for name in ("migrations", "disk")} == {state.Part.OK}
    answer = {"status": "ok" if ready else "not ready", **parts}
    return (answer, 200) if ready else (answer, 503, {"Retry-After": str(RETRY_SECONDS)})
