"""`GET /healthz`: whether this process and its database answer."""

from flask import Blueprint
from sqlalchemy import text

from campaign.core.db import db
from campaign.web.guards import open_to_all

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> dict[str, str]:
    """200 and `{"status": "ok"}`; a database that is away is 503 by the error page."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}
