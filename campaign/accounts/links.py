"""Links that are sent: their secret, and their address as somebody outside sees it."""

import os

from flask import current_app

from campaign.accounts.schemas import LinkPurpose
from campaign.core import crypto

_ENDPOINTS = {LinkPurpose.INVITATION: "accounts.invitation", LinkPurpose.RESET: "accounts.reset_password"}


def token_of(purpose: LinkPurpose, uid: str) -> str:
    """The secret of the link `uid`; only its hash is kept."""
    return crypto.derived_token(purpose.value, uid, 1)


def address_of(endpoint: str, **values: str | int) -> str:
    """The whole address of a page, for a letter or a terminal.

    It never comes from the request's Host header, which anybody may write: from `CAMPAIGN_PUBLIC_URL`, else this machine.
    """
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{current_app.config['PUBLIC_URL'] or _here()}{path}"


def _here() -> str:
    return f"http://127.0.0.1:{os.environ.get('CAMPAIGN_PORT') or '8000'}"


def address_of_link(purpose: LinkPurpose, uid: str) -> str:
    """The address a person opens."""
    return address_of(_ENDPOINTS[purpose], token=token_of(purpose, uid))
