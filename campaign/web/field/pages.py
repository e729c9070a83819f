"""The service worker of all field pages, and each page without anybody's link: the same for everybody."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.web.field import shells
from campaign.web.guards import open_to_all

bp = Blueprint("field_shell", __name__, url_prefix="/field")


@bp.get("/sw.js")
@open_to_all
def service_worker() -> Response:
    """Looked at anew each time, so that a mended one arrives."""
    pages = {shell.path: url_for(".page", purpose=shell.path) for shell in shells.SHELLS}
    response = make_response(shells.service_worker(pages))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Service-Worker-Allowed"] = "/field/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/shells/<purpose>")
@open_to_all
def page(purpose: str) -> ResponseReturnValue:
    """What a phone shows for any link of this purpose, with or without a network: it learns the rest by the link itself."""
    shell = next((one for one in shells.SHELLS if one.path == purpose), None)
    if shell is None:
        abort(404)
    return render_template(shell.template, device=None, **shells.facts(shell))
