"""Giving to one: what they should get stands there; one tap gives it and leads to the next ticket."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.events.schemas import EventRow
from campaign.materials.issuing import queries, services
from campaign.materials.issuing.forms import IssueForm, gift_of, issue_form, kept_in_address
from campaign.materials.issuing.schemas import Offer, Recipient, Whom
from campaign.materials.issuing.views.desk import around, bp, event_to_serve, store_of
from campaign.materials.schemas import PlaceRow
from campaign.web.guards import needs


@dataclass(frozen=True)
class Counter:
    """Who stands at the counter, and what there is for them."""

    event: EventRow
    somebody: Recipient
    stores: tuple[PlaceRow, ...]
    store: PlaceRow | None
    offer: Offer


def _counter(event_id: int, whom: Whom) -> Counter:
    event = event_to_serve(event_id)
    somebody, stores = queries.recipient(event.id, whom), queries.stores_for(event)
    store = store_of(stores)
    offer = queries.offer_for(event, somebody, gift_of(request.args.get("what")), store.id if store else 0)
    return Counter(event, somebody, stores, store, offer)


@bp.route("/events/<int:event_id>/materials/issue/people/<int:registration_id>", methods=["GET", "POST"])
@bp.route("/events/<int:event_id>/materials/issue/teams/<int:team_id>", methods=["GET", "POST"])
@bp.route("/events/<int:event_id>/materials/issue/vehicles/<int:car_id>", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def issue(event_id: int, **numbers: int) -> ResponseReturnValue:
    here = _counter(event_id, Whom(**numbers))
    form = issue_form(here.offer, here.somebody.seen)
    if here.store and form.is_sent_and_valid() and (number := _given(here, here.store.id, form)):
        return redirect(url_for(".desk", event_id=event_id, done=number, **kept_in_address(request.args)), 303)
    page = render_template(
        "materials/staff/issuing/issue.html",
        somebody=here.somebody, stores=here.stores, store=here.store, offer=here.offer, form=form,
        has=queries.things_of(here.somebody), why_not=services.why_not(here.somebody), **around(here.event),
    )  # fmt: skip
    return page, form.status()


def _given(here: Counter, store_id: int, form: IssueForm) -> int | None:
    """The number of the document; None with everything that is wrong in the form."""
    try:
        return services.issue(here.event.id, form.command(here.somebody, here.offer, store_id), form.key())
    except Invalid as error:
        form.show(error)
    except Stale as error:
        form.form_errors = [str(error)]
        form.seen.data = str(here.somebody.seen)  # told once: giving again gives it
    except Conflict as error:
        form.form_errors = [str(error)]
    return None
