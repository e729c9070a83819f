"""Work pages: which badges are due, printing them, the sets that were printed, which roles lead."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import LANGUAGES, _, language
from campaign.events.queries import event_row
from campaign.papers.printed.pages import sheet_file
from campaign.papers.schemas import Printed
from campaign.pdf.badges.schemas import Layout
from campaign.people.badges import documents, forms, queries, services
from campaign.people.badges.schemas import BadgeWish, Which
from campaign.people.badges.words import NAMES, WHOSE, size_line
from campaign.people.judged import event_to_print
from campaign.people.policies import can_write_people
from campaign.people.queries import person_card
from campaign.web.guards import needs

bp = Blueprint("people_badges", __name__, url_prefix="/staff")
NUMBER = "<int(max=999999999):badge_sheet>"
SHOWN = 30  # names on the page of a sheet


def _page(event_id: int, form: forms.BadgesForm) -> ResponseReturnValue:
    event = event_to_print(event_id)
    code = form.language.data if form.language.data in LANGUAGES else language()
    form.language.data = code
    offers = queries.offers_for(event)
    if not form.errors:
        form.layout.data = queries.last_layout(offers).value
    page = render_template(
        "people/staff/badges/badges.html", event=event, form=form, code=code, offers=offers, names=NAMES, size_line=size_line,
        roles=queries.role_marks(event), printed=queries.sheets_of_event(event_id),
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.get("/events/<int:event_id>/badges")
@needs(P.SHEETS_PRINT)
def badges(event_id: int) -> ResponseReturnValue:
    return _page(event_id, forms.BadgesForm(language=request.args.get("in")))


@bp.post("/events/<int:event_id>/badges")
@needs(P.SHEETS_PRINT)
def print_badges(event_id: int) -> ResponseReturnValue:
    form = forms.BadgesForm()
    if form.is_sent_and_valid():
        try:
            return redirect(_address_of(services.ask_for_badges(event_id, form.command(), form.key())), 303)
        except Invalid as error:
            form.show(error)
    return _page(event_id, form)


def _address_of(printed: Printed) -> str:
    if printed.task_uid is not None:
        return url_for("tasks.task", uid=printed.task_uid)
    return url_for(".sheet", badge_sheet=printed.number)


@bp.post("/registrations/<int:registration_id>/badge")
@needs(P.SHEETS_PRINT)
def print_one(registration_id: int) -> ResponseReturnValue:
    card, form = person_card(registration_id), forms.OneBadgeForm()
    if not form.is_sent_and_valid():
        flash(_("The badges were not printed."), "bad")
        return redirect(url_for("people_staff.person", registration_id=registration_id), 303)
    wish = BadgeWish(form.language.data or language(), Layout(form.layout.data), Which.ONE, registration_id)
    return redirect(_address_of(services.ask_for_badges(card.event_id, wish, form.key())), 303)


@bp.post("/events/<int:event_id>/badges/roles")
@needs(P.PEOPLE_WRITE)
def roles(event_id: int) -> ResponseReturnValue:
    wished = set(request.form.getlist("leads"))
    services.say_who_leads(event_id, [role.id for role in event_row(event_id).roles if str(role.id) in wished])
    flash(_("Saved. Badges of these roles that were printed already are offered anew."), "good")
    return redirect(url_for(".badges", event_id=event_id), 303)


@bp.get(f"/badges/{NUMBER}")
@needs(P.SHEETS_PRINT)
def sheet(badge_sheet: int) -> ResponseReturnValue:
    found = queries.badge_sheet(badge_sheet)
    return render_template(
        "people/staff/badges/sheet.html", sheet=found, printed=queries.sheets_of_event(found.event_id), names=NAMES,
        whose=WHOSE, size_line=size_line, most=SHOWN,
    )  # fmt: skip


@bp.get(f"/badges/{NUMBER}.pdf")
@needs(P.SHEETS_PRINT)
def sheet_pdf(badge_sheet: int) -> ResponseReturnValue:
    found = queries.badge_sheet(badge_sheet)
    name = f"badges-{found.line.shown_number}-{found.line.language}"
    return sheet_file(documents.badges_pdf(found), name, url_for(".sheet", badge_sheet=badge_sheet))
