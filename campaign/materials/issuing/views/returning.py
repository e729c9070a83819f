"""Taking back: what is out stands there; what is lost or used up has a reason. And undoing what was just posted."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.materials.issuing import queries, services
from campaign.materials.issuing.forms import ReturnForm, kept_in_address, return_form
from campaign.materials.issuing.schemas import Recipient, Whom
from campaign.materials.issuing.views.desk import around, bp, event_to_serve, store_of
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs


@bp.route("/events/<int:event_id>/materials/return/people/<int:registration_id>", methods=["GET", "POST"])
@bp.route("/events/<int:event_id>/materials/return/teams/<int:team_id>", methods=["GET", "POST"])
@bp.route("/events/<int:event_id>/materials/return/vehicles/<int:car_id>", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def return_(event_id: int, **numbers: int) -> ResponseReturnValue:
    event, whom = event_to_serve(event_id), Whom(**numbers)
    somebody, stores = queries.recipient(event.id, whom), queries.stores_for(event)
    has = queries.things_of(somebody)
    form = return_form(has, stores, somebody.kind)
    if form.is_sent_and_valid() and (number := _taken(somebody, form)):
        return redirect(url_for(".materials", event_id=event_id, done=number, **kept_in_address(request.args)), 303)
    page = render_template(
        "materials/staff/issuing/return.html",
        somebody=somebody, stores=stores, has=has, form=form, **around(event),
    )  # fmt: skip
    return page, form.status()


def _taken(somebody: Recipient, form: ReturnForm) -> int | None:
    """The number of the document; None with everything that is wrong in the form."""
    try:
        return services.take_back(somebody.event_id, form.command(somebody), form.key())
    except Invalid as error:
        form.show(error)
    except Conflict as error:
        form.form_errors = [str(error)]
    return None


@bp.post("/events/<int:event_id>/materials/all-back")
@needs(P.MATERIALS_WRITE)
def all_back(event_id: int) -> ResponseReturnValue:
    return _of_everybody(event_id, services.all_came_back)


@bp.post("/events/<int:event_id>/materials/used-up")
@needs(P.MATERIALS_WRITE)
def used_up(event_id: int) -> ResponseReturnValue:
    return _of_everybody(event_id, services.use_up)


def _of_everybody(event_id: int, act: Callable[[int, int, str], int]) -> ResponseReturnValue:
    event = event_row(event_id)
    store = store_of(queries.stores_for(event))
    number = None
    try:
        number = act(event_id, store.id if store else 0, CampaignForm().key())
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
    return redirect(url_for(".materials", event_id=event_id, done=number), 303)


@bp.post("/events/<int:event_id>/materials/documents/<int:document_id>/undo")
@needs(P.MATERIALS_WRITE)
def undo(event_id: int, document_id: int) -> ResponseReturnValue:
    event_row(event_id)
    try:
        flash(_("Undone by document %(number)s.", number=services.undo(event_id, document_id)), "good")
    except Conflict as error:
        flash(str(error), "bad")
    page = ".desk" if request.form.get("to") == "desk" else ".materials"
    return redirect(url_for(page, event_id=event_id, **kept_in_address(request.form)), 303)
