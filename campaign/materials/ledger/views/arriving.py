"""Work page: what came of a transfer that was under way."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.materials.ledger import forms, queries, services
from campaign.materials.ledger.schemas import Whole
from campaign.materials.ledger.views.desk import bp
from campaign.materials.policies import ensure_can_move_stock
from campaign.web.answers import AGAIN
from campaign.web.guards import needs


@bp.route("/stock/documents/<int:document_id>/arrival", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def arrival(document_id: int) -> ResponseReturnValue:
    found = queries.whole(document_id)
    road = found.awaited_at
    if road is None:
        flash(_("Nothing of this transfer is under way any more."), "info")
        return redirect(url_for(".document", document_id=document_id), 303)
    ensure_can_move_stock(current_actor(), road.region_id, road.stop_id)
    form = forms.ArrivalForm(dated_on=clock.campaign_today())
    sent = {f"q-{variant_id}": str(quantity) for variant_id, quantity in found.outstanding.items()}
    form.take([found.variants[variant] for variant in found.outstanding], request.form if request.method == "POST" else sent)
    if form.is_sent_and_valid():
        try:
            return _received(document_id, form)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors = [str(error)]
            return _page(queries.whole(document_id), form), AGAIN
    return _page(found, form), form.status()


def _received(document_id: int, form: forms.ArrivalForm) -> ResponseReturnValue:
    posted = services.arrive(document_id, form.arrival(), form.key())
    left = queries.whole(document_id).outstanding
    words = [_("Received as %(number)s.", number=posted.shown_number)]
    if left:
        words.append(_("The rest is still on the road."))
    flash(" ".join(words), "good")
    return redirect(url_for(".document", document_id=posted.document_id), 303)


def _page(found: Whole, form: forms.ArrivalForm) -> str:
    sent = {line.variant_id: line.quantity for line in found.lines}
    return render_template("materials/staff/ledger/arrival.html", document=found, row=found.row, form=form, sent=sent)
