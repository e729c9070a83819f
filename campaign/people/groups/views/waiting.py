"""The waiting list of an event: who waits, who has not confirmed, who is put first and why."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.people import services
from campaign.people.groups import forms
from campaign.people.groups.line_queries import steps_of, term_of, unconfirmed, waiting_page
from campaign.people.groups.queries import group_card
from campaign.people.groups.services import line
from campaign.people.judged import event_to_write
from campaign.people.policies import can_write_people
from campaign.people.queries import person_card
from campaign.web.guards import needs

bp = Blueprint("people_waiting", __name__, url_prefix="/staff")


def _behind() -> int | None:
    """Behind which number of the line the page begins; those put first have numbers below 1."""
    words = request.args.get("after", "")
    sign, digits = (-1, words[1:]) if words.startswith("-") else (1, words)
    return sign * int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _page(event_id: int, term: forms.TermForm | None = None) -> ResponseReturnValue:
    event, hours = event_row(event_id), term_of(event_id)
    form = term or forms.TermForm(hours=hours)
    page = render_template(
        "people/staff/groups/waiting.html", event=event, page=waiting_page(event_id, _behind()), term=form, hours=hours,
        unconfirmed=unconfirmed(event_id), may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.get("/events/<int:event_id>/waiting")
@needs(P.PEOPLE_READ)
def waiting(event_id: int) -> ResponseReturnValue:
    return _page(event_id)


@bp.post("/events/<int:event_id>/waiting/term")
@needs(P.PEOPLE_WRITE)
def term(event_id: int) -> ResponseReturnValue:
    form = forms.TermForm()
    if form.is_sent_and_valid():
        try:
            line.set_term(event_id, form.hours.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Saved. It counts for whoever moves up from now on."), "good")
            return redirect(url_for(".waiting", event_id=event_id), 303)
    return _page(event_id, form)


@bp.post("/events/<int:event_id>/waiting/give")
@needs(P.PEOPLE_WRITE)
def give(event_id: int) -> ResponseReturnValue:
    count = services.give_free_places(event_id)
    words = _n("%(num)d place went to those who wait.", "%(num)d places went to those who wait.", count)
    flash(words if count else _("Nobody who waits fits into what is free."), "good" if count else "info")
    return redirect(url_for(".waiting", event_id=event_id), 303)


@bp.get("/events/<int:event_id>/waiting/history")
@needs(P.EVENTS_READ)
def history(event_id: int) -> ResponseReturnValue:
    return render_template("people/staff/groups/history.html", event=event_row(event_id), steps=steps_of(event_id))


@bp.route("/registrations/<int:registration_id>/first", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def first(registration_id: int) -> ResponseReturnValue:
    card, form = person_card(registration_id), forms.ReasonForm()
    event = event_to_write(card.event_id)
    if form.is_sent_and_valid():
        try:
            has_place = line.put_first(registration_id, form.reason.data or "")
        except (Invalid, Conflict) as why:
            form.show_why(why)
        else:
            flash(_put_first(card.full_name, has_place), "good")
            return redirect(url_for(".waiting", event_id=card.event_id), 303)
    page = render_template(
        "people/staff/groups/first.html", event=event, name=card.full_name, group=None, form=form,
        url=url_for(".first", registration_id=registration_id),
    )  # fmt: skip
    return page, form.status()


def _put_first(name: str, has_place: bool) -> str:
    if has_place:
        return _("%(name)s: there was a place, and it is theirs now.", name=name)
    return _("%(name)s: first on the waiting list now.", name=name)


@bp.route("/groups/<int:group_id>/first", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def group_first(group_id: int) -> ResponseReturnValue:
    card, form = group_card(group_id), forms.ReasonForm()
    event = event_to_write(card.event_id)
    if form.is_sent_and_valid():
        try:
            has_place = line.put_group_first(group_id, form.reason.data or "")
        except (Invalid, Conflict) as why:
            form.show_why(why)
        else:
            flash(_put_first(card.row.name, has_place), "good")
            return redirect(url_for(".waiting", event_id=card.event_id), 303)
    page = render_template(
        "people/staff/groups/first.html", event=event, name=card.row.name, group=card.row, form=form,
        url=url_for(".group_first", group_id=group_id),
    )  # fmt: skip
    return page, form.status()


@bp.route("/groups/<int:group_id>/passing", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def passing(group_id: int) -> ResponseReturnValue:
    card, form = group_card(group_id), forms.ReasonForm()
    event = event_to_write(card.event_id)
    if form.is_sent_and_valid():
        try:
            line.let_nobody_pass(group_id, request.form.get("on") == "1", form.reason.data or "")
        except (Invalid, Conflict) as why:
            form.show_why(why)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".waiting", event_id=card.event_id), 303)
    page = render_template("people/staff/groups/passing.html", event=event, card=card, form=form)
    return page, form.status()


@bp.post("/registrations/<int:registration_id>/confirm")
@needs(P.PEOPLE_WRITE)
def confirm(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    line.confirm_for(registration_id)
    flash(_("%(name)s: it is noted that they come.", name=card.full_name), "good")
    return redirect(url_for(".waiting", event_id=card.event_id), 303)
