"""Work pages: the cars that drivers offer for a column, accepted or declined."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import crypto
from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Invalid, Stale
from campaign.core.i18n import _
from campaign.core.text import clean_text
from campaign.events.queries import event_row
from campaign.motorcades.offers import queries, services
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.words import KINDS
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import version_shown

bp = Blueprint("offers_staff", __name__, url_prefix="/staff")


@bp.get("/events/<int:event_id>/column/offers")
@needs(P.COLUMNS_WRITE)
def offers(event_id: int) -> ResponseReturnValue:
    return _page(event_id)


def _page(event_id: int, problem: str = "", about: int | None = None) -> ResponseReturnValue:
    event = event_row(event_id)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    page = render_template(
        "motorcades/staff/offers/offers.html", event=event, offers=queries.offers_of(event_id), kinds=KINDS, problem=problem,
        about=about, new_key=crypto.new_uid,
    )  # fmt: skip
    return page, 422 if problem else 200


def _back(event_id: int) -> ResponseReturnValue:
    return redirect(url_for(".offers", event_id=event_id), 303)


def _version() -> int:
    """The version of the offer that the page showed; one that cannot be when the field was tampered with."""
    return version_shown(request.form.get("version"))


@bp.post("/column/offers/<int:offer_id>/accept")
@needs(P.COLUMNS_WRITE)
def accept(offer_id: int) -> ResponseReturnValue:
    event_id, reason = queries.offer_place(offer_id), clean_text(request.form.get("clash_reason", ""))
    key = sent_key(request.form)
    try:
        number = services.accept(offer_id, _version(), reason, key)
    except Invalid as error:
        said = " ".join(str(each.message) for each in error.problems) or str(error)
        return _page(event_id, said, offer_id)
    except (Closed, Stale) as why:
        flash(str(why), "warn")
    else:
        flash(_("The car is in the column now, as number %(number)s.", number=number), "good")
    return _back(event_id)


@bp.post("/column/offers/<int:offer_id>/decline")
@needs(P.COLUMNS_WRITE)
def decline(offer_id: int) -> ResponseReturnValue:
    event_id = queries.offer_place(offer_id)
    try:
        services.decline(offer_id, _version())
    except (Closed, Stale) as why:
        flash(str(why), "warn")
    else:
        flash(_("The offer is declined. The driver sees on the ticket that the column is complete."), "good")
    return _back(event_id)


@bp.post("/events/<int:event_id>/column/offers/seen")
@needs(P.COLUMNS_WRITE)
def seen(event_id: int) -> ResponseReturnValue:
    services.look_at_withdrawn(event_id)
    return _back(event_id)
