"""Work pages of personal data: what erasing somebody will do, and the button that does it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.people.privacy import services
from campaign.people.queries import person_card
from campaign.web.guards import needs

bp = Blueprint("people_privacy", __name__, url_prefix="/staff")


@bp.get("/registrations/<int:registration_id>/erase")
@needs(P.PEOPLE_ERASE)
def preview(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    found = services.preview(card.person_id)
    return render_template("people/staff/privacy/erase.html", card=card, event=event_row(card.event_id), found=found)


@bp.post("/registrations/<int:registration_id>/erase")
@needs(P.PEOPLE_ERASE)
def erase(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    services.erase(card.person_id)
    flash(_("The person was erased. The figures are as they were."), "good")
    return redirect(url_for("people_staff.event_people", event_id=card.event_id), 303)
