"""The page on which a staff member gets, looks at and withdraws the secret address of their calendar."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core.actor import P
from campaign.core.i18n import _
from campaign.events.feeds import queries, services
from campaign.web.guards import needs

bp = Blueprint("feeds_staff", __name__, url_prefix="/staff")


@bp.get("/calendar-address")
@needs(P.EVENTS_READ)
def address() -> ResponseReturnValue:
    own = queries.own_calendar()
    url = address_of("feeds.own", token=own.token) if own else ""
    return render_template("events/staff/calendar_address.html", own=own, url=url)


@bp.post("/calendar-address")
@needs(P.EVENTS_READ)
def make_address() -> ResponseReturnValue:
    services.make_address()
    flash(_("The address works from now on. Whoever knows it can read your calendar: pass it on to nobody."), "good")
    return redirect(url_for(".address"), 303)


@bp.post("/calendar-address/withdraw")
@needs(P.EVENTS_READ)
def withdraw_address() -> ResponseReturnValue:
    services.withdraw_address()
    flash(_("The address is withdrawn. Calendars that used it get nothing any more."), "good")
    return redirect(url_for(".address"), 303)
