"""Where the doors of the house send whoever is not let in yet, and whoever has to show once more who they are."""

import io
from urllib.parse import urlencode

from flask import current_app, flash, redirect, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from campaign.accounts.factors import services
from campaign.accounts.factors.queries import pending_session
from campaign.accounts.factors.schemas import Waiting
from campaign.accounts.queries import session_of_request
from campaign.core.errors import NotFresh
from campaign.core.i18n import _
from campaign.web import errors
from campaign.web.security import SAFE, came_from

FORM = "application/x-www-form-urlencoded"


def way_in(back: str | None) -> str:
    """The page for whoever is not let in: the second factor after the password, else the door."""
    return url_for("factors.code" if pending_session() is not None else "accounts.sign_in", next=back)


def ask_again(error: NotFresh) -> Response:
    """Keep what was sent, and lead to the page that asks for password and second factor; then it is done."""
    if session_of_request() is None:  # no browser in which somebody could show it
        return errors.page(errors.status_of(error), error.message)
    if request.method in SAFE:
        return redirect(url_for("factors_staff.confirm", next=request.full_path.rstrip("?")))
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as reason:
        return errors.page(400, errors.TOO_OLD if not isinstance(reason, CSRFError) else reason.description)
    fields = tuple((name, value) for name, values in request.form.lists() for value in values)
    if request.files or not services.keep_waiting(request.full_path.rstrip("?"), fields):
        flash(_("Show first that it is you, then choose the file again and send the form."), "info")
    return redirect(url_for("factors_staff.confirm", next=came_from()), 303)


def resumed(waiting: Waiting) -> Response:
    """The answer to what waited, as if it were sent now."""
    body = urlencode([*waiting.fields, ("csrf_token", generate_csrf())]).encode()
    path, _mark, query = waiting.path.partition("?")
    environ = {
        **{name: value for name, value in request.environ.items() if not name.startswith(("werkzeug.", "flask."))},
        "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query, "REQUEST_METHOD": "POST", "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    with current_app.request_context(environ):
        return current_app.full_dispatch_request()
