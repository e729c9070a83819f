"""Work pages of personal data: what erasing somebody will do, and the button that does it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.people.privacy import keeping, queries, services, tasks
from campaign.people.privacy.documents import NAME, data_file
from campaign.people.privacy.forms import CloseForm, filter_of
from campaign.people.privacy.register import counts, register
from campaign.people.queries import person_card
from campaign.web.guards import fresh, needs
from campaign.web.numbers import day_or_none
from campaign.web.tasks import attachment

bp = Blueprint("people_privacy", __name__, url_prefix="/staff")
pages = Blueprint("personal_staff", __name__, url_prefix="/staff/personal-data")


@bp.get("/registrations/<int:registration_id>/erase")
@needs(P.PEOPLE_ERASE)
def preview(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    found = services.preview(card.person_id)
    return render_template("people/staff/privacy/erase.html", card=card, event=event_row(card.event_id), found=found)


@bp.post("/registrations/<int:registration_id>/erase")
@needs(P.PEOPLE_ERASE)
@fresh
def erase(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    services.erase(card.person_id)
    flash(_("The person was erased. The figures are as they were."), "good")
    return redirect(url_for("people_staff.event_people", event_id=card.event_id), 303)


@bp.post("/registrations/<int:registration_id>/data")
@needs(P.PEOPLE_ERASE)
@fresh
def take_out(registration_id: int) -> ResponseReturnValue:
    known = services.tell(person_card(registration_id).person_id)
    return attachment(data_file(known), NAME, "application/zip")


@pages.get("/requests")
@needs(P.PEOPLE_ERASE)
def requests() -> str:
    page = "people/staff/privacy/requests.html"
    return render_template(
        page, rows=queries.waiting_requests(), done=queries.how_many_done(), closed=queries.how_many_closed()
    )


@pages.route("/requests/<int:request_id>/close", methods=["GET", "POST"])
@needs(P.PEOPLE_ERASE)
def close_request(request_id: int) -> ResponseReturnValue:
    """Why nothing is erased; sent, the person is told where an address is known."""
    row, form = queries.waiting_request(request_id), CloseForm()
    if form.is_sent_and_valid():
        try:
            told = services.close(request_id, form.command())
        except Invalid as error:
            form.show(error)
        else:
            flash(_("The wish is closed, and a letter goes to the person.") if told else _("The wish is closed."), "good")
            return redirect(url_for(".requests"), 303)
    return render_template("people/staff/privacy/close.html", row=row, form=form), form.status()


@pages.get("/consents")
@needs(P.PEOPLE_ERASE)
def consents() -> str:
    wish, found = filter_of(request.args), counts()
    return render_template(
        "people/staff/privacy/consents.html", page=register(wish, request.args.get("page")), wish=wish, counts=found,
        text_choices=[(count.version, _("version %(version)s", version=count.version)) for count in found],
    )  # fmt: skip


@pages.get("/retention")
@needs(P.RETENTION_RUN)
def retention() -> str:
    today = clock.campaign_today()
    as_of = day_or_none(request.args.get("day")) or today
    return render_template(
        "people/staff/privacy/retention.html", rules=keeping.rules(), as_of=as_of, is_today=as_of == today,
        due=keeping.due_by_region(as_of), runs=keeping.runs(),
    )  # fmt: skip


@pages.post("/retention")
@needs(P.RETENTION_RUN)
@fresh
def run_retention() -> ResponseReturnValue:
    return redirect(url_for("tasks.task", uid=tasks.ask_now()), 303)
