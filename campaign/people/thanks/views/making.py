"""Acts on certificates and letters: making them for all, for one person, for an organisation; releasing them."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.people.hours.queries import hours_of_event
from campaign.people.judged import event_to_print
from campaign.people.thanks import queries, services
from campaign.people.thanks.forms import LetterForm
from campaign.people.thanks.schemas import AT_ONCE, ThanksKind
from campaign.people.thanks.views.desk import bp
from campaign.people.thanks.views.pages import page_of
from campaign.web.guards import needs


@bp.post("/events/<int:event_id>/thanks")
@needs(P.SHEETS_PRINT)
def make_all(event_id: int) -> ResponseReturnValue:
    event_to_print(event_id)
    if sum(bool(line.minutes) for line in hours_of_event(event_id)) > AT_ONCE:
        return redirect(url_for("tasks.task", uid=services.make_for_all_later(event_id)), 303)
    made = services.make_for_all(event_id)
    new = _n("%(num)d new certificate", "%(num)d new certificates", made.new)
    flash(_("%(new)s; %(kept)s stand as they were.", new=new, kept=made.kept), "good")
    return redirect(url_for(".thanks", event_id=event_id), 303)


@bp.post("/registrations/<int:registration_id>/thanks")
@needs(P.SHEETS_PRINT)
def make_one(registration_id: int) -> ResponseReturnValue:
    kind = ThanksKind.LETTER if request.form.get("kind") == ThanksKind.LETTER else ThanksKind.CERTIFICATE
    number = services.make_for_one(registration_id, kind)
    return redirect(url_for(".one_pdf", certificate_id=number), 303)


@bp.post("/events/<int:event_id>/thanks/letter")
@needs(P.SHEETS_PRINT)
def make_letter(event_id: int) -> ResponseReturnValue:
    form = LetterForm()
    if form.is_sent_and_valid():
        try:
            number = services.make_letter(event_id, form.organisation.data, form.name.data or "")
        except Invalid as error:
            form.show(error)
        else:
            row = queries.certificate_row(number)
            flash(_("The letter %(number)s for %(name)s is made.", number=row.number, name=row.name), "good")
            return redirect(url_for(".thanks", event_id=event_id), 303)
    return page_of(event_id, form)


@bp.post("/events/<int:event_id>/thanks/release")
@needs(P.PEOPLE_WRITE)
def release(event_id: int) -> ResponseReturnValue:
    out = request.form.get("out") == "1"
    count = services.release(event_id, out=out)
    if out:
        words = _n("%(num)d sheet can be taken from the ticket now.", "%(num)d sheets can be taken from the ticket now.", count)
    else:
        words = _n("%(num)d sheet is on no ticket any more.", "%(num)d sheets are on no ticket any more.", count)
    flash(words, "good" if count else "info")
    return redirect(url_for(".thanks", event_id=event_id), 303)
