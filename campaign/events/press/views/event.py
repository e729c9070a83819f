"""The press of one event: who was invited, what may be quoted, what was published."""

from dataclasses import dataclass, field

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.events import queries as events
from campaign.events.press import policies, queries, services
from campaign.events.press.forms import InviteForm, PublicationForm, QuotationForm, new_publication_form
from campaign.events.press.schemas import Answer
from campaign.events.press.views.desk import WORDS, bp
from campaign.events.schemas import EventRow
from campaign.relay import queries as relay
from campaign.web.answers import done
from campaign.web.guards import needs


@dataclass
class Forms:
    """The forms of the page; the one that was sent is given, the others are fresh."""

    event: EventRow
    invite: InviteForm = field(default_factory=lambda: InviteForm(formdata=None))
    quote: QuotationForm = field(default_factory=lambda: QuotationForm(formdata=None))
    publish: PublicationForm | None = None

    @property
    def status(self) -> int:
        forms = (self.invite, self.quote, self.publish)
        return 422 if any(form is not None and form.errors for form in forms) else 200


def _page(forms: Forms) -> ResponseReturnValue:
    row = forms.event
    invitations, outlets = queries.invitations_of(row.id), queries.outlets()
    publish = forms.publish or new_publication_form(row.time_zone, row.id)
    publish.offer(outlets, queries.events_to_link(row.stop_id))
    forms.invite.offer(outlets, (one.outlet_id for one in invitations))
    page = render_template(
        "events/staff/press.html", event=row, stop=relay.stop_row(row.stop_id), invitations=invitations,
        quotations=queries.quotations_of(row.id), publications=queries.publications_of(row.id), invite=forms.invite,
        quote=forms.quote, publish=publish, **WORDS,
        may_write=policies.can_write_press(current_actor(), row.region_id, row.stop_id),
    )  # fmt: skip
    return page, forms.status


def _here(event_id: int) -> str:
    return url_for(".press", event_id=event_id)


@bp.get("/events/<int:event_id>/press")
@needs(P.EVENTS_READ)
def press(event_id: int) -> ResponseReturnValue:
    return _page(Forms(events.event_row(event_id)))


@bp.post("/events/<int:event_id>/press/invitations")
@needs(P.EVENTS_WRITE)
def invite(event_id: int) -> ResponseReturnValue:
    forms = Forms(events.event_row(event_id), invite=InviteForm())
    if forms.invite.is_sent_and_valid():
        try:
            count = services.invite(event_id, forms.invite.outlets.data or ())
            return done(_here(event_id), _n("%(num)d outlet is invited.", "%(num)d outlets are invited.", count))
        except Conflict as error:
            return done(_here(event_id), error.message, "bad")
        except Invalid as error:
            forms.invite.show(error)
    return _page(forms)


@bp.post("/invitations/<int:invitation_id>")
@needs(P.EVENTS_WRITE)
def answer(invitation_id: int) -> ResponseReturnValue:
    event_id, said = queries.event_of_invitation(invitation_id), request.form.get("state", "")
    if said == "remove":
        services.uninvite(invitation_id)
        return done(_here(event_id), _("The invitation was taken out."))
    if said not in set(Answer):
        return done(_here(event_id), _("There is no such step."), "bad")
    services.answer(invitation_id, Answer(said))
    return done(_here(event_id), _("Noted."))


@bp.post("/events/<int:event_id>/press/quotations")
@needs(P.EVENTS_WRITE)
def add_quotation(event_id: int) -> ResponseReturnValue:
    forms = Forms(events.event_row(event_id), quote=QuotationForm())
    if forms.quote.is_sent_and_valid():
        try:
            services.add_quotation(event_id, forms.quote.command(), forms.quote.key())
            return done(_here(event_id), _("The quotation is kept. It may be given out once it is approved."))
        except Invalid as error:
            forms.quote.show(error)
    return _page(forms)


@bp.post("/events/<int:event_id>/press/publications")
@needs(P.EVENTS_WRITE)
def add_publication(event_id: int) -> ResponseReturnValue:
    row = events.event_row(event_id)
    form = PublicationForm()
    if form.is_sent_and_valid():
        try:
            kept = services.add_publication(row.stop_id, form.command(), form.key())
            if kept.was_known:
                said = _("This address stands in the list already. It was not added again; this event is linked to it.")
                return done(_here(event_id), said, "warn")
            return done(_here(event_id), _("The publication is in the list."))
        except Invalid as error:
            form.show(error)
    return _page(Forms(row, publish=form))
