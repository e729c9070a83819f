"""Pages for organisations and the leaders of their groups: no account, no script needed; the link is the key."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core.errors import Closed, Conflict, Invalid
from campaign.core.i18n import _, _n, language
from campaign.events.queries import open_event, public_event
from campaign.people.groups import forms
from campaign.people.groups.leading import LeaderPage, leader_page, slips, words_for_leader
from campaign.people.groups.services import changing, making, naming, tickets
from campaign.people.groups.tables import lines_of
from campaign.people.queries import consent_words, place_line
from campaign.web.guards import open_to_all
from campaign.web.language import is_switching
from campaign.web.qr import square
from campaign.web.uploads import say_most

bp = Blueprint("groups", __name__)
say_most(bp, "people", forms.MOST_BYTES)


@bp.route("/events/<int:event_id>/group", methods=["GET", "POST"])
@open_to_all
def ask(event_id: int) -> ResponseReturnValue:
    try:
        return _ask(event_id)
    except Closed as why:
        event = public_event(event_id)
        page = render_template("people/public/closed.html", event=event, place=place_line(event, language()), why=why.message)
        return page, 409


def _ask(event_id: int) -> ResponseReturnValue:
    event, consent = open_event(event_id), consent_words(language())
    form = forms.AskForm.about(consent)
    if form.is_sent_and_valid():
        try:
            asked = making.ask(event_id, form.command(), form.key(), request.remote_addr or "")
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Your group is entered. Keep the address of this page: it is the key to your group."), "good")
            return redirect(url_for(".leader", token=asked.token), 303)
    form.ask_again(consent)
    place = place_line(event, language())
    return render_template("people/public/groups/ask.html", event=event, place=place, form=form, consent=consent), form.status()


def _page(page: LeaderPage, token: str, number: forms.NumberForm | None = None) -> ResponseReturnValue:
    form = number or forms.NumberForm.about(page.card)
    form.renew(page.card)
    address = address_of("groups.leader", token=token)
    shown = render_template("people/public/groups/leader.html", page=page, token=token, number=form, address=address)
    return shown, form.status()


@bp.get("/group/<token>")
@open_to_all
def leader(token: str) -> ResponseReturnValue:
    return _page(leader_page(token, language()), token)


@bp.post("/group/<token>/number")
@open_to_all
def number(token: str) -> ResponseReturnValue:
    form = forms.NumberForm()
    if form.is_sent_and_valid():
        try:
            changing.resize(token, form.planned.data or 0, form.seen())
        except (Invalid, Conflict) as why:
            form.show_why(why)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".leader", token=token), 303)
    return _page(leader_page(token, language()), token, form)


@bp.route("/group/<token>/people", methods=["GET", "POST"])
@open_to_all
def people(token: str) -> ResponseReturnValue:
    form, look = forms.NamesForm(), naming.Look()
    leader_page(token, language())
    if request.method == "POST" and form.validate():
        try:
            look = _look(token, form)
            if form.act != "look" and not form.has_file and not is_switching():
                entered = naming.enter_names(token, form.people.data or "", form.key(), grow=form.act == "grow")
                flash(_entered(entered), "good")
                return redirect(url_for(".leader", token=token), 303)
        except Invalid as error:
            form.show_people(error)
    page = render_template(
        "people/public/groups/people.html", page=leader_page(token, language()), token=token, form=form, look=look
    )
    return page, form.status()


def _look(token: str, form: forms.NamesForm) -> naming.Look:
    """The lines as they stand in the form, with those of the table added."""
    if form.has_file:
        form.people.data = "\n".join(filter(None, (form.people.data, lines_of(form.upload()))))
    return naming.look_at(token, form.people.data or "")


def _entered(entered: naming.Entered) -> str:
    count = entered.confirmed + entered.waiting + entered.pending
    words = _n("%(num)d person is on your list.", "%(num)d people are on your list.", count)
    if entered.pending:
        more = _n(
            "%(num)d of them waits for a parent's consent.", "%(num)d of them wait for a parent's consent.", entered.pending
        )
        return f"{words} {more}"
    return words


@bp.route("/group/<token>/people/<member>", methods=["GET", "POST"])
@open_to_all
def member(token: str, member: str) -> ResponseReturnValue:
    page = leader_page(token, language())
    somebody = naming.one_of(page.card, member)
    form = forms.NameForm(full_name=somebody.full_name, seen=somebody.full_name)
    if form.is_sent_and_valid():
        try:
            naming.correct_name(token, member, form.full_name.data or "", form.seen.data or "")
        except (Invalid, Conflict) as why:
            form.show_why(why)
            form.seen.data = somebody.full_name
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".leader", token=token), 303)
    return render_template(
        "people/public/groups/member.html", page=page, token=token, form=form, member=somebody
    ), form.status()


@bp.post("/group/<token>/people/<member>/remove")
@open_to_all
def remove(token: str, member: str) -> ResponseReturnValue:
    name = naming.remove(token, member)
    flash(_("%(name)s is off your list. The place stays with your group.", name=name), "good")
    return redirect(url_for(".leader", token=token), 303)


@bp.post("/group/<token>/split")
@open_to_all
def split(token: str) -> ResponseReturnValue:
    changing.let_split(token, request.form.get("may_split") == "1")
    flash(_("Saved."), "good")
    return redirect(url_for(".leader", token=token), 303)


@bp.post("/group/<token>/confirm")
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    changing.confirm(token)
    flash(_("Thank you. The places of your group are certain."), "good")
    return redirect(url_for(".leader", token=token), 303)


@bp.route("/group/<token>/leader", methods=["GET", "POST"])
@open_to_all
def hand_over(token: str) -> ResponseReturnValue:
    page = leader_page(token, language())
    form = forms.LeaderForm.about(page.card)
    if form.is_sent_and_valid():
        try:
            fresh = changing.hand_over(token, form.command(), form.seen())
        except (Invalid, Conflict) as why:
            form.show_why(why)
            form.renew(page.card)
        else:
            return redirect(url_for(".handed_over", token=fresh), 303)
    return render_template("people/public/groups/hand_over.html", page=page, token=token, form=form), form.status()


@bp.get("/group/<token>/new")
@open_to_all
def handed_over(token: str) -> ResponseReturnValue:
    page = leader_page(token, language())
    address = address_of("groups.leader", token=token)
    words = words_for_leader(page.card, page.event, address)
    return render_template("people/public/groups/handed_over.html", page=page, token=token, address=address, words=words)


@bp.post("/group/<token>/cancel")
@open_to_all
def cancel(token: str) -> ResponseReturnValue:
    changing.cancel(token)
    flash(_("Thank you for telling us. The places of your group are free for others now."), "good")
    return redirect(url_for(".leader", token=token), 303)


@bp.post("/ticket/<token>/confirm")
@open_to_all
def confirm_ticket(token: str) -> ResponseReturnValue:
    tickets.confirm_ticket(token)
    flash(_("Thank you. Your place is certain."), "good")
    return redirect(url_for("people.ticket", token=token), 303)


@bp.post("/ticket/<token>/agree")
@open_to_all
def agree(token: str) -> ResponseReturnValue:
    version, code = request.form.get("version", ""), request.form.get("language", "")
    if tickets.agree(token, code, version):
        flash(_("Thank you. Your consent is noted."), "good")
    else:
        flash(_("The words of the consent have changed. Please read them again."), "warn")
    return redirect(url_for("people.ticket", token=token), 303)


@bp.get("/group/<token>/slips")
@open_to_all
def printed_slips(token: str) -> ResponseReturnValue:
    page = leader_page(token, language())
    return render_template(
        "people/public/groups/slips.html", page=page, token=token, slips=slips(page.card), square=square, address=address_of
    )
