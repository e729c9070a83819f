"""One check before every view. A view that declares no door stops the application from starting."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from campaign.core.actor import Actor, P, set_actor

View = TypeVar("View", bound=Callable[..., Any])
OPEN = "open"
FLASK_OWN = frozenset({"static"})
_DOOR = "campaign_door"
_KEYED = "campaign_keyed_by_address"


def open_to_all(view: View) -> View:
    """Anybody may come here, known or not; they see what is public."""
    setattr(view, _DOOR, OPEN)
    return view


def keyed_by_address(view: View) -> View:
    """What is sent here carries no token of a page: the secret in the address is the credential, no cookie is looked at.

    A page of another site cannot know the secret, and its writes are refused before that (`security.refuse_cross_site`).
    """
    setattr(view, _KEYED, True)
    return view


def keyed_views(app: Flask) -> list[Callable[..., Any]]:
    """The views that take writes without a token of a page."""
    return [view for view in app.view_functions.values() if getattr(view, _KEYED, False)]


def needs(permission: P) -> Callable[[View], View]:
    """Only an actor holding `permission` somewhere may come here; the query and the policy judge the thing itself."""

    def declare(view: View) -> View:
        setattr(view, _DOOR, permission)
        return view

    return declare


def door_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind `endpoint` declares; None when it declares nothing."""
    if endpoint in FLASK_OWN:
        return OPEN
    return getattr(app.view_functions[endpoint], _DOOR, None)


def check_doors(app: Flask) -> None:
    """Raises RuntimeError, and so stops the start, when a route declares no door."""
    undeclared = sorted({rule.endpoint for rule in app.url_map.iter_rules() if door_of(app, rule.endpoint) is None})
    if undeclared:
        raise RuntimeError(f"these routes declare no door: {', '.join(undeclared)}")


def install(app: Flask, actor_of_request: Callable[[], Actor]) -> None:
    """`actor_of_request` finds out who asks; the kit knows no users itself."""

    @app.before_request
    def check_door() -> Response | None:
        if request.endpoint is None or request.endpoint in FLASK_OWN:
            g.actor = Actor()
            return None  # no such page: Flask answers 404 itself
        set_actor(actor_of_request())
        needed = door_of(app, request.endpoint)
        if needed is None:
            raise RuntimeError(f"{request.endpoint} declares no door")
        if needed == OPEN:
            return None
        if not g.actor.is_known:
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("accounts.sign_in", next=back))
        if not g.actor.may(P(needed)):
            abort(403)
        return None
