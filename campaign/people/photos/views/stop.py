"""The photos of all events of a stop."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.events.queries import events_of_stop
from campaign.people.photos import queries
from campaign.people.photos.policies import ensure_can_read_photos
from campaign.people.photos.showing import FILTERS, by_event, shown_of
from campaign.people.photos.views.desk import bp
from campaign.people.photos.words import MARKS
from campaign.relay.queries import stop_row
from campaign.web.guards import needs


@bp.get("/stops/<int:stop_id>/photos")
@needs(P.PHOTOS_READ)
def stop_photos(stop_id: int) -> ResponseReturnValue:
    stop = stop_row(stop_id)
    ensure_can_read_photos(current_actor(), stop.region_id, stop.id)
    rows, show = queries.photos_of_stop(stop_id), request.args.get("show", "")
    return render_template(
        "people/staff/photos/stop.html", stop=stop, counts=queries.counts_of(rows), filters=FILTERS, show=show, marks=MARKS,
        shown=by_event(events_of_stop(stop_id), rows, shown_of(rows, show)),
    )  # fmt: skip
