"""Work pages: the certificates and letters of an event, their PDF, and the words on them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Invalid, Stale
from campaign.core.i18n import _, _l
from campaign.people import queries as people
from campaign.people.hours.queries import hours_of_event
from campaign.people.judged import event_to_print, event_to_write
from campaign.people.policies import can_write_people, ensure_can_print
from campaign.people.thanks import queries, services
from campaign.people.thanks.forms import LetterForm, TextsForm
from campaign.people.thanks.schemas import AT_ONCE, ThanksKind
from campaign.people.thanks.views.desk import bp, pdf
from campaign.people.thanks.wording import as_example
from campaign.web.answers import told
from campaign.web.guards import needs


@bp.get("/events/<int:event_id>/thanks")
@needs(P.SHEETS_PRINT)
def thanks(event_id: int) -> ResponseReturnValue:
    return page_of(event_id, LetterForm(formdata=None))


def page_of(event_id: int, form: LetterForm) -> ResponseReturnValue:
    """The page with a form for letters, which may have come back."""
    event = event_to_print(event_id)
    form.offer(people.organisations_of_event(event))
    texts = queries.texts_of(event_id)
    page = render_template(
        "people/staff/thanks/event.html", event=event, texts=texts, example=as_example(texts, event), form=form,
        rows=queries.certificates_of(event_id), worked=sum(bool(line.minutes) for line in hours_of_event(event_id)),
        most=AT_ONCE, may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.get("/events/<int:event_id>/thanks.pdf")
@needs(P.SHEETS_PRINT)
def all_pdf(event_id: int) -> ResponseReturnValue:
    event_to_print(event_id)
    kind = ThanksKind.LETTER if request.args.get("kind") == ThanksKind.LETTER else ThanksKind.CERTIFICATE
    count = queries.how_many(event_id, kind)
    if not 0 < count <= AT_ONCE:
        raise Closed(_l("None is made yet, or they are too many to wait for. Make them on the page of the event."))
    return pdf(queries.certificates_of(event_id, kind), f"{kind.value}-{event_id}")


@bp.get("/certificates/<int:certificate_id>.pdf")
@needs(P.SHEETS_PRINT)
def one_pdf(certificate_id: int) -> ResponseReturnValue:
    row = queries.certificate_row(certificate_id)
    ensure_can_print(current_actor(), row.region_id, row.stop_id)
    return pdf([row], f"{row.kind.value}-{certificate_id}")


@bp.route("/events/<int:event_id>/thanks/words", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def words(event_id: int) -> ResponseReturnValue:
    event = event_to_write(event_id)
    form = TextsForm.about(queries.texts_of(event_id))
    if form.is_sent_and_valid():
        try:
            services.write_texts(event_id, form.written("certificate"), form.written("letter"), form.seen())
            flash(_("Saved. What is made from now on says so."), "good")
            return redirect(url_for(".thanks", event_id=event_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return render_template("people/staff/thanks/words.html", event=event, form=form), form.status()
