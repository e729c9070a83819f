"""Pages for everyone: registering, the answer, and the ticket."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from campaign.accounts.links import address_of
from campaign.core import crypto
from campaign.core.errors import CampaignError, Closed, Full, Invalid, TooMany
from campaign.core.i18n import _, language
from campaign.events.queries import open_event, open_event_lately, public_event
from campaign.events.schemas import EventRow
from campaign.people import forms, services
from campaign.people.groups.ticket import extra_of
from campaign.people.minors.public import for_ticket
from campaign.people.parties import party_of
from campaign.people.queries import consent_words, place_line
from campaign.people.rides import ride_of
from campaign.people.schemas import ConsentWords, Receipt, Ticket
from campaign.people.services.tickets import NoSuchTicket
from campaign.people.shifts.services.own import shifts_of_ticket
from campaign.people.thanks.services import own_thanks
from campaign.people.ticket.forms import ChooseRoleForm, FindTicketForm
from campaign.people.ticket.page import of_ticket
from campaign.people.ticket.panels import panels_of
from campaign.web.guards import open_to_all
from campaign.web.language import is_switching
from campaign.web.shared import is_shared, render_shared

bp = Blueprint("people", __name__)
PAGE = "people/public/register.html"


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
    form, receipt = _judged(event_id) if request.method == "POST" and not is_switching() else (None, None)
    if receipt is not None:
        if receipt.is_repeat:
            return redirect(url_for(".registered_before", event_id=event_id), 303)
        return redirect(url_for(".registered", token=receipt.ticket), 303)
    if is_shared():
        return _fresh_page(open_event_lately(event_id), consent_words(language()))
    event, consent = open_event(event_id), consent_words(language())
    form = form or forms.RegistrationForm.about(event, consent)
    form.ask_again(consent)
    page = render_template(PAGE, form=form, consent=consent, **_offers(event))
    return page, form.status()


def _fresh_page(event: EventRow, consent: ConsentWords) -> str:
    """The form as everybody gets it, but for the two words that are each reader's own."""
    token, key = generate_csrf(), crypto.new_uid()

    def rest() -> dict[str, object]:
        return {"form": forms.RegistrationForm.about(event, consent, operation_key=key), **_offers(event)}

    return render_shared(PAGE, {"event": event, "consent": consent}, rest, (token, key))


def _judged(event_id: int) -> tuple[forms.RegistrationForm, Receipt | None]:
    """The form that was sent, and the receipt when nothing is wrong with it: one unit of work."""
    form: forms.RegistrationForm | None = None
    try:
        with services.open_desk(event_id) as desk:
            form = forms.RegistrationForm.about(desk.event, desk.consent)
            return form, services.register(event_id, form.command(), form.key(), desk) if form.validate() else None
    except Invalid as error:
        if form is None:
            raise
        form.show(error)
    return form, None


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


def _address_to_type() -> str:
    """Where a code opens its ticket, as one says or types it: without `https://`."""
    return address_of("people.find_ticket").partition("://")[2]


@bp.get("/registered/<token>")
@open_to_all
def registered(token: str) -> ResponseReturnValue:
    ticket = services.ticket_with(token)
    return render_template(
        "people/public/registered.html", ticket=ticket, token=token, place=_place(ticket.event),
        find_address=_address_to_type(), panels=panels_of(ticket),
    )  # fmt: skip


@bp.errorhandler(NoSuchTicket)
def no_ticket(why: NoSuchTicket) -> ResponseReturnValue:
    """Which ways there are to a link that works."""
    return render_template("people/public/no_ticket.html", why=why.message), 404


@bp.route("/ticket", methods=["GET", "POST"])
@open_to_all
def find_ticket() -> ResponseReturnValue:
    """The way to one's own page for whoever has no link at hand."""
    form = FindTicketForm()
    if not form.is_sent_and_valid():
        return _finding(form, None)
    try:
        token = services.find_ticket(form.code.code, form.digits.digits, request.remote_addr or "")
    except (Invalid, TooMany) as why:
        return _finding(form, why)
    return redirect(url_for(".ticket", token=token), 303)


def _finding(form: FindTicketForm, why: CampaignError | None) -> ResponseReturnValue:
    headers = {"Retry-After": str(why.retry_after)} if isinstance(why, TooMany) else {}
    page = render_template("people/public/find_ticket.html", form=form, why=why.message if why else "")
    return page, 429 if headers else 422 if why else form.status(), headers


@bp.route("/ticket/<token>", methods=["GET", "POST"])
@open_to_all
def ticket(token: str) -> ResponseReturnValue:
    shown = services.ticket_with(token)
    form = forms.ContactForm.about(shown.language)
    if form.is_sent_and_valid():
        services.keep_contact(token, form.command())
        flash(_("Saved. Messages about this event will reach you."), "good")
        return redirect(url_for(".ticket", token=token), 303)
    return _ticket_page(shown, token, form), 422 if form.errors else 200


def _ticket_page(shown: Ticket, token: str, form: forms.ContactForm, role_form: ChooseRoleForm | None = None) -> str:
    role_form = role_form or ChooseRoleForm.about(shown, blank=True)
    full = [role.id for role in shown.event.roles if role.left == 0 and role.id != shown.role_id]
    page = {"form": form, "role_form": role_form, "role_notes": forms.role_notes(shown.event), "full_roles": full}
    panels: dict[str, object] = {
        "of_group": extra_of(shown.registration_id),
        "shifts": shifts_of_ticket(shown),
        "thanks": own_thanks(shown),
        "ride": ride_of(shown.registration_id),
        "party": party_of(shown.registration_id),
    }
    panels |= {"minor": for_ticket(shown), "panels": panels_of(shown)}
    return render_template("people/public/ticket.html", **page, **panels, **of_ticket(shown, token))


@bp.post("/ticket/<token>/role")
@open_to_all
def choose_role(token: str) -> ResponseReturnValue:
    """The form stands on the ticket; what was wrong with it is said there."""
    shown = services.ticket_with(token)
    form = ChooseRoleForm.about(shown)
    if form.is_sent_and_valid():
        try:
            services.choose_role(token, form.role.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".ticket", token=token), 303)
    return _ticket_page(shown, token, forms.ContactForm.about(shown.language, blank=True), form), form.status()


@bp.post("/ticket/<token>/cancel")
@open_to_all
def cancel_ticket(token: str) -> ResponseReturnValue:
    services.cancel_ticket(token)
    flash(_("Thank you for telling us. Your place is free for somebody else now."), "good")
    return redirect(url_for(".ticket", token=token), 303)


@bp.post("/ticket/<token>/come")
@open_to_all
def uncancel_ticket(token: str) -> ResponseReturnValue:
    try:
        services.uncancel_ticket(token)
    except (Closed, Full) as why:
        flash(str(why.message), "warn")
    else:
        flash(_("Good that you come after all."), "good")
    return redirect(url_for(".ticket", token=token), 303)
