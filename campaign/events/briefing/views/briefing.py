"""The briefing of one event: how it will read, what it lacks, writing it, sending it, what was sent."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import LANGUAGES, _, _n, language
from campaign.events import queries as events
from campaign.events.briefing import queries, services
from campaign.events.briefing.forms import BriefingForm, briefing_form, doubtful_notes
from campaign.events.briefing.policies import ensure_can_brief
from campaign.events.briefing.views.desk import bp
from campaign.events.policies import can_write_event
from campaign.events.schemas import ANNOUNCED, EventRow
from campaign.relay import queries as relay
from campaign.web.answers import done, told
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def _shown_in() -> str:
    code = request.args.get("in", "")
    return code if code in LANGUAGES else language()


@bp.get("/events/<int:event_id>/briefing")
@needs(P.EVENTS_READ)
def briefing(event_id: int) -> ResponseReturnValue:
    row = events.event_row(event_id)
    return render_template(
        "events/staff/briefing.html", event=row, stop=relay.stop_row(row.stop_id), code=_shown_in(),
        desk=queries.desk_of(row, services.reach_of(event_id)),
        may_write=can_write_event(current_actor(), row.region_id, row.stop_id),
        may_send=row.state in ANNOUNCED and row.ends_at > clock.campaign_now(),
    )  # fmt: skip


@bp.route("/events/<int:event_id>/briefing/edit", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_briefing(event_id: int) -> ResponseReturnValue:
    row = events.event_row(event_id)
    ensure_can_brief(current_actor(), row.region_id, row.stop_id)
    form = briefing_form(queries.text_of(event_id), services.usual_text())
    if form.is_sent_and_valid():
        try:
            services.write(event_id, form.command())
            return done(url_for(".briefing", event_id=event_id), _("The briefing is saved. Read it through, then send it."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _form_page(row, form)


def _form_page(row: EventRow, form: BriefingForm) -> ResponseReturnValue:
    facts = queries.facts()
    form.offer(facts)
    page = render_template(
        "events/staff/briefing_form.html", event=row, stop=relay.stop_row(row.stop_id), form=form,
        notes=doubtful_notes(facts, clock.campaign_today(row.time_zone)),
    )  # fmt: skip
    return page, form.status()


@bp.post("/events/<int:event_id>/briefing/send")
@needs(P.EVENTS_WRITE)
def send_briefing(event_id: int) -> ResponseReturnValue:
    back = url_for(".briefing", event_id=event_id)
    try:
        sent = services.send(event_id, whole_or_nought(request.form.get("version")), CampaignForm().key())
    except (Conflict, Invalid) as error:
        return done(back, error.message, "bad")
    words = _n(
        "Version %(number)s: %(num)d letter is in the outbox.", "Version %(number)s: %(num)d letters are in the outbox.",
        sent.letters, number=sent.number,
    )  # fmt: skip
    return done(back, words)


@bp.get("/events/<int:event_id>/briefing/<int:version>")
@needs(P.EVENTS_READ)
def sent_version(event_id: int, version: int) -> ResponseReturnValue:
    """What was sent, exactly as it was."""
    row = events.event_row(event_id)
    return render_template(
        "events/staff/briefing_version.html", event=row, stop=relay.stop_row(row.stop_id), number=version, code=_shown_in(),
        page=queries.version(event_id, version), versions=queries.versions_of(event_id),
    )  # fmt: skip
