"""One check before every view. A view that declares no door stops the application from starting."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from campaign.core.actor import Actor, P, set_actor
from campaign.web.api.asking import negotiate
from campaign.web.api.place import PREFIX, is_asked_by_machine
from campaign.web.api.problems import WORDS, NoToken

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
    """The views that take writes without a token of a page: keyed by their address, or for machines."""
    machines = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{PREFIX}/")}
    return [view for name, view in app.view_functions.items() if name in machines or getattr(view, _KEYED, False)]


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


def _ensure_let_in(needed: str) -> Response | None:
    """A stranger is led to the door, a machine is told; whoever has no right is refused."""
    if not g.actor.is_known:
        if is_asked_by_machine():
            raise NoToken(WORDS[401][1])
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=back))
    if not g.actor.may(P(needed)):
        abort(403)
    return None


def install(app: Flask, actor_of_request: Callable[[], Actor], actor_of_machine: Callable[[], Actor]) -> None:
    """`actor_of_request` finds out who asks by a cookie, `actor_of_machine` by a token; the kit knows no users itself."""

    @app.before_request
    def check_door() -> Response | None:
        if request.endpoint is None or request.endpoint in FLASK_OWN:
            g.actor = Actor()
            return None  # no such page: Flask answers 404 itself
        if is_asked_by_machine():
            negotiate()
        set_actor(actor_of_machine() if is_asked_by_machine() else actor_of_request())
        needed = door_of(app, request.endpoint)
        if needed is None:
            raise RuntimeError(f"{request.endpoint} declares no door")
        return None if needed == OPEN else _ensure_let_in(needed)
