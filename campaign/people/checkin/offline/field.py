"""The page of check-in without anybody's link, and the service worker that keeps it on phones: the same for everybody."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.people.checkin.offline import shell
from campaign.web.guards import open_to_all

bp = Blueprint("field_shell", __name__, url_prefix="/field")


@bp.get("/sw.js")
@open_to_all
def service_worker() -> Response:
    """Looked at anew each time, so that a mended one arrives."""
    response = make_response(shell.service_worker(url_for(".page")))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Service-Worker-Allowed"] = "/field/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/checkin/shell")
@open_to_all
def page() -> ResponseReturnValue:
    """What a phone shows for any link of check-in, with or without a network: it learns the rest by the link itself."""
    return render_template("people/field/checkin.html", device=None, **shell.page_facts())
