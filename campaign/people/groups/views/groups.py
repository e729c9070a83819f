"""The groups of an event, and one group."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.events.queries import event_row, is_open_to_all
from campaign.people.groups import forms
from campaign.people.groups.leading import words_for_leader, words_to_confirm
from campaign.people.groups.queries import group_card, groups_of_event
from campaign.people.groups.services import changing, making
from campaign.people.judged import event_to_write
from campaign.people.policies import can_write_people
from campaign.web.guards import needs
from campaign.web.qr import square

bp = Blueprint("people_groups", __name__, url_prefix="/staff")


@bp.get("/events/<int:event_id>/groups")
@needs(P.PEOPLE_READ)
def groups(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    may_write = can_write_people(current_actor(), event.region_id, event.stop_id)
    rows = groups_of_event(event_id)
    return render_template(
        "people/staff/groups/groups.html", event=event, rows=rows, may_write=may_write, is_open=is_open_to_all(event)
    )


@bp.route("/events/<int:event_id>/groups/new", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def new(event_id: int) -> ResponseReturnValue:
    event = event_to_write(event_id)
    form = forms.MakeForm.about(event)
    if form.is_sent_and_valid():
        try:
            made = making.make(event_id, form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            flash(_("The group is entered. Give its leader the link."), "good")
            return redirect(url_for(".group", group_id=made.group_id), 303)
    return render_template("people/staff/groups/new.html", event=event, form=form), form.status()


def _page(group_id: int, number: forms.NumberForm | None = None) -> ResponseReturnValue:
    card = group_card(group_id)
    event, may_write = event_row(card.event_id), can_write_people(current_actor(), card.region_id, card.stop_id)
    token = changing.link_token(group_id) if may_write else ""
    address = address_of("groups.leader", token=token) if token else ""
    form = number or forms.NumberForm.about(card)
    form.renew(card)
    page = render_template(
        "people/staff/groups/group.html", card=card, event=event, may_write=may_write, address=address, number=form,
        words=words_for_leader(card, event, address), confirm_words=words_to_confirm(card, event, address),
    )  # fmt: skip
    return page, form.status()


@bp.get("/groups/<int:group_id>")
@needs(P.PEOPLE_READ)
def group(group_id: int) -> ResponseReturnValue:
    return _page(group_id)


@bp.post("/groups/<int:group_id>/number")
@needs(P.PEOPLE_WRITE)
def number(group_id: int) -> ResponseReturnValue:
    group_card(group_id)
    form = forms.NumberForm()
    if form.is_sent_and_valid():
        try:
            changing.resize(group_id, form.planned.data or 0, form.seen())
        except (Invalid, Conflict) as why:
            form.show_why(why)
        else:
            return _done(group_id, _("Saved."))
    return _page(group_id, form)


@bp.route("/groups/<int:group_id>/edit", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def edit(group_id: int) -> ResponseReturnValue:
    card = group_card(group_id)
    event = event_to_write(card.event_id)
    form = forms.CorrectForm.filled(card)
    if form.is_sent_and_valid():
        try:
            changing.correct(group_id, form.name.data or "", form.command(), form.seen())
        except (Invalid, Conflict) as why:
            form.show_why(why)
            form.renew(card)
        else:
            return _done(group_id, _("Saved."))
    page = render_template("people/staff/groups/edit.html", card=card, event=event, form=form)
    return page, form.status()


def _done(group_id: int, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for(".group", group_id=group_id), 303)


@bp.post("/groups/<int:group_id>/link")
@needs(P.PEOPLE_WRITE)
def renew_link(group_id: int) -> ResponseReturnValue:
    changing.renew_link(group_id)
    return _done(group_id, _("There is a new link; the old one does not work any more."))


@bp.post("/groups/<int:group_id>/link/withdraw")
@needs(P.PEOPLE_WRITE)
def withdraw_link(group_id: int) -> ResponseReturnValue:
    changing.withdraw_link(group_id)
    return _done(group_id, _("The link is withdrawn. Nobody opens the group's page until there is a new one."))


@bp.post("/groups/<int:group_id>/split")
@needs(P.PEOPLE_WRITE)
def split(group_id: int) -> ResponseReturnValue:
    reason = clean_line(request.form.get("reason", ""))
    changing.let_split(group_id, request.form.get("may_split") == "1", reason)
    return _done(group_id, _("Saved."))


@bp.post("/groups/<int:group_id>/confirm")
@needs(P.PEOPLE_WRITE)
def confirm(group_id: int) -> ResponseReturnValue:
    changing.confirm(group_id)
    return _done(group_id, _("It is noted that the group comes."))


@bp.post("/groups/<int:group_id>/cancel")
@needs(P.PEOPLE_WRITE)
def cancel(group_id: int) -> ResponseReturnValue:
    card = group_card(group_id)
    changing.cancel(group_id)
    flash(_("The group has cancelled; its places are free."), "good")
    return redirect(url_for(".groups", event_id=card.event_id), 303)


@bp.get("/groups/<int:group_id>/sheet")
@needs(P.PEOPLE_WRITE)
def sheet(group_id: int) -> ResponseReturnValue:
    """A page to print for the leader: the link as a code, and what to do with it."""
    card = group_card(group_id)
    event, token = event_row(card.event_id), changing.link_token(group_id)
    address = address_of("groups.leader", token=token) if token else ""
    code = square(address) if address else None
    return render_template("people/staff/groups/sheet.html", card=card, event=event, address=address, code=code)
