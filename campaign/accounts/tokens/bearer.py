"""Who asks by a token: the header Authorization, and nothing else."""

from flask import request

from campaign.accounts.tokens.services import admitted
from campaign.core.actor import Actor


def actor_of_machine() -> Actor:
    """The actor of this request's token; nobody without one. Raises TooMany."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return admitted(secret.strip()) if kind.casefold() == "bearer" else Actor()
