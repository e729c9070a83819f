"""The numbers that an event is counted with: each with its source, and what a coordinator expects."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.materials.norms import queries, services
from campaign.materials.norms.forms import CountsForm, counts_form
from campaign.materials.norms.schemas import TYPED, Basis, Counts, NormRow, TypedCounts, norms_of_kind
from campaign.materials.norms.views.desk import WORDS, counts_bp
from campaign.materials.norms.words import NUMBERS
from campaign.materials.policies import can_move_stock, ensure_can_move_stock
from campaign.web.answers import answered, done
from campaign.web.guards import needs


@counts_bp.route("/events/<int:event_id>/counts", methods=["GET", "POST"])
@needs(P.MATERIALS_READ)
def counts(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    found = queries.counts_of([event_id])[event_id]
    typed = queries.typed_counts([event_id]).get(event_id, TypedCounts())
    form = counts_form(found, typed)

    def say() -> ResponseReturnValue:
        ensure_can_move_stock(current_actor(), event.region_id, event.stop_id)
        services.say_counts(event_id, form.command())
        return done(url_for(".counts", event_id=event_id), _("The numbers are saved."))

    return answered(form, say, lambda: _page(event, found, form))


def _page(event: EventRow, found: Counts, form: CountsForm) -> str:
    return render_template(
        "materials/staff/norms/counts.html",
        event=event,
        counts=found,
        form=form,
        bases=TYPED,
        numbers=NUMBERS,
        norms=_norms_for(event, found),
        may_write=can_move_stock(current_actor(), event.region_id, event.stop_id),
        **WORDS,
    )


def _norms_for(event: EventRow, found: Counts) -> list[NormRow]:
    """Those that ask for anything here: a role that the event does not have is left out."""
    norms = norms_of_kind(queries.norms_for(event.region_id), found.kind)
    return [norm for norm in norms if norm.basis is not Basis.ROLE or found.has_role(norm.role)]
