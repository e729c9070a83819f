"""The minors of an event, and what a coordinator writes down about one of them."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.judged import event_to_write
from campaign.people.minors import forms, services
from campaign.people.minors.listing import minor_facts, minor_figures, minors_of_event
from campaign.people.minors.queries import ages_on
from campaign.people.minors.schemas import MinorFacts
from campaign.people.minors.words import RELATIONS, WAYS
from campaign.people.policies import can_write_people
from campaign.people.queries import person_card
from campaign.people.schemas import PersonCard, RegistrationState
from campaign.web.guards import needs
from campaign.web.reasons import About, ensure_reason

bp = Blueprint("people_minors", __name__, url_prefix="/staff")
NEW_LINK = "new_guardian_link_of"
OUTCOMES = {
    RegistrationState.CONFIRMED: ("good", _l("Saved. The child has a place.")),
    RegistrationState.WAITING: ("info", _l("Saved. All places are taken: the child is on the waiting list.")),
    RegistrationState.PENDING: ("warn", _l("Saved. The child waits for a parent's consent.")),
    RegistrationState.CANCELLED: ("good", _l("Saved.")),
}


@bp.get("/events/<int:event_id>/people/minors")
@needs(P.PEOPLE_READ)
def minors(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    ensure_reason(About.MINORS, "event", event_id)
    only_pending = request.args.get("state") == RegistrationState.PENDING.value
    return render_template(
        "people/staff/minors/minors.html",
        event=event, page=minors_of_event(event, request.args.get("page"), only_pending), figures=minor_figures(event),
        ages=ages_on(event.day), only_pending=only_pending, relations=RELATIONS, ways=WAYS,
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


@dataclass(frozen=True)
class MinorPanel:
    """What the page of a person shows about their age: facts, forms, and a new link once, right after it was made."""

    facts: MinorFacts
    paper_form: forms.PaperForm
    date_form: forms.KnownDateForm
    link: str
    relations: object
    ways: object


def panel_of(card: PersonCard, event: EventRow) -> MinorPanel:
    """For the page of a person. Two statements."""
    facts = minor_facts(card.registration_id)
    shown = session.pop(NEW_LINK, None) == card.registration_id and facts.link
    today = clock.campaign_today(event.time_zone)
    return MinorPanel(
        facts, forms.PaperForm.about(today, formdata=None), forms.KnownDateForm(formdata=None, birth_date=facts.born.day),
        address_of("minors.guardian", token=facts.link) if shown else "", RELATIONS, WAYS,
    )  # fmt: skip


@bp.route("/registrations/<int:registration_id>/guardian", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def paper(registration_id: int) -> ResponseReturnValue:
    card = person_card(registration_id)
    event = event_to_write(card.event_id)
    form = forms.PaperForm.about(clock.campaign_today(event.time_zone))
    if form.is_sent_and_valid():
        try:
            state = services.record_paper(registration_id, *form.command())
        except Invalid as error:
            form.show(error)
        else:
            return _back(registration_id, state)
    page = render_template("people/staff/minors/paper.html", card=card, event=event, form=form)
    return page, form.status()


@bp.post("/registrations/<int:registration_id>/guardian/withdraw")
@needs(P.PEOPLE_WRITE)
def withdraw(registration_id: int) -> ResponseReturnValue:
    person_card(registration_id)  # 404 for whoever may not see it
    form = forms.WithdrawalForm()
    if form.is_sent_and_valid():
        services.withdraw_for(registration_id, form.reason.data)
        flash(_("The consent is withdrawn."), "good")
    else:
        flash(" ".join(str(words) for words in form.reason.errors), "bad")
    return _to_person(registration_id)


@bp.post("/registrations/<int:registration_id>/guardian/link")
@needs(P.PEOPLE_WRITE)
def renew_link(registration_id: int) -> ResponseReturnValue:
    services.renew_guardian_link(registration_id)
    session[NEW_LINK] = registration_id
    return _to_person(registration_id)


@bp.post("/registrations/<int:registration_id>/birth-date")
@needs(P.PEOPLE_WRITE)
def birth_date(registration_id: int) -> ResponseReturnValue:
    person_card(registration_id)
    form = forms.KnownDateForm()
    if not form.is_sent_and_valid():
        flash(" ".join(str(words) for words in form.birth_date.errors), "bad")
        return _to_person(registration_id)
    try:
        state = services.correct_birth_date(registration_id, form.birth_date.data)
    except Invalid as why:
        flash(str(why), "bad")
        return _to_person(registration_id)
    return _back(registration_id, state)


def _back(registration_id: int, state: RegistrationState) -> ResponseReturnValue:
    kind, words = OUTCOMES[state]
    flash(str(words), kind)
    return _to_person(registration_id)


def _to_person(registration_id: int) -> ResponseReturnValue:
    return redirect(url_for("people_staff.person", registration_id=registration_id) + "#minor", 303)
