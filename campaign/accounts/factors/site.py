"""What passkeys need of the request: where we are, which challenge this browser was given, and what it answers."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request, session
from werkzeug.wrappers import Response

from campaign.accounts.factors.schemas import ANSWER_LENGTH, Asked, ChallengeUse, Shown, Site
from campaign.core.errors import Conflict, TooMany

JSON: Final = "application/json"


def site() -> Site:
    """The place our passkeys belong to: `CAMPAIGN_PUBLIC_URL` where it is set, else the host of this request.

    A host that somebody made up helps nobody: what a passkey signs names the host that its browser really stands on.
    """
    parts = urlsplit(str(current_app.config["PUBLIC_URL"] or request.host_url))
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def has_passkeys() -> bool:
    """Whether browsers make passkeys for pages of this place: it has a name, and what is sent there is secret or stays here."""
    here = site()
    try:
        ipaddress.ip_address(here.name)
    except ValueError:
        return here.origin.startswith("https://") or here.name == "localhost" or here.name.endswith(".localhost")
    return False


def _place(use: ChallengeUse) -> str:
    return f"passkey_{use.value}"


def handed(asked: Asked, use: ChallengeUse) -> Response:
    """The options for the script; the browser's own signed cookie says which challenge it was given."""
    session[_place(use)] = asked.uid
    return Response(asked.options, mimetype=JSON)


def refused(error: Conflict | TooMany) -> Response:
    """Why there is no challenge, for the script to show."""
    words = current_app.json.dumps({"words": str(error)})
    if isinstance(error, TooMany):
        return Response(words, 429, {"Retry-After": str(error.retry_after)}, mimetype=JSON)
    return Response(words, 409, mimetype=JSON)


def shown(use: ChallengeUse) -> Shown:
    """What this browser answers to the challenge it was given last. A challenge is named once."""
    return Shown(session.pop(_place(use), ""), request.form.get("answer", "")[:ANSWER_LENGTH], site())
