"""The access log: every look at people's data is kept after its answer was made; a page to read who looked."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.reports.access import forms, queries, services
from campaign.reports.access.schemas import EVENT, EVERYBODY, REGISTRATION, Look
from campaign.reports.access.words import shows_people, words_of
from campaign.reports.trail.queries import region_choices
from campaign.web.api.place import event_of_answer
from campaign.web.guards import needs

bp = Blueprint("access_staff", __name__, url_prefix="/staff")


@bp.after_app_request
def keep_look(response: Response) -> Response:
    """The one thing that looking changes: that somebody looked is kept, once an hour."""
    if request.endpoint and response.status_code < 400 and shows_people(request.endpoint):
        services.note_look(_look(), request.method not in {"GET", "HEAD"})
    return response


def _look() -> Look:
    given, page = request.view_args or {}, (request.endpoint or "")[:80]
    if "registration_id" in given:
        return Look(page, REGISTRATION, int(given["registration_id"]))
    if (event_id := given.get("event_id") or event_of_answer()) is not None:
        return Look(page, EVENT, int(event_id))
    return Look(page, EVERYBODY, 0)


@bp.get("/audit/looks")
@needs(P.AUDIT_READ)
def looks() -> ResponseReturnValue:
    wish = forms.filter_of(request.args)
    return render_template(
        "reports/staff/access/looks.html", page=queries.looks(wish, request.args.get("page")), wish=wish,
        given=forms.address_of(wish), regions=region_choices(), words_of=words_of,
    )  # fmt: skip
