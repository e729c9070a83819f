"""`/staff/operation`: how the installation is, for those who answer for the whole of it."""

import importlib.metadata

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.i18n import _
from campaign.core.operation import nightly, state
from campaign.web.guards import needs

bp = Blueprint("operation", __name__, url_prefix="/staff/operation")
OLD_BACKUP = 36  # hours after which a daily backup is missing


@bp.get("")
@needs(P.OPERATION_READ)
def operation() -> ResponseReturnValue:
    return render_template(
        "operation/operation.html",
        now=state.now(),
        at=clock.now(),
        night=nightly.last(),
        version=importlib.metadata.version("adalzhol"),
        old_backup=OLD_BACKUP,
        demo=current_app.config["DEMO"],
    )


@bp.post("/check")
@needs(P.OPERATION_READ)
def check() -> ResponseReturnValue:
    """Queue the check of the night at once; it is harmless to ask twice."""
    uid = nightly.ask_now()
    flash(_("All records are being checked; the result comes to this page."))
    return redirect(url_for("tasks.task", uid=uid))
