"""Work pages: the people of an event, one person, search across events, organisations."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core import phones
from campaign.core.actor import P, current_actor
from campaign.core.errors import Full, Invalid
from campaign.core.i18n import _, _n, language
from campaign.core.text import clean_line
from campaign.events.queries import event_row, is_open_to_all
from campaign.events.schemas import EventRow, EventState, RoleRow
from campaign.papers.tables import list_file
from campaign.people import forms, policies, queries, services
from campaign.people.badges.showing import badge_panel
from campaign.people.checkin import queries as door
from campaign.people.duplicates.queries import others_with_phone
from campaign.people.hours.queries import hours_of_person
from campaign.people.judged import event_to_write
from campaign.people.lists.sheets import organisations_table
from campaign.people.minors.views.desk import panel_of
from campaign.people.outbox import queries as outbox
from campaign.people.outbox.forms import outbox_words
from campaign.people.privacy.policies import can_erase
from campaign.people.schemas import LONGEST_SEARCH, PersonCard, RegistrationState
from campaign.sheets.outgoing import MOST_ROWS
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none
from campaign.web.qr import square

bp = Blueprint("people_staff", __name__, url_prefix="/staff")
NEW_LINK = "new_link_of"


def _kept(**more: Any) -> dict[str, Any]:
    """What of the address a link to another page of the same list keeps."""
    kept = {name: request.args[name] for name in ("q", "role", "state", "organisation", "reach") if request.args.get(name)}
    return {**kept, **{name: value for name, value in more.items() if value is not None}}


def _options(roles: Iterable[RoleRow]) -> list[tuple[int, str]]:
    return [(role.id, role.name.text()) for role in roles]


def _undo() -> Any:
    """Whom the list offers to bring back: the one cancelled a moment ago, if it still is."""
    cancelled = whole_or_none(request.args.get("cancelled"))
    if cancelled is None:
        return None
    card = queries.person_card(cancelled)
    return card if card.state is RegistrationState.CANCELLED else None


@bp.get("/events/<int:event_id>/people")
@needs(P.PEOPLE_READ)
def event_people(event_id: int) -> ResponseReturnValue:
    event, wish = event_row(event_id), forms.filter_of(request.args)
    page = queries.people_of_event(event_id, wish, request.args.get("page"))
    return render_template(
        "people/staff/event_people.html",
        event=event, wish=wish, page=page, kept=_kept, figures=queries.figures(event), undo=_undo(),
        organisations=queries.organisations_of_event(event), options=_options,
        came=door.came([line.registration_id for line in page.rows]),
        may_write=policies.can_write_people(current_actor(), event.region_id, event.stop_id),
        unreached=queries.unreached(event_id) if event.state is EventState.CANCELLED else 0, is_open=is_open_to_all(event),
    )  # fmt: skip


@bp.route("/events/<int:event_id>/people/add", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def add(event_id: int) -> ResponseReturnValue:
    event, form = event_to_write(event_id), forms.AddPersonForm()
    form.offer(event)
    if form.is_sent_and_valid():
        try:
            number = services.add_person(event_id, form.command(queries.consent_words(language())), form.key())
        except Invalid as error:
            form.show(error)
        else:
            flash(_added(queries.person_card(number)), "good")
            return redirect(url_for(".add" if "another" in request.form else ".event_people", event_id=event_id), 303)
    return render_template("people/staff/add.html", event=event, form=form), form.status()


def _added(card: PersonCard) -> str:
    if card.state is RegistrationState.PENDING:
        return _("%(name)s is on the list and waits for a parent's consent.", name=card.full_name)
    if card.waiting_place:
        return _("%(name)s is number %(place)s on the waiting list.", name=card.full_name, place=card.waiting_place)
    return _("%(name)s is on the list.", name=card.full_name)


@bp.post("/events/<int:event_id>/people/promote")
@needs(P.PEOPLE_WRITE)
def promote(event_id: int) -> ResponseReturnValue:
    count = services.give_free_places(event_id)
    words = _n(
        "%(num)d person from the waiting list has a place now.", "%(num)d people from the waiting list have a place now.", count
    )
    flash(words, "good" if count else "info")
    return redirect(url_for(".event_people", event_id=event_id), 303)


@bp.route("/registrations/<int:registration_id>", methods=["GET", "POST"])
@needs(P.PEOPLE_READ)
def person(registration_id: int) -> ResponseReturnValue:
    card = queries.person_card(registration_id)
    event, form = event_row(card.event_id), forms.EditPersonForm.about(card, phones.shown(card.phone))
    form.offer(event)
    if form.is_sent_and_valid():
        try:
            services.edit_person(registration_id, form.command())
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".person", registration_id=registration_id), 303)
    return render_template("people/staff/person.html", form=form, **_around(card, event)), form.status()


def _around(card: PersonCard, event: EventRow, link_form: forms.NewLinkForm | None = None) -> dict[str, Any]:
    """What the page of a person shows beside the form; a new link once, right after it was made."""
    shown = session.pop(NEW_LINK, None) == card.registration_id
    return {
        "card": card,
        "event": event,
        "may_write": policies.can_write_people(current_actor(), card.region_id, card.stop_id),
        "may_erase": can_erase(current_actor(), card.region_id),
        "comes": card.state is not RegistrationState.CANCELLED,
        "link_form": link_form or forms.NewLinkForm(formdata=None),
        "letters": outbox.letters_of(card.registration_id),
        "words": outbox_words(),
        "came": door.came([card.registration_id]).get(card.registration_id),
        "worked": hours_of_person(card.person_id),
        "minor": panel_of(card, event),
        "family": others_with_phone(card.registration_id),
        **badge_panel(card, event),
        **(_new_link(card, event) if shown else {}),
    }


def _new_link(card: PersonCard, event: EventRow) -> dict[str, Any]:
    token = services.link_token(card.registration_id)
    link = address_of("people.ticket", token=token)
    return {"link": link, "link_code": square(link), "news": outbox.link_news(card, token, event)}


@bp.post("/registrations/<int:registration_id>/link")
@needs(P.PEOPLE_WRITE)
def renew_link(registration_id: int) -> ResponseReturnValue:
    """One step for whoever lost the link or has another phone; a number that cannot be taken is said at its field."""
    card, form = queries.person_card(registration_id), forms.NewLinkForm()
    if form.is_sent_and_valid():
        try:
            services.renew_link(registration_id, form.new_phone.e164 or None)
        except Invalid as error:
            form.show(error)
        else:
            session[NEW_LINK] = registration_id
            return redirect(url_for(".person", registration_id=registration_id), 303)
    event, edit = event_row(card.event_id), forms.EditPersonForm.about(card, phones.shown(card.phone), blank=True)
    edit.offer(event)
    return render_template("people/staff/person.html", form=edit, **_around(card, event, form)), form.status()


@bp.post("/registrations/<int:registration_id>/consent")
@needs(P.PEOPLE_WRITE)
def consent_on_paper(registration_id: int) -> ResponseReturnValue:
    services.consent_on_paper(registration_id, language())
    flash(_("The consent is noted."), "good")
    return redirect(url_for(".person", registration_id=registration_id), 303)


@bp.post("/registrations/<int:registration_id>/cancel")
@needs(P.PEOPLE_WRITE)
def cancel(registration_id: int) -> ResponseReturnValue:
    card = queries.person_card(registration_id)
    services.cancel(registration_id)
    return redirect(url_for(".event_people", event_id=card.event_id, cancelled=registration_id), 303)


@bp.post("/registrations/<int:registration_id>/restore")
@needs(P.PEOPLE_WRITE)
def restore(registration_id: int) -> ResponseReturnValue:
    card = queries.person_card(registration_id)
    try:
        services.restore(registration_id)
    except Full as why:
        flash(str(why), "warn")
    else:
        flash(_("%(name)s is on the list again.", name=card.full_name), "good")
    return redirect(url_for(".event_people", event_id=card.event_id), 303)


@bp.get("/people")
@needs(P.PEOPLE_READ)
def people() -> ResponseReturnValue:
    words = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    page = queries.find_people(words, request.args.get("page"))
    return render_template("people/staff/people.html", words=words, page=page)


@bp.get("/organisations")
@needs(P.PEOPLE_READ)
def organisations() -> ResponseReturnValue:
    words = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    page = queries.find_organisations(words, request.args.get("page"))
    return render_template("people/staff/organisations.html", words=words, page=page, writable=_may_rename)


@bp.get("/organisations.<any(csv, xlsx):ending>")
@needs(P.PEOPLE_READ)
def organisations_file(ending: str) -> ResponseReturnValue:
    """The list as it is searched."""
    words = clean_line(request.args.get("q", ""))
    found = queries.find_organisations(words, size=MOST_ROWS)
    return list_file(found, organisations_table, ending, url_for(".organisations", q=words or None))


def _may_rename(region_id: int) -> bool:
    return policies.can_write_organisations(current_actor(), region_id)


@bp.route("/organisations/<int:organisation_id>", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def organisation(organisation_id: int) -> ResponseReturnValue:
    row = queries.organisation_row(organisation_id)
    policies.ensure_can_write_organisations(current_actor(), row.region_id)
    form = forms.OrganisationForm(name=row.name)
    if form.is_sent_and_valid():
        try:
            services.rename_organisation(organisation_id, form.name.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".organisations"), 303)
    return render_template("people/staff/organisation.html", row=row, form=form), 422 if form.errors else 200
