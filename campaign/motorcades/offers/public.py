"""Pages for the holder of a ticket: offering a car for the motorcade, and taking it back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.errors import Closed, Invalid, TooMany
from campaign.core.i18n import _
from campaign.motorcades.offers import queries, services
from campaign.motorcades.offers.forms import OfferForm, offer_form
from campaign.people.schemas import Ticket
from campaign.people.services.tickets import NoSuchTicket, ticket_with
from campaign.web.guards import open_to_all

bp = Blueprint("offers", __name__)


@bp.route("/ticket/<token>/car", methods=["GET", "POST"])
@open_to_all
def car(token: str) -> ResponseReturnValue:
    ticket = ticket_with(token)
    found = queries.of_ticket(ticket)
    if found is None or not found.may_offer:
        flash(_("You cannot offer a car on this ticket."), "warn")
        return redirect(url_for("people.ticket", token=token), 303)
    form = offer_form(found.own if found.own and found.own.stands else None)
    if form.is_sent_and_valid():
        try:
            services.offer(token, form.command(), form.key())
        except Invalid as error:
            form.show(error)
        except (Closed, TooMany) as why:
            flash(str(why), "warn")
            return _back(token)
        else:
            flash(_("Thank you. The organizers see your car now and decide."), "good")
            return _back(token)
    return _page(ticket, token, form), form.status()


def _page(ticket: Ticket, token: str, form: OfferForm) -> str:
    return render_template("motorcades/public/own_car.html", ticket=ticket, token=token, form=form)


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for("people.ticket", token=token) + "#own-car", 303)


@bp.post("/ticket/<token>/car/withdraw")
@open_to_all
def withdraw(token: str) -> ResponseReturnValue:
    try:
        services.withdraw(token)
    except Closed as why:
        flash(str(why), "warn")
    else:
        flash(_("Your car is taken back. You keep your own place."), "good")
    return _back(token)


@bp.errorhandler(NoSuchTicket)
def no_ticket(why: NoSuchTicket) -> ResponseReturnValue:
    """Which ways there are to a link that works."""
    return render_template("people/public/no_ticket.html", why=why.message), 404
