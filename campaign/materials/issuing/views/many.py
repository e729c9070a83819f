"""Giving to many at once: everybody confirmed, in one role or in all, who has none yet; first shown, then posted."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.events.schemas import EventRow
from campaign.materials.issuing import queries, services
from campaign.materials.issuing.forms import ManyForm, gift_of
from campaign.materials.issuing.queries.offers import rules_for
from campaign.materials.issuing.schemas import ToMany
from campaign.materials.issuing.views.desk import around, bp, event_to_serve, store_of
from campaign.materials.issuing.words import gifts
from campaign.materials.queries import variants
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


@bp.route("/events/<int:event_id>/materials/many", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def many(event_id: int) -> ResponseReturnValue:
    event, form = event_to_serve(event_id), ManyForm()
    stores = queries.stores_for(event)
    store = store_of(stores)
    wish = _wish(event, store.id if store else 0)
    if store and form.is_sent_and_valid() and (number := _given(wish, form)):
        return redirect(url_for(".materials", event_id=event_id, done=number), 303)
    page = render_template(
        "materials/staff/issuing/many.html",
        form=form, stores=stores, store=store, wish=wish, gifts=gifts(rules_for(event), event),
        roles=[(row.id, row.name.text()) for row in event.roles],
        round=queries.round_of(event, wish) if request.args.get("what") else None, catalogue=variants(), **around(event),
    )  # fmt: skip
    return page, form.status()


def _wish(event: EventRow, store_id: int) -> ToMany:
    """As the address says it."""
    role = whole_or_nought(request.args.get("role"))
    known = {row.id for row in event.roles}
    return ToMany(event.id, store_id, gift_of(request.args.get("what")), role if role in known else None)


def _given(wish: ToMany, form: ManyForm) -> int | None:
    try:
        return services.issue_to_many(replace(wish, dated_on=form.dated_on.data), form.key())[0]
    except Invalid as error:
        form.show(error)
    except Conflict as error:
        form.form_errors = [str(error)]
    return None
