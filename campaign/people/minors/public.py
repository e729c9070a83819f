"""Pages for parents, by their own link, and what the holder of a ticket says for themselves."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core.errors import Closed, Invalid
from campaign.core.i18n import _, language
from campaign.people.minors import forms, services
from campaign.people.minors.schemas import GuardianPage, MinorFacts
from campaign.people.minors.words import RELATIONS
from campaign.people.queries import place_line
from campaign.people.schemas import RegistrationState, Ticket
from campaign.web.guards import open_to_all
from campaign.web.qr import Square, square

bp = Blueprint("minors", __name__)


@bp.route("/consent/<token>", methods=["GET", "POST"])
@open_to_all
def guardian(token: str) -> ResponseReturnValue:
    page = services.guardian_page(token)
    form = forms.GuardianForm.about(page)
    if page.said is None and form.is_sent_and_valid():
        try:
            services.agree(token, form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Thank you. Your consent is recorded."), "good")
            return redirect(url_for(".guardian", token=token), 303)
    return _shown(page, form, token), form.status()


def _shown(page: GuardianPage, form: forms.GuardianForm, token: str) -> str:
    if form.version.data != str(page.words.version):
        form.version.data, form.agree.data = str(page.words.version), False
    return render_template(
        "people/public/minors/guardian.html", page=page, form=form, token=token, relations=RELATIONS,
        place=place_line(page.event, language()), comes=page.state is not RegistrationState.CANCELLED,
    )  # fmt: skip


@bp.post("/consent/<token>/withdraw")
@open_to_all
def withdraw(token: str) -> ResponseReturnValue:
    services.withdraw(token)
    done = _("Your consent is withdrawn.")
    needed = services.guardian_page(token).must_agree
    after = _("The child is off the list.") if needed else _("No photographs of the child may be used any more.")
    flash(f"{done} {after}", "good")
    return redirect(url_for(".guardian", token=token), 303)


@bp.post("/consent/<token>/photographs")
@open_to_all
def photographs(token: str) -> ResponseReturnValue:
    services.say_photo_as_guardian(token, request.form.get("photo") == forms.YES)
    flash(_("Saved."), "good")
    return redirect(url_for(".guardian", token=token), 303)


@bp.post("/ticket/<token>/parent")
@open_to_all
def ask_parent(token: str) -> ResponseReturnValue:
    form = forms.ParentAddressForm()
    if form.is_sent_and_valid():
        services.send_to_parent(token, form.parent_email.data)
        flash(_("The letter to your parent is on its way."), "good")
    else:
        flash(" ".join(str(words) for words in form.parent_email.errors), "bad")
    return _back(token)


@bp.post("/ticket/<token>/photographs")
@open_to_all
def own_photographs(token: str) -> ResponseReturnValue:
    services.say_photo(token, request.form.get("photo") == forms.YES)
    flash(_("Saved."), "good")
    return _back(token)


@bp.post("/ticket/<token>/birth-date")
@open_to_all
def birth_date(token: str) -> ResponseReturnValue:
    form = forms.BirthDateForm()
    if not form.is_sent_and_valid():
        flash(" ".join(str(words) for words in form.birth_date.errors), "bad")
        return _back(token)
    typed: dict[str, Any] = form.data
    try:
        state = services.say_birth_date(token, typed["birth_date"])
    except (Invalid, Closed) as why:
        flash(str(why), "bad")
    else:
        pends = state is RegistrationState.PENDING
        flash(_("Saved. A parent has to agree.") if pends else _("Saved. No parent has to agree."), "warn" if pends else "good")
    return _back(token)


def _back(token: str) -> ResponseReturnValue:
    return redirect(url_for("people.ticket", token=token) + "#minor", 303)


@dataclass(frozen=True)
class TicketMinor:
    """What a ticket shows about the age of its holder: the parent's link to copy, to send, to show, and two small forms."""

    facts: MinorFacts
    address: str
    message: str
    square: Square | None
    mail_form: forms.ParentAddressForm
    date_form: forms.BirthDateForm


def for_ticket(ticket: Ticket) -> TicketMinor:
    """For the ticket's page. Two statements."""
    facts = services.age_facts(ticket.registration_id)
    address = address_of("minors.guardian", token=facts.link) if facts.link else ""
    words = _("Please agree that I take part in “%(event)s”: %(address)s", event=ticket.event.title.text(), address=address)
    return TicketMinor(
        facts, address, quote(words, safe=""), square(address) if address else None,
        forms.ParentAddressForm(formdata=None), forms.BirthDateForm(formdata=None),
    )  # fmt: skip
