"""The shifts of a ticket: what its holder sees of them, choosing one and leaving it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.errors import Closed, Full, Invalid
from campaign.core.i18n import _
from campaign.people import services as people
from campaign.people.shifts import services
from campaign.web.guards import open_to_all

bp = Blueprint("ticket_shifts", __name__)


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for("people.ticket", token=token) + "#shifts", 303)


@bp.post("/ticket/<token>/shifts/<int:shift_id>")
@open_to_all
def take(token: str, shift_id: int) -> ResponseReturnValue:
    return _taken(token, shift_id, accept=False)


@bp.post("/ticket/<token>/shifts/<int:shift_id>/all-the-same")
@open_to_all
def take_all_the_same(token: str, shift_id: int) -> ResponseReturnValue:
    return _taken(token, shift_id, accept=True)


def _taken(token: str, shift_id: int, *, accept: bool) -> ResponseReturnValue:
    try:
        against = services.sign_up(token, shift_id, accept=accept)
    except (Invalid, Full, Closed) as why:
        flash(str(why), "warn")
        return _back(token)
    if against:
        ticket = people.ticket_with(token)
        page = "people/public/shift_ask.html"
        return render_template(page, ticket=ticket, token=token, shift_id=shift_id, against=against)
    flash(_("You are in the shift. Thank you!"), "good")
    return _back(token)


@bp.post("/ticket/<token>/shifts/<int:shift_id>/leave")
@open_to_all
def leave(token: str, shift_id: int) -> ResponseReturnValue:
    try:
        services.step_back(token, shift_id)
        flash(_("You have left the shift. Somebody else can take it now."), "good")
    except Closed as why:
        flash(str(why), "warn")
    return _back(token)
