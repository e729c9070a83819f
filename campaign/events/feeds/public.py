"""Calendar files for everybody, and one's own by its secret address."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from campaign.core.i18n import LANGUAGES
from campaign.events.feeds import queries
from campaign.events.feeds.ical import MIMETYPE, calendar_file
from campaign.events.feeds.schemas import Feed
from campaign.web.guards import open_to_all

bp = Blueprint("feeds", __name__)
CODE = f"<any({','.join(LANGUAGES)}):calendar_language>"
PUBLIC = "public, max-age=900"
PRIVATE = "private, no-cache"


def answer(feed: Feed, name: str, caching: str = PUBLIC) -> Response:
    """The file, or 304 when the calendar has it already."""
    response = Response(calendar_file(feed), content_type=f"{MIMETYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response.headers["Cache-Control"] = caching
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get(f"/relays/<int:relay_id>/programme-{CODE}.ics")
@open_to_all
def relay(relay_id: int, calendar_language: str) -> ResponseReturnValue:
    return answer(queries.feed_of_relay(relay_id, calendar_language), f"programme-{relay_id}")


@bp.get(f"/relays/<int:relay_id>/route-{CODE}.ics")
@open_to_all
def route(relay_id: int, calendar_language: str) -> ResponseReturnValue:
    return answer(queries.feed_of_route(relay_id, calendar_language), f"route-{relay_id}")


@bp.get(f"/events/<int:event_id>/event-{CODE}.ics")
@open_to_all
def event(event_id: int, calendar_language: str) -> ResponseReturnValue:
    return answer(queries.feed_of_event(event_id, calendar_language), f"event-{event_id}")


@bp.get("/calendar/<token>.ics")
@open_to_all
def own(token: str) -> ResponseReturnValue:
    return answer(queries.feed_by_token(token), "adal-zhol", PRIVATE)
