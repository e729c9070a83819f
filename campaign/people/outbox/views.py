"""Work pages: the letters of an event and what became of them, and whom to tell by phone."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.people.outbox import forms, queries, reminders, services
from campaign.people.outbox.schemas import OutboxLine, Standing
from campaign.people.policies import can_write_people
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none

bp = Blueprint("people_outbox", __name__, url_prefix="/staff")


def _kept(**more: Any) -> dict[str, Any]:
    """What of the address a link to another page of the same list keeps."""
    kept = {name: request.args[name] for name in ("kind", "state") if request.args.get(name)}
    return {**kept, **{name: value for name, value in more.items() if value is not None}}


@bp.get("/events/<int:event_id>/outbox")
@needs(P.PEOPLE_READ)
def outbox(event_id: int) -> ResponseReturnValue:
    event, wish = event_row(event_id), forms.outbox_filter(request.args)
    return render_template(
        "people/staff/outbox.html",
        event=event, wish=wish, kept=_kept, page=queries.letters_of_event(event, wish, request.args.get("page")),
        kinds=[(kind, forms.kind_words(kind)) for kind in queries.kinds_of_event(event_id)], words=forms.outbox_words(),
        failed=queries.how_many_failed(event_id), untold=queries.how_many_untold(event.id),
        away_since=queries.server_away_since(), reminder_at=reminders.planned_at(event),
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


@bp.post("/events/<int:event_id>/outbox/<int:message_id>/again")
@needs(P.PEOPLE_WRITE)
def again(event_id: int, message_id: int) -> ResponseReturnValue:
    services.send_again(event_id, message_id, sent_key(request.form))
    flash(_("The letter goes out once more."), "good")
    return redirect(url_for(".outbox", event_id=event_id), 303)


@bp.get("/events/<int:event_id>/by-phone")
@needs(P.PEOPLE_READ)
def by_phone(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    return render_template(
        "people/staff/by_phone.html",
        event=event, page=queries.news_to_tell(event, request.args.get("page")), untold=queries.how_many_untold(event.id),
        words=forms.outbox_words(), told=_told(event_id),
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip


def _told(event_id: int) -> OutboxLine | None:
    """Whom the page offers to take back: the one told a moment ago."""
    number = whole_or_none(request.args.get("told"))
    line = queries.letter_of_event(event_id, number) if number is not None else None
    return line if line and line.standing is Standing.TOLD else None


@bp.post("/events/<int:event_id>/by-phone/<int:message_id>/told")
@needs(P.PEOPLE_WRITE)
def told(event_id: int, message_id: int) -> ResponseReturnValue:
    services.tell(event_id, message_id, forms.way_of(request.form))
    return redirect(url_for(".by_phone", event_id=event_id, told=message_id), 303)


@bp.post("/events/<int:event_id>/by-phone/<int:message_id>/untold")
@needs(P.PEOPLE_WRITE)
def untold(event_id: int, message_id: int) -> ResponseReturnValue:
    services.untell(event_id, message_id)
    return redirect(url_for(".by_phone", event_id=event_id), 303)
