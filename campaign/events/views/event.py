"""One event: its page, planning and changing it, moving it on."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import bookings, queries, services
from campaign.events.clash_words import ClashLine, clash_line
from campaign.events.contingency.queries import contingency_of
from campaign.events.figures.queries import held_without_figures
from campaign.events.forms import EventForm, edit_event_form, new_event_form
from campaign.events.plan.queries import event_as_subject
from campaign.events.policies import can_write_event, ensure_can_write_event
from campaign.events.schemas import EventRow, EventState
from campaign.events.states import ACT_WORDS, STATE_TAGS, STATE_WORDS, next_steps
from campaign.events.views.desk import bp
from campaign.papers import queries as papers
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow
from campaign.web.answers import AGAIN, done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

WORDS = {"acts": ACT_WORDS, "states": STATE_WORDS, "tags": STATE_TAGS}


@bp.get("/events/<int:event_id>")
@needs(P.EVENTS_READ)
def event(event_id: int) -> ResponseReturnValue:
    return event_page(queries.event_row(event_id))


def event_page(row: EventRow, complaint: str = "", typed: str = "", wished: str = "") -> str:
    """The summary of an event; with a complaint beside the step that could not be taken."""
    may_write = can_write_event(current_actor(), row.region_id, row.stop_id)
    steps = next_steps(row.state) if may_write else ()
    return render_template(
        "events/staff/event.html",
        event=row,
        stop=relay.stop_row(row.stop_id),
        may_write=may_write,
        steps=steps,
        registered=services.registered(row.id) if steps else 0,
        **_how_far(row),
        **what_may_go_wrong(row),
        **WORDS,
        is_over=row.ends_at <= clock.campaign_now(),
        complaint=complaint,
        typed=typed,
        wished=wished,
        papers=papers.panel_of(event_as_subject(row), request.args.get("paper")),
    )


def _how_far(row: EventRow) -> dict[str, Any]:
    """What was done with it, and whether its report would be without a figure."""
    lacks = row.state is EventState.HELD and row.id in held_without_figures([row.id])
    return {"history": queries.history_of(row.id), "lacks_figures": lacks}


def what_may_go_wrong(row: EventRow) -> dict[str, Any]:
    """Its clashes, and its plan for bad weather."""
    return {"clashes": clashes_of(row), "contingency": contingency_of(row.id)}


def clashes_of(row: EventRow) -> tuple[ClashLine, ...]:
    """What the event clashes with, each line leading to the other event."""

    def address(event_id: int) -> str:
        return url_for(".event", event_id=event_id)

    return tuple(clash_line(clash, clash.other(row.id), address) for clash in bookings.clashes_of_event(row.id))


@bp.post("/events/<int:event_id>/state")
@needs(P.EVENTS_WRITE)
def move_event(event_id: int) -> ResponseReturnValue:
    row = queries.event_row(event_id)
    wished, reason = request.form.get("state", ""), request.form.get("reason", "")
    if wished not in set(EventState):
        return event_page(row, _("There is no such step.")), 422
    try:
        services.change_state(event_id, EventState(wished), reason, whole_or_nought(request.form.get("version")))
    except (Invalid, Stale) as error:
        return event_page(row, str(error), reason, wished), 422 if isinstance(error, Invalid) else AGAIN
    return done(url_for(".event", event_id=event_id), _moved_words(row.state, EventState(wished)))


def _moved_words(was: EventState, now: EventState) -> str:
    if (was, now) == (EventState.OPEN, EventState.APPROVED):
        return _("Registration is closed; the event stays approved.")
    return _("The event is now “%(state)s”.", state=STATE_WORDS[now])


@bp.route("/events/new", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def new_event() -> ResponseReturnValue:
    stop = relay.stop_row(whole_or_nought(request.args.get("stop")))
    form = new_event_form(stop)
    if form.is_sent_and_valid():
        try:
            event_id = services.create_event(form.command(stop.id), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".event", event_id=event_id), planned_words(form, stop))
    return form_page(form, stop, None)


def planned_words(form: EventForm, stop: StopRow) -> str:
    """What was done; and which of two equal hours was meant where nobody could say so."""
    words = _("The event is planned. It is a draft until you approve it.")
    if form.asks_which_hour(stop.time_zone) and form.hour.raw_data in (None, []):
        words += " " + _("Its hour occurs twice that night; the first one is meant. Change the event to choose the second.")
    return words


@bp.route("/events/<int:event_id>/edit", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_event(event_id: int) -> ResponseReturnValue:
    row = queries.event_row(event_id)
    form = edit_event_form(row)
    if form.is_sent_and_valid():
        try:
            services.edit_event(event_id, form.command(row.stop_id), form.seen())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            return done(url_for(".event", event_id=event_id), _("The changes are saved."))
    return form_page(form, relay.stop_row(row.stop_id), row)


def form_page(form: EventForm, stop: StopRow, row: EventRow | None) -> ResponseReturnValue:
    """The page of the form; `row` is the event being changed, None for a new one."""
    ensure_can_write_event(current_actor(), stop.region_id, stop.id)
    form.offer(queries.kinds(), queries.places(stop.unit_id))
    return render_template("events/staff/event_form.html", form=form, stop=stop, event=row), form.status()
