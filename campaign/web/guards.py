"""One check before every view. A view that declares no door stops the application from starting."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request
from werkzeug.wrappers import Response

from campaign.core.actor import Actor, P, ensure_fresh, set_actor
from campaign.core.errors import NotFresh
from campaign.web.api.asking import negotiate
from campaign.web.api.place import PREFIX, is_asked_by_machine
from campaign.web.api.problems import WORDS, NoToken
from campaign.web.language import is_switching

View = TypeVar("View", bound=Callable[..., Any])
OPEN = "open"
WORK = "/staff/"  # how the addresses of pages begin that only those who work here open
FLASK_OWN = frozenset({"static"})
_DOOR = "campaign_door"
_KEYED = "campaign_keyed_by_address"
_FRESH = "campaign_fresh"


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


def fresh(view: View) -> View:
    """What is sent here is of weight: whoever sends it has shown password and second factor in the last ten minutes.

    Who has not is asked for them, and what was sent is done after that. For pages that are only read, and in the service that
    does the act, say `core.actor.ensure_fresh()`.
    """
    setattr(view, _FRESH, True)
    return view


def is_fresh_only(app: Flask, endpoint: str) -> bool:
    """Whether writes to the view behind `endpoint` are of weight."""
    return bool(getattr(app.view_functions[endpoint], _FRESH, False))


def check_doors(app: Flask) -> None:
    """Raises RuntimeError, and so stops the start, when a route declares no door."""
    undeclared = sorted({rule.endpoint for rule in app.url_map.iter_rules() if door_of(app, rule.endpoint) is None})
    if undeclared:
        raise RuntimeError(f"these routes declare no door: {', '.join(undeclared)}")


def _ensure_let_in(needed: str, way_in: Callable[[str | None], str]) -> Response | None:
    """A stranger is led to the door, a machine is told; whoever has no right is refused."""
    if not g.actor.is_known:
        if is_asked_by_machine():
            raise NoToken(WORDS[401][1])
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(way_in(back))
    if not g.actor.may(P(needed)):
        abort(403)
    return None


def install(
    app: Flask,
    actor_of_request: Callable[[], Actor],
    actor_of_machine: Callable[[], Actor],
    way_in: Callable[[str | None], str],
    ask_again: Callable[[NotFresh], Response],
) -> None:
    """`actor_of_request` finds out who asks by a cookie, `actor_of_machine` by a token; the kit knows no users itself.

    `way_in` is the address for whoever is not let in yet, `ask_again` the answer to whoever has to show once more who they are.
    """
    app.register_error_handler(NotFresh, ask_again)

    @app.before_request
    def check_door() -> Response | None:
        if request.endpoint is None and request.path.startswith(WORK):
            set_actor(actor_of_request())  # no such page: Flask says so, in the frame of whoever works here
            return None
        if request.endpoint is None or request.endpoint in FLASK_OWN:
            g.actor = Actor()
            return None
        if is_asked_by_machine():
            negotiate()
        set_actor(actor_of_machine() if is_asked_by_machine() else actor_of_request())
        needed = door_of(app, request.endpoint)
        if needed is None:
            raise RuntimeError(f"{request.endpoint} declares no door")
        if needed == OPEN:
            return None
        led = _ensure_let_in(needed, way_in)
        if led is None and request.method == "POST" and is_fresh_only(app, request.endpoint) and not is_switching():
            ensure_fresh()
        return led
