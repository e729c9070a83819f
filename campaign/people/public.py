"""Pages for everyone: registering, the answer, and the ticket."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.errors import Closed, Invalid
from campaign.core.i18n import _, language
from campaign.events.queries import open_event, public_event
from campaign.events.schemas import EventRow, EventState
from campaign.people import forms, services
from campaign.people.qr import square
from campaign.people.queries import consent_words, place_line
from campaign.people.schemas import RegistrationState, Ticket
from campaign.web.guards import open_to_all

bp = Blueprint("people", __name__)


def _place(event: EventRow) -> str:
    return place_line(event, language())


def _closed(event_id: int, why: Closed) -> ResponseReturnValue:
    event = public_event(event_id)
    return render_template("people/public/closed.html", event=event, place=_place(event), why=why.message), 409


@bp.route("/events/<int:event_id>/register", methods=["GET", "POST"])
@open_to_all
def register(event_id: int) -> ResponseReturnValue:
    try:
        return _register(event_id)
    except Closed as why:
        return _closed(event_id, why)


def _register(event_id: int) -> ResponseReturnValue:
    event, consent = open_event(event_id), consent_words(language())
    form = forms.RegistrationForm.about(event, consent)
    if form.is_sent_and_valid():
        try:
            receipt = services.register(event.id, form.command(), form.key())
        except Invalid as error:
            form.show(error)
            event = open_event(event_id)
        else:
            if receipt.is_repeat:
                return redirect(url_for(".registered_before", event_id=event.id), 303)
            return redirect(url_for(".registered", token=receipt.ticket), 303)
    form.ask_again(consent)
    page = render_template("people/public/register.html", form=form, consent=consent, **_offers(event))
    return page, form.status()


def _offers(event: EventRow) -> dict[str, object]:
    return {
        "event": event,
        "place": _place(event),
        "notes": forms.role_notes(event),
        "full_roles": forms.full_roles(event),
        "waiting_only": forms.is_waiting_only(event),
    }


@bp.get("/events/<int:event_id>/registered")
@open_to_all
def registered_before(event_id: int) -> ResponseReturnValue:
    """The neutral answer to a phone and a name that are on the list already: the same whoever asks, and for any event."""
    return render_template("people/public/registered_before.html", event=public_event(event_id))


@bp.get("/registered/<token>")
@open_to_all
def registered(token: str) -> ResponseReturnValue:
    ticket = services.ticket_with(token)
    return render_template("people/public/registered.html", ticket=ticket, token=token, place=_place(ticket.event))


@bp.route("/ticket/<token>", methods=["GET", "POST"])
@open_to_all
def ticket(token: str) -> ResponseReturnValue:
    shown = services.ticket_with(token)
    form = forms.ContactForm.about(shown.language)
    if form.is_sent_and_valid():
        services.keep_contact(token, form.command())
        flash(_("Saved. Messages about this event will reach you."), "good")
        return redirect(url_for(".ticket", token=token), 303)
    page = render_template("people/public/ticket.html", token=token, form=form, **_of_ticket(shown))
    return page, 422 if form.errors else 200


def _of_ticket(ticket: Ticket) -> dict[str, object]:
    return {
        "ticket": ticket,
        "place": _place(ticket.event),
        "code": square(ticket.code),
        "comes": ticket.state is not RegistrationState.CANCELLED and ticket.event.state is not EventState.CANCELLED,
        "is_over": ticket.event.ends_at <= clock.campaign_now(),
    }


@bp.post("/ticket/<token>/cancel")
@open_to_all
def cancel_ticket(token: str) -> ResponseReturnValue:
    services.cancel_ticket(token)
    flash(_("Thank you for telling us. Your place is free for somebody else now."), "good")
    return redirect(url_for(".ticket", token=token), 303)
