"""One's own data: what is known of the holder of a ticket, as a file, and the wish to be erased."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.i18n import _
from campaign.people import services as people
from campaign.people.privacy import services
from campaign.people.privacy.documents import NAME, data_file
from campaign.people.privacy.queries import own_answer, own_request
from campaign.people.privacy.wishes import ANSWERS
from campaign.people.public import no_ticket
from campaign.people.services.tickets import NoSuchTicket
from campaign.web.guards import open_to_all
from campaign.web.tasks import attachment

bp = Blueprint("own_data", __name__)
bp.register_error_handler(NoSuchTicket, no_ticket)


@bp.get("/ticket/<token>/data")
@open_to_all
def own(token: str) -> str:
    ticket = people.ticket_with(token)
    return render_template(
        "people/public/own_data.html", ticket=ticket, token=token, due_on=own_request(ticket.registration_id),
        answer=own_answer(ticket.registration_id), answers=ANSWERS,
    )  # fmt: skip


@bp.post("/ticket/<token>/data")
@open_to_all
def take_out(token: str) -> ResponseReturnValue:
    return attachment(data_file(services.tell_holder(token)), NAME, "application/zip")


@bp.post("/ticket/<token>/data/erase")
@open_to_all
def ask(token: str) -> ResponseReturnValue:
    services.ask(token)
    flash(_("Your wish is with the organizer."), "good")
    return redirect(url_for(".own", token=token), 303)


@bp.post("/ticket/<token>/data/keep")
@open_to_all
def take_back(token: str) -> ResponseReturnValue:
    services.take_back(token)
    flash(_("Nothing will be erased."), "good")
    return redirect(url_for(".own", token=token), 303)
