"""The campaign's errors, and HTTP's, become pages here and nowhere else."""

import re

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from campaign.core.actor import Actor
from campaign.core.db import db
from campaign.core.errors import (
    CampaignError,
    Conflict,
    Gone,
    Invalid,
    NotFound,
    NotFresh,
    Refused,
    TooMany,
    Unavailable,
)
from campaign.core.i18n import _, _l
from campaign.web.api import problems
from campaign.web.api.place import is_asked_by_machine
from campaign.web.security import came_from
from campaign.web.uploads import most_here

STATUS: dict[type[CampaignError], int] = {
    problems.NoToken: 401, problems.NoKey: 400, NotFound: 404, Refused: 403, NotFresh: 403, Invalid: 422, Conflict: 409,
    Gone: 410, TooMany: 429, Unavailable: 503,
}  # fmt: skip
RETRY_SECONDS = 5
KNOWN = frozenset({400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})
_SECRET = re.compile(r"(?<=/)[\w-]{20,}(?=/|$)")
TOO_OLD = _l("This page lay open too long, or was opened in another window.")


def status_of(error: CampaignError) -> int:
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)


def _wait(error: CampaignError) -> int | None:
    """In how many seconds to come again, where that is known."""
    if isinstance(error, TooMany):
        return error.retry_after
    return RETRY_SECONDS if isinstance(error, Unavailable) else None


def _where() -> str:
    """The path without its secret: whoever sends a picture of the page to the coordinator gives no ticket away."""
    return _SECRET.sub("•••", request.path)


def _back() -> str:
    """From which page of ours this was sent; empty where nothing was sent, and where the browser does not say."""
    return (came_from() or "") if request.method == "POST" else ""


def page(code: int, message: object = None, retry_after: int | None = None, *, ended: bool = False) -> Response:
    """The error page in the reader's language, or JSON for a machine that asks for it. `ended`: a link that was good once; the
    message says what to do then."""
    if "actor" not in g:
        g.actor = Actor()
    g.without_database = code >= 500  # the page that says so must not ask it again
    if is_asked_by_machine():
        return problems.problem(code, message, retry_after=retry_after)
    if request.accept_mimetypes.best == "application/json":
        response = make_response({"status": code, "message": str(message or "")}, code)
    else:
        facts = {"code": code, "message": message, "where": _where(), "back": _back(), "ended": ended}
        response = make_response(render_template("errors/error.html", **facts), code)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _of_http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    if is_asked_by_machine():
        return problems.of_http(error)
    return page(error.code if error.code in KNOWN else 400, _too_large() if error.code == 413 else None)


def _too_large() -> str | None:
    """How much may be sent here at once, where that was why it was not taken."""
    bound, sent, most = request.max_content_length, request.content_length, most_here()
    if bound is None or most is None or sent is None or sent <= bound:
        return None
    return _("It was not taken: at most %(most)s MB can be sent here at once.", most=most >> 20)


def install(app: Flask) -> None:
    @app.errorhandler(CampaignError)
    def of_the_campaign(error: CampaignError) -> Response:
        if is_asked_by_machine():
            return problems.of_campaign(error, status_of(error), _wait(error))
        ended = isinstance(error, Gone) or isinstance(error.__cause__, Gone)  # a phone's page answers 404 to its old link
        return page(status_of(error), error.message, _wait(error), ended=ended)

    @app.errorhandler(CSRFError)
    def of_an_old_page(error: CSRFError) -> Response:
        return page(400, TOO_OLD)

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        return _of_http(error)

    app.register_error_handler(OperationalError, of_the_database)
    app.register_error_handler(PoolTimeout, of_the_database)

    @app.errorhandler(500)
    def of_ours(error: Exception) -> Response:
        return of_a_mistake(getattr(error, "original_exception", None))


def of_the_database(error: Exception) -> Response:
    """A lock, a restart, a full disk: nothing was written, so the answer is: come again."""
    current_app.logger.warning("the database is away: %s", type(getattr(error, "orig", error)).__name__)
    db.session.rollback()
    return page(503, None, RETRY_SECONDS)


def of_a_mistake(original: Exception | None) -> Response:
    """A mistake of ours, but for a connection that broke under us, whichever of its errors the driver gave."""
    if isinstance(original, DBAPIError) and original.connection_invalidated:
        return of_the_database(original)
    if isinstance(original, DBAPIError):
        db.session.rollback()
    return page(500)
